namespace Plaudit.Exploration;

/// <summary>
/// How many reviews have about which length, in bins of one width, with a smooth curve (seaborn's <c>histplot(bins=50, kde=True)</c>).
/// </summary>
/// <param name="Edges">(bins + 1) where bins begin and end, in characters; the first is the shortest length, the last the greatest.</param>
/// <param name="Counts">(bins) reviews in each bin; a bin has its left edge, the last both (NumPy's <c>histogram</c>).</param>
/// <param name="Density">
/// (200) points of a Gaussian kernel density estimate between the shortest and the greatest length, its bandwidth by Scott's rule (SciPy's
/// <c>gaussian_kde</c>); empty where all lengths are the same.
/// </param>
public sealed record LengthHistogram(IReadOnlyList<double> Edges, IReadOnlyList<int> Counts, IReadOnlyList<DensityPoint> Density)
{
    private const int Bins = 50;

    /// <summary>What a density is multiplied by to be drawn over the counts: the reviews times the width of a bin, in characters.</summary>
    public double DensityScale => Counts.Sum() * (Edges[1] - Edges[0]);

    /// <summary>Counts lengths.</summary>
    /// <param name="sorted">At least one length, shortest first.</param>
    /// <param name="threads">Threads to compute the curve with.</param>
    internal static LengthHistogram Of(int[] sorted, int threads)
    {
        (double first, double last) = sorted[0] < sorted[^1] ? ((double)sorted[0], (double)sorted[^1]) : (sorted[0] - 0.5, sorted[0] + 0.5);
        double[] edges = new double[Bins + 1];
        for (int i = 0; i <= Bins; i++)
            edges[i] = i == Bins ? last : first + (i * ((last - first) / Bins));
        int[] counts = new int[Bins];
        int bin = 0;
        foreach (int length in sorted)
        {
            while (bin < Bins - 1 && length >= edges[bin + 1])
                bin++;
            counts[bin]++;
        }

        return new LengthHistogram(edges, counts, KernelDensity.Estimate(sorted, threads));
    }
}

/// <summary>A point of a density curve.</summary>
/// <param name="Length">Characters.</param>
/// <param name="Density">Share of the reviews for each character of length, above 0.</param>
public sealed record DensityPoint(double Length, double Density);
