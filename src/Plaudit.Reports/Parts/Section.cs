namespace Plaudit.Reports.Parts;

/// <summary>A part of a report under its own heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Elements">What stands in it, in order. Charts that follow each other share a row where the page is wide enough.</param>
internal sealed record Section(string Title, IReadOnlyList<IReportElement> Elements);
