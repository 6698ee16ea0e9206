namespace Plaudit.Exploration;

/// <summary>The numbers of a box plot of review lengths with Tukey's whiskers (matplotlib's and seaborn's <c>boxplot</c>), in characters.</summary>
/// <param name="Label">The class; null for the reviews without a label.</param>
/// <param name="Count">Reviews.</param>
/// <param name="LowerWhisker">The shortest length that is not an outlier.</param>
/// <param name="LowerQuartile">The 25th percentile.</param>
/// <param name="Median">The 50th percentile.</param>
/// <param name="UpperQuartile">The 75th percentile.</param>
/// <param name="UpperWhisker">The greatest length that is not an outlier.</param>
/// <param name="Outliers">Reviews whose length lies more than 1.5 times the distance of the quartiles beyond them.</param>
/// <param name="OutlierLengths">
/// Their different lengths, shortest first; of more than 200 these are 200 spread evenly, with the first and the last.
/// </param>
public sealed record LengthBoxPlot(
    Label? Label, int Count, double LowerWhisker, double LowerQuartile, double Median, double UpperQuartile, double UpperWhisker, int Outliers,
        IReadOnlyList<int> OutlierLengths)
{
    private const double Reach = 1.5;
    private const int MostOutliers = 200;

    /// <summary>Sums lengths up.</summary>
    /// <param name="label">Their class.</param>
    /// <param name="sorted">At least one length, shortest first.</param>
    internal static LengthBoxPlot Of(Label? label, int[] sorted)
    {
        double lower = Description.Percentile(sorted, 0.25);
        double upper = Description.Percentile(sorted, 0.75);
        double reach = Reach * (upper - lower);
        int[] inside = [.. sorted.Where(length => length >= lower - reach && length <= upper + reach)];
        int[] outside = [.. sorted.Where(length => length < lower - reach || length > upper + reach)];
        // A quartile that lies between two lengths can lie beyond all that are inside: the whisker then has no length.
        double lowerWhisker = inside.Length == 0 || inside[0] > lower ? lower : inside[0];
        double upperWhisker = inside.Length == 0 || inside[^1] < upper ? upper : inside[^1];
        return new LengthBoxPlot(
            label, sorted.Length, lowerWhisker, lower, Description.Percentile(sorted, 0.5), upper, upperWhisker, outside.Length,
                Thinned([.. outside.Distinct()]));
    }

    private static int[] Thinned(int[] lengths) => lengths.Length <= MostOutliers
        ? lengths
        : [.. Enumerable.Range(0, MostOutliers).Select(i => lengths[(int)((long)i * (lengths.Length - 1) / (MostOutliers - 1))])];
}
