using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Plaudit.Cli.Commands;
using Plaudit.Cli.Options;
using Plaudit.Models;

namespace Plaudit.Cli;

/// <summary>The <c>plaudit</c> command line. The one place where a failure becomes a message and an exit code.</summary>
internal sealed class Application(CommandHost host)
{
    /// <summary>The commands by name. Each is created on demand, because scripts that predict need a fast start.</summary>
    private static readonly (string Name, Func<CommandHost, Command> Create)[] s_commands =
    [
        ("demo", DemoCommand.Create),
        ("recipes", RecipesCommand.Create),
        ("info", InfoCommand.Create),
        ("explore", ExploreCommand.Create),
        ("split", SplitCommand.Create),
        ("train", TrainCommand.Create),
        ("tune", TuneCommand.Create),
        ("evaluate", EvaluateCommand.Create),
        ("compare", CompareCommand.Create),
        ("predict", PredictCommand.Create),
        ("explain", ExplainCommand.Create),
        ("serve", ServeCommand.Create),
        ("data", DataCommand.Create),
    ];

    /// <summary>The names of all commands.</summary>
    public static IEnumerable<string> CommandNames => s_commands.Select(command => command.Name);

    /// <summary>The faults of the arguments after <c>plaudit</c>; runs nothing.</summary>
    public IReadOnlyList<string> FaultsOf(IReadOnlyList<string> args) => Faults(Parse(args));

    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments after <c>plaudit</c>.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        try
        {
            int code = Invoke(args);
            host.Wrapped.Flush();
            return code;
        }
        catch (OperationCanceledException) when (host.Interruption.Token.IsCancellationRequested)
        {
            host.Log.Error($"stopped by {host.Interruption.Cause}");
            return host.Interruption.ExitCode;
        }
        catch (Exception e) when (e is ReaderGoneException || e.InnerException is ReaderGoneException)
        {
            return ExitCodes.Done;
        }
        catch (Exception e)
        {
            Report(e is PlauditException ? e : e.GetBaseException());
            return ExitCodes.Failed;
        }
    }

    private int Invoke(IReadOnlyList<string> args)
    {
        ParseResult parsed = Parse(AskingForHelp(args));
        string[] faults = Faults(parsed);
        if (faults.Length > 0)
            return RefuseUsage(parsed, faults);
        foreach (string note in faults.Length == 0 ? ProcessorLimit.Notes(parsed) : [])
            host.Log.Note(note);
        return parsed.Invoke(new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Streams.Error,
            EnableDefaultExceptionHandler = false,
            // Ctrl-C and SIGTERM are handled already, with enough time for a checkpoint.
            ProcessTerminationTimeout = null,
        });
    }

    // A text to predict may begin with @: it names no file of arguments.
    private ParseResult Parse(IReadOnlyList<string> args) =>
        CreateRoot(args).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private static string[] Faults(ParseResult parsed) =>
        parsed.Action is HelpWithExamples or ShowVersion ? [] : [.. UsageFaults.In(parsed, CommandNames)];

    /// <summary><c>plaudit</c>, <c>plaudit help</c> and <c>plaudit help train</c> ask for help as well as <c>--help</c> does.</summary>
    private static IReadOnlyList<string> AskingForHelp(IReadOnlyList<string> args) => args.Count == 0 ? ["--help"]
        : args[0] != "help" ? args
        : args.Count == 1 ? ["--help"]
        : CommandNames.Contains(args[1]) ? [args[1], "--help"] : [.. args.Skip(1)];

    private Command CreateRoot(IReadOnlyList<string> args)
    {
        // No RootCommand: that one calls itself after the assembly.
        var root = new Command("plaudit", "LSTM sentiment analysis: train, evaluate and use classifiers of reviews.")
        {
            new HelpOption { Action = new HelpWithExamples(host) },
            new VersionOption { Action = new ShowVersion(host.Output) },
        };

        bool named = args.Count > 0 && s_commands.Any(command => command.Name == args[0]);
        foreach ((string name, Func<CommandHost, Command> create) in s_commands)
        {
            if (!named || name == args[0])
                root.Add(create(host));
        }

        return root;
    }

    private int RefuseUsage(ParseResult parsed, string[] faults)
    {
        foreach (string fault in faults)
            host.Log.Error(string.Join(' ', fault.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        string command = parsed.CommandResult.Parent is null ? "plaudit" : $"plaudit {parsed.CommandResult.Command.Name}";
        host.Log.Info($"{command} --help shows how it is used.");
        return ExitCodes.WrongUsage;
    }

    private void Report(Exception e)
    {
        // Reading and writing files have their own messages; this is standard output, or an impossible file name.
        host.Log.Error(e is PlauditException failure ? failure.Message + ResumeCommand.Behind(failure)
            : e is IOException or UnauthorizedAccessException ? e.Message
            : $"unexpected {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} (PLAUDIT_DEBUG=1 shows where; please report it)");
        if (Environment.GetEnvironmentVariable("PLAUDIT_DEBUG") is { Length: > 0 } and not "0")
        {
            foreach (string line in e.ToString().Split(Environment.NewLine))
                host.Log.Info(line);
        }
    }

    /// <summary>The version as model files record it; the default asks the entry assembly.</summary>
    private sealed class ShowVersion(TextWriter output) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            output.WriteLine($"plaudit {ModelFile.PlauditVersion}");
            return ExitCodes.Done;
        }
    }
}
