namespace Plaudit;

/// <summary>When a score makes a review positive: the one rule behind labels, metrics and reports.</summary>
internal static class Decision
{
    /// <summary>A review is positive when its score is above this, as Keras's binary accuracy has it.</summary>
    public const double Threshold = 0.5;

    /// <summary>The label of a review.</summary>
    /// <param name="score">The probability of positive, in [0, 1].</param>
    public static Label Of(double score) => score > Threshold ? Label.Positive : Label.Negative;

    /// <summary>The label of a review whose score is not computed yet.</summary>
    /// <param name="logit">The score's logit; at 0 the score is <see cref="Threshold"/>.</param>
    public static Label OfLogit(double logit) => logit > 0 ? Label.Positive : Label.Negative;
}
