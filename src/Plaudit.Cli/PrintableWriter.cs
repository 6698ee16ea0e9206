using System.Text;

namespace Plaudit.Cli;

/// <summary>Writes results for people: control characters in files, models and labels cannot reach the terminal. Line breaks and tabs stay.</summary>
internal sealed class PrintableWriter(TextWriter output) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => output.Write(Printable.Text(value.ToString()));

    /// <inheritdoc/>
    public override void Write(string? value) => output.Write(Printable.Text(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine() => output.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) => output.WriteLine(Printable.Text(value ?? ""));

    /// <inheritdoc/>
    public override void Flush() => output.Flush();
}
