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
    /// <summary>Makes a sentence of a message as it goes to the log: with a capital and a full stop.</summary>
    public static Notice Sentence(string message) => new($"{char.ToUpperInvariant(message[0])}{message[1..]}.");

    public void Write(HtmlWriter html) => html.Element("p", Text, ("class", "notice"));
}

/// <summary>A heading inside a section.</summary>
/// <param name="Text">Plain text.</param>
internal sealed record Heading(string Text) : IReportElement
{
    public void Write(HtmlWriter html) => html.Element("h3", Text);
}
