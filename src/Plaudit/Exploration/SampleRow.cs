using Plaudit.Data;

namespace Plaudit.Exploration;

/// <summary>A row as an example of the others.</summary>
/// <param name="Label">Its class; null where it has none.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Text">Its review, cut after 1,000 characters.</param>
public sealed record SampleRow(Label? Label, string Source, string Text)
{
    private const int RowsOfClass = 3;
    private const int LongestText = 1000;

    /// <summary>The first row of each class, the middle one and the last: no chance is in it.</summary>
    internal static IReadOnlyList<SampleRow> Of(IReadOnlyList<Review> reviews) => [.. ExploredClasses.All.SelectMany(label =>
    {
        Review[] ofClass = [.. reviews.Where(review => review.Label == label)];
        return Enumerable.Range(0, RowsOfClass).Select(i => i * (ofClass.Length - 1) / (RowsOfClass - 1)).Distinct()
            .Where(i => i < ofClass.Length && i >= 0).Select(i => Of(ofClass[i]));
    })];

    private static SampleRow Of(Review review)
    {
        int end = Math.Min(review.Text.Length, LongestText);
        if (end < review.Text.Length && char.IsHighSurrogate(review.Text[end - 1]))
            end--;
        return new SampleRow(review.Label, review.Source, end < review.Text.Length ? $"{review.Text[..end]} …" : review.Text);
    }
}
