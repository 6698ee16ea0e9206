using Plaudit.Data;

namespace Plaudit.Evaluation;

/// <summary>A review that some models of a <see cref="ModelComparison"/> call positive and others negative.</summary>
/// <param name="Index">Its place among the reviews, from 0.</param>
/// <param name="Review">The review.</param>
/// <param name="Scores">(M) the probability of positive by each model, in the models' order.</param>
public sealed record Disagreement(int Index, Review Review, IReadOnlyList<float> Scores)
{
    /// <summary>The highest score less the lowest, in (0, 1].</summary>
    public double Gap => (double)Scores.Max() - Scores.Min();

    /// <summary>All reviews that the models label differently, the widest gap first; of equal gaps the earlier review.</summary>
    internal static IReadOnlyList<Disagreement> Find(IReadOnlyList<Review> reviews, IReadOnlyList<ComparedModel> models)
    {
        var found = new List<Disagreement>();
        for (int i = 0; i < reviews.Count; i++)
        {
            float[] scores = [.. models.Select(model => model.Scores[i])];
            if (scores.DistinctBy(score => Decision.Of(score)).Count() > 1)
                found.Add(new Disagreement(i, reviews[i], scores));
        }

        return [.. found.OrderByDescending(disagreement => disagreement.Gap)];
    }
}
