using Plaudit.Cli.Options;
using Plaudit.Evaluation;

namespace Plaudit.Cli;

/// <summary>What a command says beside its results: lines on standard error.</summary>
/// <param name="error">Standard error.</param>
/// <param name="width">Columns of its window; lines are broken between words.</param>
internal sealed class Log(TextWriter error, int width)
{
    private readonly Lock _lock = new();
    private Action<string>? _drawAbove;

    /// <summary>Says how the work goes.</summary>
    public void Info(string line) => Write(line);

    /// <summary>Says something that the user may not expect, and that is all right.</summary>
    public void Note(string line) => Write($"note: {line}");

    /// <summary>Says something that may spoil the result.</summary>
    public void Warn(string line) => Write($"warning: {line}");

    /// <summary>Says what figures cannot show: a warning where that spoils them, else a note.</summary>
    public void Warn(IEnumerable<Caveat> caveats)
    {
        foreach (Caveat caveat in caveats)
        {
            if (caveat.SpoilsFigures)
                Warn(caveat.Text);
            else
                Note($"{caveat.Text} (plaudit split DATA --out DIR makes train, validation and test files)");
        }
    }

    /// <summary>Says why the command fails.</summary>
    public void Error(string message) => Write($"plaudit: {message}");

    /// <summary>While a progress bar is on the screen, lines are written above it.</summary>
    /// <param name="write">Writes a line above the bar.</param>
    /// <param name="work">What is done meanwhile.</param>
    public void Above(Action<string> write, Action work)
    {
        _drawAbove = write;
        try
        {
            work();
        }
        finally
        {
            _drawAbove = null;
        }
    }

    private void Write(string text)
    {
        string[] lines = [.. Printable.Message(OptionNames.In(text)).Split('\n').SelectMany(line => WordWrap.Lines(line, width))];
        lock (_lock)
        {
            foreach (string line in lines)
                (_drawAbove ?? error.WriteLine)(line);
        }
    }
}
