namespace Plaudit.Reports.Parts;

/// <summary>Text to copy, such as a command or a recipe.</summary>
/// <param name="Text">The text, line breaks included.</param>
/// <param name="Title">A title under which long text is folded. Null shows it in full.</param>
internal sealed record CodeElement(string Text, string? Title = null) : IReportElement
{
    public void Write(HtmlWriter html)
    {
        if (Title is not null)
        {
            html.Open("details");
            html.Element("summary", Title);
        }

        // What scrolls must be reachable by keyboard.
        html.Open("pre", ("tabindex", "0"));
        html.Element("code", Text.TrimEnd('\n'));
        html.Close();
        if (Title is not null)
            html.Close();
    }
}
