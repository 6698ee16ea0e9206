namespace Plaudit.Reports.Parts;

/// <summary>The few numbers to see first, set large.</summary>
/// <param name="Figures">In order of importance.</param>
internal sealed record KeyFigures(IReadOnlyList<KeyFigure> Figures) : IReportElement
{
    public void Write(HtmlWriter html)
    {
        html.Open("dl", ("class", "figures"));
        foreach (KeyFigure figure in Figures)
        {
            html.Open("div");
            html.Element("dt", figure.Name);
            html.Element("dd", figure.Value);
            if (figure.Remark is not null)
                html.Element("dd", figure.Remark, ("class", "remark"));
            html.Close();
        }

        html.Close();
    }
}

/// <summary>One large number.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The value as text, unit included.</param>
/// <param name="Remark">What puts it into place, or null.</param>
internal sealed record KeyFigure(string Name, string Value, string? Remark = null);
