namespace Plaudit.Cli.Comparison;

/// <summary>
/// A table in plain text: the first column is left-aligned, the others right, two blanks apart. If it is wider than the window, further columns
/// follow below, each time beside the first.
/// </summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    /// <summary>Adds a row with one cell per column.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes header and rows.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="width">Columns of the window.</param>
    public void Write(TextWriter output, int width)
    {
        int[] widths = [.. header.Select((_, column) => _rows.Max(row => row[column].Length))];
        int next = 1;
        while (next < widths.Length)
        {
            int first = next;
            int used = widths[0];
            while (next < widths.Length && (next == first || used + 2 + widths[next] <= width))
                used += 2 + widths[next++];
            if (first > 1)
                output.WriteLine();
            foreach (string[] row in _rows)
                output.WriteLine(string.Join(
                    "  ", [row[0].PadRight(widths[0]),
                    .. Enumerable.Range(first, next - first).Select(column => row[column].PadLeft(widths[column]))]).TrimEnd());
        }
    }
}
