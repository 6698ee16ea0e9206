namespace Plaudit.Reports.Parts;

/// <summary>A paragraph.</summary>
/// <param name="Text">Plain text.</param>
internal sealed record Paragraph(string Text) : IReportElement
{
    public void Write(HtmlWriter html) => html.Element("p", Text);
}

/// <summary>Something a reader should not overlook.</summary>
/// <param name="Text">Plain text.</param>
internal sealed record Notice(string Text) : IReportElement
{
    public void Write(HtmlWriter html) => html.Element("p", Text, ("class", "notice"));
}

/// <summary>A heading inside a section.</summary>
/// <param name="Text">Plain text.</param>
internal sealed record Heading(string Text) : IReportElement
{
    public void Write(HtmlWriter html) => html.Element("h3", Text);
}
