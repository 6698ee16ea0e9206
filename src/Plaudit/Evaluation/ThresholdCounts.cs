namespace Plaudit.Evaluation;

/// <summary>
/// For every distinct score, from the highest down: how many positive and negative reviews score at least that much.
/// ROC and precision-recall curves are both read off it.
/// </summary>
/// <param name="Thresholds">(K) the distinct scores, falling.</param>
/// <param name="TruePositives">(K) positive reviews with a score of at least the threshold; the last is all of them.</param>
/// <param name="FalsePositives">(K) negative reviews with a score of at least the threshold; the last is all of them.</param>
internal sealed record ThresholdCounts(double[] Thresholds, long[] TruePositives, long[] FalsePositives)
{
    public static ThresholdCounts Compute(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores)
    {
        ScoreCheck.Finite(labels, scores);
        double[] sorted = scores.ToArray();
        Label[] sortedLabels = [.. labels];
        Array.Sort(sorted, sortedLabels);

        var thresholds = new List<double>();
        var truePositives = new List<long>();
        var falsePositives = new List<long>();
        long positives = 0;
        long negatives = 0;
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            if (sortedLabels[i] == Label.Positive)
                positives++;
            else
                negatives++;
            // No threshold separates reviews of equal score, so they share one point.
            if (i > 0 && sorted[i - 1] == sorted[i])
                continue;
            thresholds.Add(sorted[i]);
            truePositives.Add(positives);
            falsePositives.Add(negatives);
        }

        return new ThresholdCounts([.. thresholds], [.. truePositives], [.. falsePositives]);
    }
}
