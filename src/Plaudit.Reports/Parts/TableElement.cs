namespace Plaudit.Reports.Parts;

/// <summary>A table.</summary>
/// <param name="Caption">What it shows; empty where the heading above says it.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">One cell per column; empty texts are empty cells. The first cell of a row is its heading.</param>
internal sealed record TableElement(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : IReportElement
{
    /// <summary>Whether a long table scrolls under its headings instead of making the page long; on paper it is whole.</summary>
    public bool Scrolls { get; init; }

    public void Write(HtmlWriter html)
    {
        html.Open("div", ("class", Scrolls ? "table tall" : "table"), ("tabindex", "0"));
        html.Open("table");
        if (Caption.Length > 0)
            html.Element("caption", Caption);
        html.Open("thead");
        html.Open("tr");
        foreach (Column column in Columns)
        {
            if (column.Title.Length > 0)
                html.Element("th", column.Title, ("scope", "col"), ("class", column.Class));
            else
                html.Element("td", "");
        }

        html.Close();
        html.Close();
        html.Open("tbody");
        foreach (IReadOnlyList<string> row in Rows)
        {
            html.Open("tr");
            for (int i = 0; i < Columns.Count; i++)
                html.Element(i == 0 ? "th" : "td", row[i], ("scope", i == 0 ? "row" : null), ("class", Columns[i].Class));
            html.Close();
        }

        html.Close();
        html.Close();
        html.Close();
    }
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">Whether its cells are numbers, set to the right in figures of one width.</param>
internal sealed record Column(string Title, bool IsNumber = false)
{
    internal string? Class => IsNumber ? "number" : null;

    /// <summary>A column of numbers.</summary>
    public static Column Number(string title) => new(title, IsNumber: true);
}
