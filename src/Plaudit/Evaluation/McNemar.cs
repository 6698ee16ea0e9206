namespace Plaudit.Evaluation;

/// <summary>
/// McNemar's test of two classifiers on the same reviews: could they be equally good, and differ by chance alone? Only reviews that exactly one of
/// them got right count (McNemar 1947). Below 25 of those the p-value is the exact binomial one; else it is that of chi-square with one degree
/// of freedom and Edwards' continuity correction.
/// </summary>
/// <param name="FirstOnly">Reviews that only the first classifier got right.</param>
/// <param name="SecondOnly">Reviews that only the second classifier got right.</param>
public sealed record McNemar(long FirstOnly, long SecondOnly)
{
    private const long FewestForChiSquare = 25;

    /// <summary>Whether <see cref="PValue"/> is the exact binomial one.</summary>
    public bool IsExact => FirstOnly + SecondOnly < FewestForChiSquare;

    /// <summary>Chi-square with continuity correction, (max(0, |b - c| - 1))^2 / (b + c); 0 when the classifiers never differ.</summary>
    public double Statistic
    {
        get
        {
            long discordant = FirstOnly + SecondOnly;
            double difference = Math.Max(0, Math.Abs(FirstOnly - SecondOnly) - 1);
            return discordant == 0 ? 0 : difference * difference / discordant;
        }
    }

    /// <summary>The two-sided p-value, in [0, 1]: the chance of a difference at least this large between equally good classifiers.</summary>
    public double PValue => IsExact ? ExactPValue() : Erfc(Math.Sqrt(Statistic / 2));

    /// <summary>Counts where the two disagree.</summary>
    /// <param name="labels">(N) the true labels.</param>
    /// <param name="first">(N) the first classifier's probability of positive, in [0, 1].</param>
    /// <param name="second">(N) the second classifier's probability of positive, in [0, 1].</param>
    /// <exception cref="PlauditException">There are no reviews, the lengths differ, or a score is not in [0, 1].</exception>
    public static McNemar Compare(IReadOnlyList<Label> labels, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ScoreCheck.Probabilities(labels, first);
        ScoreCheck.Probabilities(labels, second);
        long firstOnly = 0;
        long secondOnly = 0;
        for (int i = 0; i < first.Length; i++)
        {
            bool firstRight = Decision.Of(first[i]) == labels[i];
            bool secondRight = Decision.Of(second[i]) == labels[i];
            if (firstRight && !secondRight)
                firstOnly++;
            else if (secondRight && !firstRight)
                secondOnly++;
        }

        return new McNemar(firstOnly, secondOnly);
    }

    /// <inheritdoc cref="Compare(IReadOnlyList{Label}, ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public static McNemar Compare(IReadOnlyList<Label> labels, ReadOnlySpan<float> first, ReadOnlySpan<float> second) =>
        Compare(labels, ScoreCheck.ToDouble(first), ScoreCheck.ToDouble(second));

    /// <summary>Twice the chance of as few heads or fewer among that many throws of a fair coin.</summary>
    private double ExactPValue()
    {
        long throws = FirstOnly + SecondOnly;
        double probability = Math.Pow(0.5, throws);
        double tail = probability;
        for (long heads = 1; heads <= Math.Min(FirstOnly, SecondOnly); heads++)
        {
            probability = probability * (throws - heads + 1) / heads;
            tail += probability;
        }

        return Math.Min(1, 2 * tail);
    }

    /// <summary>
    /// 1 - erf(x) for x >= 0: the power series of erf near 0, Laplace's continued fraction where the series would cancel
    /// (Abramowitz and Stegun 7.1.6 and 7.1.14). Relative error below 1e-12.
    /// </summary>
    private static double Erfc(double x)
    {
        const double SqrtPi = 1.7724538509055160273;
        double scale = Math.Exp(-x * x) / SqrtPi;
        if (x < 2)
        {
            double term = 2 * x * scale;
            double erf = 0;
            for (int n = 1; term > 1e-18; n++)
            {
                erf += term;
                term *= 2 * x * x / ((2 * n) + 1);
            }

            return 1 - erf;
        }

        double fraction = x;
        for (int n = 120; n >= 1; n--)
            fraction = x + (n / 2.0 / fraction);
        return scale / fraction;
    }
}
