using Spectre.Console;

namespace Plaudit.Cli.Progress;

/// <summary>The terminal of standard error, for live progress bars.</summary>
internal static class LiveConsole
{
    private const int WideWindow = 100;

    /// <summary>What every bar shows: what is done, the bar, its percentage.</summary>
    public static ProgressColumn[] BarColumns(Streams streams) =>
        [new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth(streams) }, new PercentageColumn()];

    /// <summary>Columns of a bar.</summary>
    public static int BarWidth(Streams streams) => streams.WindowWidth >= WideWindow ? 24 : 12;

    /// <summary>Draws on standard error, which is known to be a terminal.</summary>
    public static IAnsiConsole On(Streams streams)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(streams.Error),
            // Standard output may be a file while standard error is the terminal: do not let Spectre judge by the former.
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = streams.WindowWidth;
        return console;
    }
}
