using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Plaudit.Cli;

/// <summary>
/// A table without lines, as results are shown in: two blanks in front of each column, each as wide as its widest cell. What does not fit the
/// window is cut off at its end, between words where there are some, never wrapped. (Spectre's own table never returns if columns that must not
/// wrap are too wide together.)
/// </summary>
internal sealed class ResultTable : IRenderable
{
    private const int Gap = 2;
    private const char Ellipsis = '…';

    private readonly bool[] _right;
    private readonly List<TableCell[]> _rows = [];

    /// <summary>Creates a table. A title that ends in &gt; means numbers; without titles there is no title row.</summary>
    public ResultTable(params string[] titles)
    {
        _right = [.. titles.Select(title => title.EndsWith('>'))];
        if (titles.Any(title => title.TrimEnd('>').Length > 0))
            _rows.Add([.. titles.Select(title => new TableCell(title.TrimEnd('>'), new Style(decoration: Decoration.Dim)))]);
    }

    private ResultTable(bool[] right) => _right = right;

    /// <summary>Tables beside each other.</summary>
    public static ResultTable Beside(params IReadOnlyList<ResultTable> tables)
    {
        var both = new ResultTable([.. tables.SelectMany(table => table._right)]);
        int rows = tables.Max(table => table._rows.Count);
        // A column keeps its width even if the other table is longer.
        for (int row = 0; row < rows; row++)
            both._rows.Add([.. tables.SelectMany(
                table => row < table._rows.Count ? table._rows[row] : [.. table._right.Select(_ => (TableCell)"")])]);
        return both;
    }

    /// <summary>Adds a row: as many cells as there are titles.</summary>
    public void Row(params TableCell[] cells) => _rows.Add(cells);

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(1, maxWidth), maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int[] widths = [.. _right.Select((_, column) => _rows.Max(row => WordWrap.Cells(row[column].Text)))];
        foreach (TableCell[] row in _rows)
        {
            int left = maxWidth;
            for (int column = 0; column < row.Length && left > Gap; column++)
            {
                string text = Clipped(row[column].Text, left - Gap);
                string blanks = new(' ', Math.Max(0, Math.Min(widths[column], left - Gap) - WordWrap.Cells(text)));
                yield return new Segment(new string(' ', Gap) + (_right[column] ? blanks : ""));
                yield return new Segment(text, row[column].Style ?? Style.Plain);
                if (!_right[column])
                    yield return new Segment(blanks);
                left -= Gap + widths[column];
            }

            yield return Segment.LineBreak;
        }
    }

    private static string Clipped(string text, int width)
    {
        if (WordWrap.Cells(text) <= width)
            return text;
        var kept = new StringBuilder();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += WordWrap.Cells(rune.ToString());
            if (used > width - 1)
                break;
            kept.Append(rune);
        }

        // Between words, unless that costs half of the room.
        int blank = kept.ToString().LastIndexOf(' ');
        if (blank > kept.Length / 2)
            kept.Length = blank;
        return kept.Append(Ellipsis).ToString();
    }
}

/// <summary>A cell's text, without markup.</summary>
/// <param name="Text">The words, on one line.</param>
/// <param name="Style">Their looks, or null for plain ones.</param>
internal sealed record TableCell(string Text, Style? Style)
{
    /// <summary>The words, with nothing in them that could act on a terminal.</summary>
    public string Text { get; } = Printable.Line(Text);

    /// <summary>Plain words.</summary>
    public static implicit operator TableCell(string text) => new(text, null);
}
