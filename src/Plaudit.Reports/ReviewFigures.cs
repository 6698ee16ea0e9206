using Plaudit.Data;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>One line of figures about a part of the data: reviews, labels, lengths.</summary>
/// <param name="Name">Which reviews these are.</param>
/// <param name="Count">Reviews.</param>
/// <param name="Positive">Those labelled positive.</param>
/// <param name="Negative">Those labelled negative.</param>
/// <param name="MeanWords">Words between white space, on average; NaN without a review.</param>
/// <param name="MedianWords">Words of the review in the middle; NaN without a review.</param>
/// <param name="MostWords">Words of the longest; NaN without a review.</param>
internal sealed record ReviewFigures(string Name, int Count, int Positive, int Negative, double MeanWords, double MedianWords, double MostWords)
{
    /// <summary>Counts.</summary>
    public static ReviewFigures Of(string name, IReadOnlyList<Review> reviews)
    {
        int[] words = [.. reviews.AsParallel().Select(review => Words(review.Text)).Order()];
        double median = words.Length == 0 ? double.NaN : (words[(words.Length - 1) / 2] + words[words.Length / 2]) / 2.0;
        return new ReviewFigures(
            name,
            reviews.Count,
            reviews.Count(review => review.Label == Label.Positive),
            reviews.Count(review => review.Label == Label.Negative),
            words.Length == 0 ? double.NaN : words.Average(),
            median,
            words.Length == 0 ? double.NaN : words[^1]);
    }

    /// <summary>One row per part.</summary>
    public static TableElement Table(IEnumerable<ReviewFigures> parts) => new(
        "Words are separated by white space.",
        [new Column("reviews"), .. ((string[])["count", "positive", "negative", "mean words", "median words", "longest"]).Select(Column.Number)],
        [.. parts.Select(part => (string[])[part.Name, Format.Count(part.Count), Format.Count(part.Positive), Format.Count(part.Negative),
            Whole(part.MeanWords), Whole(part.MedianWords), Whole(part.MostWords)])]);

    private static string Whole(double value) => double.IsNaN(value) ? "–" : Format.Count(value);

    private static int Words(string text)
    {
        int words = 0;
        bool inside = false;
        foreach (char c in text)
        {
            bool word = !char.IsWhiteSpace(c);
            words += word && !inside ? 1 : 0;
            inside = word;
        }

        return words;
    }
}
