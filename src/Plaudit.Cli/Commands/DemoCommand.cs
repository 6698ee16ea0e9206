using System.CommandLine;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit demo</c>: the main job in seconds, offline: trains on the built-in sample, evaluates, and predicts a few sentences.</summary>
internal static class DemoCommand
{
    private static readonly string[] s_sentences =
        ["A wonderful film, moving and clever.", "Dull from start to finish. I wanted my two hours back.", "I loved every minute of it."];

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command(
            "demo", "Trains a small model on the built-in sample, evaluates it and predicts a few sentences: the commands to start from.");
        command.SetAction(_ =>
        {
            string run = Path.Combine("runs", $"demo-{DateTime.Now:yyyyMMdd-HHmmss}");
            int code = Step(host, ["train", "quickstart", "--data", "sample", "--run", run]);
            return code == ExitCodes.Done ? Step(host, ["predict", "--model", run, .. s_sentences]) : code;
        });
        return command;
    }

    /// <summary>Runs a command just as a user would type it, and shows it first.</summary>
    private static int Step(CommandHost host, string[] args)
    {
        host.Output.WriteLine($"\n$ plaudit {string.Join(' ', args.Select(arg => arg.Contains(' ') ? $"\"{arg}\"" : arg))}\n");
        host.Output.Flush();
        return new Application(host).Run(args);
    }
}
