namespace Plaudit.Evaluation;

/// <summary>
/// How far the accuracies of two classifiers lie apart, and a percentile bootstrap interval of it (Efron 1979; SciPy's
/// <c>bootstrap(..., paired=True, method="percentile")</c>): the same number of reviews is drawn with replacement again and again, both classifiers
/// are judged on the same draws, and the interval holds the middle of the differences.
/// </summary>
/// <param name="Estimate">The first classifier's accuracy less the second's on the reviews themselves, in [-1, 1].</param>
/// <param name="Low">The interval's lower end, in [-1, 1].</param>
/// <param name="High">The interval's upper end, in [-1, 1].</param>
/// <param name="Options">How the interval was made.</param>
public sealed record BootstrapInterval(double Estimate, double Low, double High, BootstrapOptions Options)
{
    /// <summary>
    /// Resamples the difference of two accuracies. Which reviews were drawn does not matter, only how many of those that one classifier alone got
    /// right: the counts of McNemar's test are all there is to know.
    /// </summary>
    /// <param name="counts">How many reviews one classifier alone got right.</param>
    /// <param name="reviews">N, the number of all reviews, at least 1.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="PlauditException">The counts exceed the reviews, or an option is out of range.</exception>
    public static BootstrapInterval OfAccuracyDifference(
        McNemar counts, long reviews, BootstrapOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(counts);
        options ??= new BootstrapOptions();
        options.Check();
        if (reviews < 1 || counts.FirstOnly < 0 || counts.SecondOnly < 0 || counts.FirstOnly > reviews - counts.SecondOnly)
        {
            throw new PlauditException(
                $"{counts.FirstOnly:N0} and {counts.SecondOnly:N0} reviews that one classifier alone got right cannot be part of {reviews:N0} "
                    + "reviews in all");
        }

        // A draw is a number below 2^63: it falls on a review that only the first got right, on one that only the second did, or on another.
        ulong first = Below(counts.FirstOnly, reviews);
        ulong either = Below(counts.FirstOnly + counts.SecondOnly, reviews);
        var random = new SeededRandom(options.Seed);
        double[] differences = new double[options.Resamples];
        for (int i = 0; i < differences.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            long difference = 0;
            for (long row = 0; row < reviews; row++)
            {
                ulong draw = random.NextUInt64() >> 1;
                if (draw < either)
                    difference += draw < first ? 1 : -1;
            }

            differences[i] = (double)difference / reviews;
        }

        Array.Sort(differences);
        double tail = (1 - options.Confidence) / 2;
        return new BootstrapInterval(
            (double)(counts.FirstOnly - counts.SecondOnly) / reviews, Quantile(differences, tail), Quantile(differences, 1 - tail), options);
    }

    private static ulong Below(long part, long whole) => (ulong)(((UInt128)part << 63) / (UInt128)whole);

    /// <summary>NumPy's default: linear between the two nearest of the sorted values.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
