namespace Plaudit.Reports.Parts;

/// <summary>An element of a report's section.</summary>
internal interface IReportElement
{
    /// <summary>Writes it as HTML.</summary>
    void Write(HtmlWriter html);
}
