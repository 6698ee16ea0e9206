namespace Plaudit.Evaluation;

/// <summary>
/// The receiver operating characteristic: which share of the positive reviews a threshold finds, at which share of the negative ones called
/// positive by mistake. The points are those of scikit-learn's <c>roc_curve</c> (1.3 and later): distinct scores, falling, points in the middle of
/// a straight run dropped, and (0, 0) at the threshold infinity first.
/// </summary>
public sealed class RocCurve
{
    private RocCurve(double[] falsePositiveRate, double[] truePositiveRate, double[] thresholds, double auc)
    {
        FalsePositiveRate = falsePositiveRate;
        TruePositiveRate = truePositiveRate;
        Thresholds = thresholds;
        Auc = auc;
    }

    /// <summary>(K) the share of negative reviews with a score of at least the threshold, rising from 0 to 1; NaN when there are none.</summary>
    public IReadOnlyList<double> FalsePositiveRate { get; }

    /// <summary>(K) the share of positive reviews with a score of at least the threshold, rising from 0 to 1; NaN when there are none.</summary>
    public IReadOnlyList<double> TruePositiveRate { get; }

    /// <summary>(K) the thresholds, falling, infinity first.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>
    /// The area under the curve, in [0, 1]: the chance that a positive review scores higher than a negative one, ties counted half.
    /// NaN when all reviews are of one class.
    /// </summary>
    public double Auc { get; }

    /// <summary>Computes curve and area in O(N log N).</summary>
    /// <param name="labels">(N) the true labels.</param>
    /// <param name="scores">(N) finite scores, higher for positive; probabilities or logits.</param>
    /// <exception cref="PlauditException">There are no reviews, the lengths differ, or a score is not finite.</exception>
    public static RocCurve Compute(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores)
    {
        var counts = ThresholdCounts.Compute(labels, scores);
        long[] truePositives = counts.TruePositives;
        long[] falsePositives = counts.FalsePositives;
        int last = truePositives.Length - 1;

        var falseRates = new List<double> { falsePositives[last] == 0 ? double.NaN : 0 };
        var trueRates = new List<double> { truePositives[last] == 0 ? double.NaN : 0 };
        var thresholds = new List<double> { double.PositiveInfinity };
        for (int i = 0; i <= last; i++)
        {
            if (i > 0 && i < last && IsStraight(truePositives, i) && IsStraight(falsePositives, i))
                continue;
            falseRates.Add((double)falsePositives[i] / falsePositives[last]);
            trueRates.Add((double)truePositives[i] / truePositives[last]);
            thresholds.Add(counts.Thresholds[i]);
        }

        return new RocCurve([.. falseRates], [.. trueRates], [.. thresholds], Area(truePositives, falsePositives));
    }

    /// <inheritdoc cref="Compute(IReadOnlyList{Label}, ReadOnlySpan{double})"/>
    public static RocCurve Compute(IReadOnlyList<Label> labels, ReadOnlySpan<float> scores) => Compute(labels, ScoreCheck.ToDouble(scores));

    /// <summary>Equal steps before and after the point: no corner there.</summary>
    private static bool IsStraight(long[] counts, int i) => counts[i + 1] - counts[i] == counts[i] - counts[i - 1];

    /// <summary>Trapezoids summed in whole numbers (2 P N of them), so that the order of summation leaves no trace.</summary>
    private static double Area(long[] truePositives, long[] falsePositives)
    {
        long doubled = 0;
        long previousTrue = 0;
        long previousFalse = 0;
        for (int i = 0; i < truePositives.Length; i++)
        {
            doubled += (falsePositives[i] - previousFalse) * (truePositives[i] + previousTrue);
            previousTrue = truePositives[i];
            previousFalse = falsePositives[i];
        }

        return doubled / (2.0 * previousTrue * previousFalse);
    }
}
