using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Plaudit.Server.Operation;

/// <summary>
/// The log as a person reads it, a line each. Names of models, versions and errors come from files of any origin: they reach the terminal as plain
/// text.
/// </summary>
internal sealed class TextLog() : ConsoleFormatter(Format)
{
    /// <summary>What the console calls it.</summary>
    public const string Format = "plaudit";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string level = logEntry.LogLevel switch
        {
            LogLevel.Information => "",
            LogLevel.Warning => "warning: ",
            LogLevel.Error or LogLevel.Critical => "error: ",
            _ => "debug: ",
        };
        string exception = logEntry.Exception is { } e ? $" ({e.GetType().Name}: {e.Message})" : "";
        textWriter.WriteLine(
            $"{DateTime.Now:HH:mm:ss} {level}{Printable.Message(logEntry.Formatter(logEntry.State, logEntry.Exception) + exception)}");
    }
}
