using Plaudit.Evaluation;

namespace Plaudit.Reports;

/// <summary>Wilson's score interval of a share: how far it may be from that of all reviews of the kind, at 95 % confidence (Wilson, 1927).</summary>
/// <param name="Low">The lower end, in [0, 1].</param>
/// <param name="High">The upper end, in [0, 1].</param>
internal readonly record struct WilsonInterval(double Low, double High)
{
    /// <summary>The 97.5 % quantile of the standard normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Computes it.</summary>
    /// <param name="hits">How many of the count, in [0, count].</param>
    /// <param name="count">How many there are; of none, nothing is known: [0, 1].</param>
    public static WilsonInterval Of(long hits, long count)
    {
        if (count == 0)
            return new WilsonInterval(0, 1);
        double share = (double)hits / count;
        double scale = 1 + (Z * Z / count);
        double center = (share + (Z * Z / (2 * count))) / scale;
        double half = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count))) / scale;
        return new WilsonInterval(Math.Max(0, center - half), Math.Min(1, center + half));
    }

    /// <summary>The interval of a model's accuracy.</summary>
    public static WilsonInterval OfAccuracy(EvaluationResult result) =>
        Of(result.Confusion.TruePositive + result.Confusion.TrueNegative, result.Count);
}
