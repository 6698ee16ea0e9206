namespace Plaudit.Server.Metrics;

/// <summary>Counts observations by size, for any number of threads.</summary>
/// <param name="bounds">The upper bounds of the buckets, ascending; a last one without a bound comes of itself.</param>
internal sealed class Histogram(params double[] bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public IReadOnlyList<double> Bounds => bounds;

    public double Sum => Volatile.Read(ref _sum);

    public void Observe(double value)
    {
        int bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        double seen = Volatile.Read(ref _sum);
        while (true)
        {
            double found = Interlocked.CompareExchange(ref _sum, seen + value, seen);
            if (found.Equals(seen))
                return;
            seen = found;
        }
    }

    /// <summary>How many observations are at most each bound, and last how many there are.</summary>
    public long[] Cumulative()
    {
        long[] counts = new long[_counts.Length];
        long sum = 0;
        for (int i = 0; i < counts.Length; i++)
            counts[i] = sum += Interlocked.Read(ref _counts[i]);
        return counts;
    }
}
