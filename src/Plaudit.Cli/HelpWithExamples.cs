using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Plaudit.Cli;

/// <summary>A command's help, fitted to the window, with examples at the end.</summary>
internal sealed class HelpWithExamples(CommandHost host) : SynchronousCommandLineAction
{
    private const int PlainWidth = 100;

    private readonly HelpAction _help = new() { MaxWidth = host.Streams.OutputIsTerminal ? host.Streams.WindowWidth : PlainWidth };

    /// <summary>A request for help is always answered, whatever else is wrong.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = _help.Invoke(parseResult);
        host.Text.WriteLine("Examples:");
        foreach (string example in Examples.Of(parseResult.CommandResult.Command.Name))
            host.Text.WriteLine($"  {example}");
        return code;
    }
}
