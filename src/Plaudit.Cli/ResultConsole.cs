using Spectre.Console;
using Spectre.Console.Rendering;

namespace Plaudit.Cli;

/// <summary>
/// Standard output for tables and bars: coloured and fitted to the window on a terminal; elsewhere plain text without a single escape.
/// </summary>
internal sealed class ResultConsole
{
    private const int PlainWidth = 110;
    private const int NarrowestWindow = 60;
    private const int WidestTable = 120;

    private readonly TextWriter _output;
    private readonly bool _terminal;

    private ResultConsole(TextWriter output, bool terminal, int width)
    {
        _output = output;
        _terminal = terminal;
        Width = width;
    }

    /// <summary>Columns of text that there is room for.</summary>
    public int Width { get; }

    // https://no-color.org
    private static bool NoColor => Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    /// <summary>The console that suits where standard output goes.</summary>
    public static ResultConsole On(Streams streams) =>
        new(streams.Output, streams.OutputIsTerminal, streams.OutputIsTerminal
            ? Math.Clamp(streams.WindowWidth, NarrowestWindow, WidestTable) : PlainWidth);

    /// <summary>Writes a heading after an empty line.</summary>
    public void Heading(string text)
    {
        _output.WriteLine();
        Write(new Spectre.Console.Text(Printable.Text(text), new Style(decoration: Decoration.Bold)));
    }

    /// <summary>Writes a line of words.</summary>
    public void Line(string text) => Write(new Spectre.Console.Text(Printable.Text(text)));

    /// <summary>Writes something drawn, without the blanks that its lines end in.</summary>
    public void Write(IRenderable drawing)
    {
        using var drawn = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(drawn),
            Ansi = _terminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = _terminal && !NoColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(drawing);
        foreach (string line in drawn.ToString().TrimEnd('\n').Split('\n'))
            _output.WriteLine(line.TrimEnd());
    }
}
