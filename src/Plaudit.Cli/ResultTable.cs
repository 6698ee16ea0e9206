using Spectre.Console;
using Spectre.Console.Rendering;

namespace Plaudit.Cli;

/// <summary>Tables without lines, as results are shown in: two blanks in front of each column.</summary>
internal static class ResultTable
{
    /// <summary>Makes a table; a title that ends in &gt; is of numbers. Without any title there is no row of titles.</summary>
    public static Grid Create(params string[] titles)
    {
        var table = new Grid();
        table.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0), Width = 0 });
        foreach (string title in titles)
            table.AddColumn(new GridColumn { Alignment = title.EndsWith('>') ? Justify.Right : Justify.Left, NoWrap = true, Padding = new Padding(2, 0, 0, 0) });
        if (titles.Any(title => title.TrimEnd('>').Length > 0))
            Row(table, [.. titles.Select(title => new Spectre.Console.Text(title.TrimEnd('>'), new Style(decoration: Decoration.Dim)))]);
        return table;
    }

    // The first column is empty: Spectre pads all but the first.
    public static void Row(Grid table, params IRenderable[] cells) => table.AddRow([Cell(""), .. cells]);

    public static void Row(Grid table, params string[] cells) => Row(table, [.. cells.Select(Cell)]);

    /// <summary>Words as they are, without markup.</summary>
    public static Spectre.Console.Text Cell(string text) => new(text) { Overflow = Overflow.Ellipsis };

    /// <summary>Tables beside each other.</summary>
    public static Grid SideBySide(IEnumerable<Grid> tables)
    {
        var grid = new Grid();
        Grid[] all = [.. tables];
        foreach (Grid _ in all)
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        return grid.AddRow(all);
    }
}
