namespace Plaudit.Reports.Parts;

/// <summary>A part of a report under its own heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Elements">Its elements, in order. Consecutive charts share a row if the page is wide enough.</param>
internal sealed record Section(string Title, IReadOnlyList<IReportElement> Elements);
