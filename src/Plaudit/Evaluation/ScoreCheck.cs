namespace Plaudit.Evaluation;

/// <summary>Refuses labels and scores that no metric is defined on, before a number is computed from them.</summary>
internal static class ScoreCheck
{
    public static void Probabilities(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores)
    {
        Finite(labels, scores);
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] is < 0 or > 1)
                throw new PlauditException($"score {i} is {scores[i]}; expected the probability of positive, in [0, 1].");
        }
    }

    public static void Finite(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != scores.Length)
            throw new PlauditException($"{labels.Count} labels but {scores.Length} scores; expected one score for each labelled review.");
        if (labels.Count == 0)
            throw new PlauditException("there are no labelled reviews to evaluate; expected at least one.");
        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
                throw new PlauditException($"score {i} is {scores[i]}; expected a finite number. The model's weights or its input may be broken.");
            if (labels[i] is not (Label.Negative or Label.Positive))
                throw new PlauditException($"label {i} is {(int)labels[i]}; expected 0 (negative) or 1 (positive).");
        }
    }

    /// <summary>Widens scores exactly; every metric is computed in double precision.</summary>
    public static double[] ToDouble(ReadOnlySpan<float> scores)
    {
        double[] wide = new double[scores.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = scores[i];
        return wide;
    }
}
