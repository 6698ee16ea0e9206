namespace Plaudit.Evaluation;

/// <summary>How a bootstrap interval is made. The same options give the same interval.</summary>
public sealed record BootstrapOptions
{
    private const int Fewest = 100;
    private const int Most = 10_000_000;

    /// <summary>
    /// The number of resamples, 100 to 10,000,000. With 10,000 the ends of the interval are off by about a fortieth of the standard error.
    /// </summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>The share of the resampled differences that lies inside the interval, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Picks the resamples.</summary>
    public long Seed { get; init; } = 42;

    /// <exception cref="PlauditException">A value is out of its range; all such are named.</exception>
    internal void Check()
    {
        var faults = new List<string>();
        if (Resamples is < Fewest or > Most)
            faults.Add($"resamples: expected {Fewest:N0} to {Most:N0}, found {Resamples:N0}");
        if (Confidence is not (> 0 and < 1))
            faults.Add($"confidence: expected a share between 0 and 1, both excluded, found {Confidence}");
        if (faults.Count > 0)
            throw new PlauditException($"these bootstrap options are not possible: {string.Join("; ", faults)}");
    }
}
