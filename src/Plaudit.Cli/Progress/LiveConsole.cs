using Spectre.Console;

namespace Plaudit.Cli.Progress;

/// <summary>The terminal behind standard error, for bars that move.</summary>
internal static class LiveConsole
{
    /// <summary>What every bar shows: what is done, the bar, its percentage.</summary>
    public static ProgressColumn[] BarColumns => [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn()];

    /// <summary>Draws on a writer that is known to be a terminal.</summary>
    public static IAnsiConsole On(TextWriter error) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(error),
        // Standard output may be a file while standard error is the terminal: do not let Spectre judge by the former.
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
    });
}
