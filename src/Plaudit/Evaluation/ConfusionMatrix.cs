using System.Text.Json.Serialization;

namespace Plaudit.Evaluation;

/// <summary>
/// How often each kind of answer was given. A review counts as predicted positive when its score is above 0.5. A ratio whose denominator
/// is zero is 0, as with scikit-learn's <c>zero_division=0</c>.
/// </summary>
/// <param name="TruePositive">Positive reviews called positive.</param>
/// <param name="FalsePositive">Negative reviews called positive.</param>
/// <param name="TrueNegative">Negative reviews called negative.</param>
/// <param name="FalseNegative">Positive reviews called negative.</param>
public sealed record ConfusionMatrix(long TruePositive, long FalsePositive, long TrueNegative, long FalseNegative)
{
    /// <summary>All reviews.</summary>
    [JsonIgnore]
    public long Count => TruePositive + FalsePositive + TrueNegative + FalseNegative;

    /// <summary>The share of right answers, in [0, 1].</summary>
    [JsonIgnore]
    public double Accuracy => Ratio(TruePositive + TrueNegative, Count);

    /// <summary>The share of positive reviews among those called positive, in [0, 1]; 0 when none was.</summary>
    [JsonIgnore]
    public double Precision => Ratio(TruePositive, TruePositive + FalsePositive);

    /// <summary>The share of positive reviews that were called positive, in [0, 1]; 0 when there are none.</summary>
    [JsonIgnore]
    public double Recall => Ratio(TruePositive, TruePositive + FalseNegative);

    /// <summary>The harmonic mean of precision and recall, in [0, 1]; 0 when both are.</summary>
    [JsonIgnore]
    public double F1 => HarmonicMean(Precision, Recall);

    /// <summary>Counts the answers.</summary>
    /// <param name="labels">(N) the true labels.</param>
    /// <param name="scores">(N) the probability of positive of each, in [0, 1].</param>
    /// <exception cref="PlauditException">There are no reviews, the lengths differ, or a score is not in [0, 1].</exception>
    public static ConfusionMatrix Compute(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores)
    {
        ScoreCheck.Probabilities(labels, scores);
        // [label, predicted]
        Span<long> counts = stackalloc long[4];
        for (int i = 0; i < scores.Length; i++)
            counts[(2 * (int)labels[i]) + (int)Decision.Of(scores[i])]++;
        return new ConfusionMatrix(TruePositive: counts[3], FalsePositive: counts[1], TrueNegative: counts[0], FalseNegative: counts[2]);
    }

    /// <summary>The same matrix with the negative class in the positive one's place.</summary>
    internal ConfusionMatrix OfNegatives() => new(TrueNegative, FalseNegative, TruePositive, FalsePositive);

    /// <summary>In this order of operations, as scikit-learn 1.2: the report's last digit depends on it where a share ends in a 5.</summary>
    internal static double HarmonicMean(double precision, double recall) =>
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
