using System.Collections;
using System.Runtime.InteropServices;

namespace Plaudit.Server;

/// <summary>The service started by itself, without the <c>plaudit</c> command: the same options, named alike.</summary>
internal static class ServerProgram
{
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const string Usage = "usage: Plaudit.Server [--model [NAME=]MODEL]... [--urls URL] [--set NAME=VALUE]...";

    public static async Task<int> Run(string[] args)
    {
        var models = new List<string>();
        var changes = new List<string>();
        for (int i = 0; i < args.Length; i += 2)
        {
            if (args[i] is not ("--model" or "--urls" or "--set") || i + 1 == args.Length)
            {
                await Console.Error.WriteLineAsync($"{Printable.Line(args[i])}: unknown, or without a value\n{Usage}");
                return WrongUsage;
            }

            if (args[i] == "--model")
                models.Add(args[i + 1]);
            else
                changes.Add(args[i] == "--urls" ? $"urls={args[i + 1]}" : args[i + 1]);
        }

        using var stop = new CancellationTokenSource();
        bool drain = false;
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Ask(context, false));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Ask(context, true));
        void Ask(PosixSignalContext context, bool gently)
        {
            // The second one ends the process.
            if (stop.IsCancellationRequested)
                return;
            context.Cancel = true;
            drain = gently;
            stop.Cancel();
        }

        try
        {
            await Serve(models, changes, () => drain, stop.Token);
            return 0;
        }
        catch (PlauditException e)
        {
            await Console.Error.WriteLineAsync($"plaudit: {Printable.Message(e.Message)}");
            return Failed;
        }
    }

    /// <summary>Reads the options, starts, and serves until asked to stop.</summary>
    /// <param name="models"><c>[NAME=]MODEL</c>; where there are any, those of the file and the environment are not served.</param>
    /// <param name="changes"><c>NAME=VALUE</c>.</param>
    /// <param name="drain">Whether to drain first.</param>
    /// <param name="stop">Cancelled when the process should stop.</param>
    /// <exception cref="PlauditException">It cannot start.</exception>
    public static async Task Serve(IReadOnlyList<string> models, IEnumerable<string> changes, Func<bool> drain, CancellationToken stop)
    {
        var defaults = new PlauditServerOptions { LogFormat = Console.IsErrorRedirected ? "json" : "text" };
        IDictionary environment = Environment.GetEnvironmentVariables();
        PlauditServerOptions options = OptionsReader.Read(defaults, Environment.CurrentDirectory, environment, changes);
        if (models.Count > 0)
            options = options with { Models = models };
        await using PlauditServer server = await PlauditServer.Start(options);
        server.Warn(OptionsReader.Unknown(environment));
        await server.Run(drain, stop);
    }
}
