using System.Text;
using Plaudit.Cli;

namespace Plaudit.Tests.Cli;

/// <summary>What a command came to.</summary>
internal sealed record CommandResult(int Code, string Output, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.TrimEnd('\n').Split('\n');
}

/// <summary>Runs plaudit inside the test's process.</summary>
internal static class CommandLine
{
    /// <summary>The changes that make a recipe train on the sample in about half a second.</summary>
    public static string[] Tiny { get; } = Set(
        "text.pad=null", "text.maxLength=60", "layers.0.size=16", "layers.1.units=16", "training.batchSize=16", "training.epochs=3",
            "training.optimizer.rate=0.005");

    public static CommandResult Run(params string[] args) => Run("", args);

    /// <summary>Runs a command on the text that standard input holds.</summary>
    public static CommandResult Run(string input, string[] args)
    {
        using var interruption = new Interruption();
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        int code = Run(output, error, interruption, input, false, args);
        return new CommandResult(code, output.ToString(), error.ToString());
    }

    /// <summary>What the parser says of a command, without running it.</summary>
    public static IReadOnlyList<string> Faults(params string[] args)
    {
        using var interruption = new Interruption();
        var streams = new Streams { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null };
        return new Application(new CommandHost(streams, interruption)).FaultsOf(args);
    }

    /// <summary>Runs a command as a person does in a window of some width; what is drawn is among what it says.</summary>
    public static CommandResult InWindow(int width, params string[] args)
    {
        using var interruption = new Interruption();
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var streams = new Streams
        {
            Output = output,
            Error = error,
            OpenInput = () => Stream.Null,
            OutputIsTerminal = true,
            ErrorIsTerminal = true,
            WindowWidth = width
        };
        int code = new Application(new CommandHost(streams, interruption)).Run(args);
        return new CommandResult(code, output.ToString(), error.ToString());
    }

    public static int Run(TextWriter output, TextWriter error, Interruption interruption, string input, bool terminal, string[] args)
    {
        var streams = new Streams
        {
            Output = output,
            Error = error,
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            ErrorIsTerminal = terminal,
        };
        return new Application(new CommandHost(streams, interruption)).Run(args);
    }

    /// <summary>The arguments that train the tiny model.</summary>
    public static string[] Train(string run, params string[] more) => Train("sample", run, more);

    public static string[] Train(string data, string run, string[] more, int threads = 1) =>
        ["train", "notebook-baseline", "--data", data, "--run", run, "--threads", $"{threads}", .. Tiny, .. more];

    public static string[] Set(params string[] changes) => [.. changes.SelectMany(change => (string[])["--set", change])];
}
