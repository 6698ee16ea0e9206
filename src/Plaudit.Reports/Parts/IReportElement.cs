namespace Plaudit.Reports.Parts;

/// <summary>Something that stands in a report's section.</summary>
internal interface IReportElement
{
    /// <summary>Writes it as HTML.</summary>
    void Write(HtmlWriter html);
}
