using System.CommandLine;
using Plaudit.Server;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit serve</c>: the service and its web page.</summary>
internal static class ServeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("serve", "Answers over HTTP: predictions, explanations and a web page, until Ctrl-C or SIGTERM.");
        var models = new Option<string[]>("--model")
        {
            Description =
                "A .safetensors file, the folder of a run, or bundled; optionally prefixed with NAME=. Repeat to serve several; the first is the "
                + "default. Default: bundled.",
            HelpName = "[NAME=]MODEL",
        };
        var urls = new Option<string?>("--urls")
        {
            Description =
            "Addresses to listen on. Default: http://127.0.0.1:5000, reachable only from this machine.",
            HelpName = "URL"
        };
        var set = new Option<string[]>("--set")
        {
            Description = $"Any other option, also read from PLAUDIT_... and appsettings.json: {string.Join(", ", OptionsReader.Names)}.",
            HelpName = "NAME=VALUE",
        };
        foreach (Option option in (Option[])[models, urls, set])
            command.Add(option);
        command.SetAction(async (parsed, _) =>
        {
            IEnumerable<string> changes = parsed.GetValue(set) ?? [];
            if (parsed.GetValue(urls) is { } addresses)
                changes = changes.Append($"urls={addresses}");
            await ServerProgram.Serve(
                parsed.GetValue(models) ?? [], changes, () => host.Interruption.ExitCode == ExitCodes.Terminated, host.Interruption.Token);
            // Asked to stop, and stopped with nothing lost: done.
            return ExitCodes.Done;
        });
        return command;
    }
}
