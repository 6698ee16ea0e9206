namespace Plaudit.Exploration;

/// <summary>A Gaussian kernel density estimate (SciPy's <c>gaussian_kde</c> with its default bandwidth).</summary>
internal static class KernelDensity
{
    // seaborn's gridsize.
    private const int Points = 200;

    /// <summary>
    /// The curve at 200 places from the smallest to the greatest number. The bandwidth is the standard deviation times n^(-1/5) (Scott 1992).
    /// </summary>
    /// <param name="sorted">At least one number, smallest first.</param>
    /// <param name="threads">Threads to work with.</param>
    /// <returns>The points; none where all numbers are the same, which have no bandwidth.</returns>
    public static IReadOnlyList<DensityPoint> Estimate(int[] sorted, int threads)
    {
        if (sorted[0] == sorted[^1])
            return [];
        double bandwidth = Description.Of(sorted)!.StandardDeviation!.Value * Math.Pow(sorted.Length, -0.2);
        (int Value, int Count)[] distinct = [.. sorted.CountBy(value => value).Select(pair => (pair.Key, pair.Value))];
        double scale = 1 / (sorted.Length * bandwidth * Math.Sqrt(2 * Math.PI));
        double step = (sorted[^1] - (double)sorted[0]) / (Points - 1);
        var curve = new DensityPoint[Points];
        Parallel.For(0, Points, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            double x = i == Points - 1 ? sorted[^1] : sorted[0] + (i * step);
            double sum = 0;
            foreach ((int value, int count) in distinct)
            {
                double distance = (x - value) / bandwidth;
                sum += count * Math.Exp(-0.5 * distance * distance);
            }

            curve[i] = new DensityPoint(x, sum * scale);
        });
        return curve;
    }
}
