namespace Plaudit.Evaluation;

/// <summary>
/// Precision and recall at every distinct score, as scikit-learn's <c>precision_recall_curve</c>: thresholds rise, and a last point of
/// precision 1 and recall 0 has no threshold.
/// </summary>
public sealed class PrecisionRecallCurve
{
    private PrecisionRecallCurve(double[] precision, double[] recall, double[] thresholds)
    {
        Precision = precision;
        Recall = recall;
        Thresholds = thresholds;
    }

    /// <summary>(K + 1) the share of positive reviews among those with a score of at least the threshold; the last is 1.</summary>
    public IReadOnlyList<double> Precision { get; }

    /// <summary>(K + 1) the share of positive reviews with a score of at least the threshold, falling; 1 without any; the last is 0.</summary>
    public IReadOnlyList<double> Recall { get; }

    /// <summary>(K) the distinct scores, rising.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Computes the curve in O(N log N).</summary>
    /// <param name="labels">(N) the true labels.</param>
    /// <param name="scores">(N) finite scores, higher for positive; probabilities or logits.</param>
    /// <exception cref="PlauditException">There are no reviews, the lengths differ, or a score is not finite.</exception>
    public static PrecisionRecallCurve Compute(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores)
    {
        var counts = ThresholdCounts.Compute(labels, scores);
        int last = counts.Thresholds.Length - 1;
        long positives = counts.TruePositives[last];
        double[] precision = new double[last + 2];
        double[] recall = new double[last + 2];
        double[] thresholds = new double[last + 1];
        for (int i = 0; i <= last; i++)
        {
            long found = counts.TruePositives[last - i];
            precision[i] = (double)found / (found + counts.FalsePositives[last - i]);
            recall[i] = positives == 0 ? 1 : (double)found / positives;
            thresholds[i] = counts.Thresholds[last - i];
        }

        precision[^1] = 1;
        return new PrecisionRecallCurve(precision, recall, thresholds);
    }

    /// <inheritdoc cref="Compute(IReadOnlyList{Label}, ReadOnlySpan{double})"/>
    public static PrecisionRecallCurve Compute(IReadOnlyList<Label> labels, ReadOnlySpan<float> scores) =>
        Compute(labels, ScoreCheck.ToDouble(scores));
}
