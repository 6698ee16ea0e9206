namespace Plaudit.Tuning;

/// <summary>
/// How much a key matters by itself. The trials are ranked by how far they got: rung first, then figures. A key's importance is the share of the
/// variance of these ranks that lies between groups of trials with like values (choices; of ranges, quarters of the trials by value), corrected for
/// what chance alone gives: epsilon squared (Kelley 1935). Ranks, since one trial that diverged would outweigh all others.
/// </summary>
internal static class KeyImportance
{
    private const int RangeGroups = 4;
    private const int FewestTrials = 8;

    /// <summary>The share of the ranks' variance between groups, in [0, 1]; null of fewer than eight trials or a single group.</summary>
    /// <param name="values">What each trial drew.</param>
    /// <param name="ranks">The rank of each trial, the greatest the best; ties share theirs.</param>
    /// <param name="isRange">Whether the values are numbers of a range.</param>
    public static double? Importance(IReadOnlyList<DrawnValue> values, double[] ranks, bool isRange)
    {
        if (ranks.Length < FewestTrials)
            return null;
        double[][] groups = isRange ? Quarters([.. values.Select(value => value.Number!.Value)], ranks) : Choices(values, ranks);
        double mean = ranks.Average();
        double total = ranks.Sum(rank => (rank - mean) * (rank - mean));
        if (groups.Length < 2 || groups.Length == ranks.Length || total == 0)
            return null;
        double within = groups.Sum(group => group.Sum(rank => (rank - group.Average()) * (rank - group.Average())));
        double chance = within / (ranks.Length - groups.Length) * (groups.Length - 1);
        return Math.Max(0, (total - within - chance) / total);
    }

    /// <summary>
    /// Spearman's rank correlation of numbers and ranks; null for values that are not numbers or all equal, or fewer than eight trials.
    /// </summary>
    public static double? Direction(IReadOnlyList<DrawnValue> values, double[] ranks)
    {
        if (ranks.Length < FewestTrials || values.Any(value => value.Number is null))
            return null;
        double[] own = Ranks([.. values.Select(value => value.Number!.Value)]);
        double mean = (ranks.Length + 1) / 2.0;
        double product = own.Zip(ranks, (a, b) => (a - mean) * (b - mean)).Sum();
        double scale = Math.Sqrt(own.Sum(a => (a - mean) * (a - mean)) * ranks.Sum(b => (b - mean) * (b - mean)));
        return scale == 0 ? null : product / scale;
    }

    /// <summary>Ranks from 1, the smallest first; equal numbers share the mean of theirs.</summary>
    public static double[] Ranks(double[] numbers) =>
        [.. numbers.Select(number => numbers.Count(other => other < number) + ((numbers.Count(other => other == number) + 1) / 2.0))];

    private static double[][] Choices(IReadOnlyList<DrawnValue> values, double[] ranks) =>
        [.. values.Zip(ranks).GroupBy(pair => pair.First.Text, pair => pair.Second, StringComparer.Ordinal).Select(group => group.ToArray())];

    private static double[][] Quarters(double[] numbers, double[] ranks)
    {
        double[] own = Ranks(numbers);
        // Equal numbers share a rank, and so stay together.
        return [.. own.Zip(ranks).GroupBy(pair => (int)((pair.First - 0.5) * RangeGroups / own.Length), pair => pair.Second)
            .Select(group => group.ToArray())];
    }
}
