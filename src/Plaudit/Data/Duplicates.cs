namespace Plaudit.Data;

/// <summary>Removes reviews that occur more than once, so that none is both learned from and tested on.</summary>
public static class Duplicates
{
    /// <summary>
    /// Keeps the first of all reviews equal in text and label, in their order; the same text under two labels stays twice
    /// (pandas' <c>drop_duplicates()</c> over both columns).
    /// </summary>
    public static IReadOnlyList<Review> Drop(IReadOnlyList<Review> reviews)
    {
        var seen = new HashSet<(string Text, Label? Label)>();
        return [.. reviews.Where(review => seen.Add((review.Text, review.Label)))];
    }
}
