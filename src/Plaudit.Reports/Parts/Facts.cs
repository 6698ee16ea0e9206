namespace Plaudit.Reports.Parts;

/// <summary>Names and their values, one per line.</summary>
/// <param name="Items">In order.</param>
internal sealed record Facts(IReadOnlyList<(string Name, string Value)> Items) : IReportElement
{
    public void Write(HtmlWriter html)
    {
        html.Open("dl", ("class", "facts"));
        foreach ((string name, string value) in Items)
        {
            html.Element("dt", name);
            html.Element("dd", value);
        }

        html.Close();
    }
}
