namespace Plaudit.Evaluation;

/// <summary>
/// One bar of a reliability diagram: the reviews whose score lies in (<paramref name="Lower"/>, <paramref name="Upper"/>]; the first bin has 0 too.
/// </summary>
/// <param name="Lower">The exclusive lower bound.</param>
/// <param name="Upper">The inclusive upper bound.</param>
/// <param name="Count">The number of reviews.</param>
/// <param name="MeanScore">Their mean probability of positive; NaN when there are none.</param>
/// <param name="PositiveShare">The share of them that is positive; NaN when there are none. A calibrated model has it near the mean score.</param>
public sealed record CalibrationBin(double Lower, double Upper, long Count, double MeanScore, double PositiveShare);

/// <summary>Whether a score of 0.8 means that 80 % of such reviews are positive.</summary>
/// <param name="Bins">Bins of equal width, rising; binned as scikit-learn's <c>calibration_curve</c>.</param>
/// <param name="ExpectedCalibrationError">|mean score - positive share| averaged over the bins, weighted by their counts; in [0, 1].</param>
/// <param name="BrierScore">The mean squared difference of score and label, in [0, 1].</param>
public sealed record Calibration(IReadOnlyList<CalibrationBin> Bins, double ExpectedCalibrationError, double BrierScore)
{
    /// <summary>Computes bins and summaries.</summary>
    /// <param name="labels">(N) the true labels.</param>
    /// <param name="scores">(N) the probability of positive of each, in [0, 1].</param>
    /// <param name="binCount">The number of bins, at least 1.</param>
    /// <exception cref="PlauditException">There are no reviews, the lengths differ, or a score is not in [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="binCount"/> is below 1.</exception>
    public static Calibration Compute(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores, int binCount = 10)
    {
        ScoreCheck.Probabilities(labels, scores);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(binCount);
        long[] counts = new long[binCount];
        double[] scoreSums = new double[binCount];
        long[] positives = new long[binCount];
        double squares = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            int bin = BinOf(scores[i], binCount);
            counts[bin]++;
            scoreSums[bin] += scores[i];
            positives[bin] += (int)labels[i];
            double difference = scores[i] - (int)labels[i];
            squares += difference * difference;
        }

        var bins = new CalibrationBin[binCount];
        double error = 0;
        for (int bin = 0; bin < binCount; bin++)
        {
            double meanScore = scoreSums[bin] / counts[bin];
            double share = (double)positives[bin] / counts[bin];
            bins[bin] = new CalibrationBin(Edge(bin, binCount), Edge(bin + 1, binCount), counts[bin], meanScore, share);
            if (counts[bin] > 0)
                error += (double)counts[bin] / scores.Length * Math.Abs(meanScore - share);
        }

        return new Calibration(bins, error, squares / scores.Length);
    }

    /// <inheritdoc cref="Compute(IReadOnlyList{Label}, ReadOnlySpan{double}, int)"/>
    public static Calibration Compute(IReadOnlyList<Label> labels, ReadOnlySpan<float> scores, int binCount = 10) =>
        Compute(labels, ScoreCheck.ToDouble(scores), binCount);

    private static int BinOf(double score, int binCount)
    {
        int bin = Math.Min((int)(score * binCount), binCount - 1);
        // The product above may round across an edge; the edges themselves decide.
        if (bin > 0 && score <= Edge(bin, binCount))
            bin--;
        else if (score > Edge(bin + 1, binCount))
            bin++;
        return bin;
    }

    private static double Edge(int index, int binCount) => (double)index / binCount;
}
