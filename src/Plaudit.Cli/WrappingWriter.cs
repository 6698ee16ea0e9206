using System.Text;

namespace Plaudit.Cli;

/// <summary>Writes results for a terminal: lines are broken between words.</summary>
/// <param name="output">Where they go.</param>
/// <param name="width">Columns of the window.</param>
internal sealed class WrappingWriter(TextWriter output, int width) : TextWriter
{
    private readonly StringBuilder _line = new();

    /// <summary>Columns of the window.</summary>
    public int Width => width;

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        if (value == '\n')
            EndLine();
        else
            _line.Append(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        string[] lines = (value ?? "").Split('\n');
        foreach (string line in lines[..^1])
        {
            _line.Append(line);
            EndLine();
        }

        _line.Append(lines[^1]);
    }

    /// <inheritdoc/>
    public override void WriteLine() => EndLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        Write(value);
        EndLine();
    }

    /// <summary>An incomplete line is written unchanged.</summary>
    public override void Flush()
    {
        output.Write(_line.ToString());
        _line.Clear();
        output.Flush();
    }

    private void EndLine()
    {
        foreach (string line in WordWrap.Lines(_line.ToString(), width))
            output.WriteLine(line);
        _line.Clear();
    }
}
