namespace Plaudit.Evaluation;

/// <summary>Binary cross-entropy of given probabilities.</summary>
public static class LogLoss
{
    /// <summary>
    /// Probabilities are clipped to [this, 1 - this], as Keras's binary cross-entropy does: being certain and wrong costs 16.1 nats, not infinity.
    /// </summary>
    public const double Clip = 1e-7;

    /// <summary>The mean of -ln(the probability given to the true label), in nats.</summary>
    /// <param name="labels">(N) the true labels.</param>
    /// <param name="scores">(N) the probability of positive of each, in [0, 1].</param>
    /// <exception cref="PlauditException">There are no reviews, the lengths differ, or a score is not in [0, 1].</exception>
    public static double Compute(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores)
    {
        ScoreCheck.Probabilities(labels, scores);
        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double score = Math.Clamp(scores[i], Clip, 1 - Clip);
            sum -= Math.Log(labels[i] == Label.Positive ? score : 1 - score);
        }

        return sum / scores.Length;
    }
}
