using Plaudit.Data;

namespace Plaudit.Exploration;

/// <summary>How long the reviews are that have a text.</summary>
public sealed record LengthSummary
{
    /// <summary>Lengths in characters (Unicode's, as Python's <c>len</c> counts them), markup included.</summary>
    public required Description Characters { get; init; }

    /// <summary>Lengths in tokens, of the different reviews.</summary>
    public required Description Tokens { get; init; }

    /// <summary>Reviews by length in characters.</summary>
    public required LengthHistogram Histogram { get; init; }

    /// <summary>Length in characters by class; a class without reviews is left out.</summary>
    public required IReadOnlyList<LengthBoxPlot> BoxPlots { get; init; }

    /// <summary>Reviews by range of length in characters.</summary>
    public required IReadOnlyList<LengthBin> Bins { get; init; }

    /// <summary>Sums the lengths of reviews up.</summary>
    /// <param name="reviews">The reviews, none of them empty, at least one.</param>
    /// <param name="tokens">Tokens of each different review, fewest first.</param>
    /// <param name="threads">Threads to work with.</param>
    internal static LengthSummary Of(IReadOnlyList<Review> reviews, int[] tokens, int threads)
    {
        int[] lengths = [.. reviews.Select(review => Length(review.Text))];
        IEnumerable<LengthBoxPlot> boxPlots = ExploredClasses.All.Select(label => LengthBoxPlotOf(label, reviews, lengths)).OfType<LengthBoxPlot>();
        int[] sorted = [.. lengths.Order()];
        return new LengthSummary
        {
            Characters = Description.Of(sorted)!,
            Tokens = Description.Of(tokens)!,
            Histogram = LengthHistogram.Of(sorted, threads),
            BoxPlots = [.. boxPlots],
            Bins = LengthBin.Of(sorted),
        };
    }

    /// <summary>Unicode characters: a surrogate pair is one.</summary>
    internal static int Length(string text)
    {
        int pairs = 0;
        foreach (char c in text)
            pairs += char.IsLowSurrogate(c) ? 1 : 0;
        return text.Length - pairs;
    }

    private static LengthBoxPlot? LengthBoxPlotOf(Label? label, IReadOnlyList<Review> reviews, int[] lengths)
    {
        int[] sorted = [.. Enumerable.Range(0, lengths.Length).Where(i => reviews[i].Label == label).Select(i => lengths[i]).Order()];
        return sorted.Length == 0 ? null : LengthBoxPlot.Of(label, sorted);
    }
}
