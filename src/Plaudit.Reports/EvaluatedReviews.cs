using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Models;

namespace Plaudit.Reports;

/// <summary>What a model said of labelled reviews.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Reviews">(N) the reviews, each with a label; N at least 1.</param>
/// <param name="Answers">(N) what the model said of each.</param>
/// <param name="Result">The figures that follow.</param>
internal sealed record EvaluatedReviews(string Model, IReadOnlyList<Review> Reviews, IReadOnlyList<ReviewScore> Answers, EvaluationResult Result)
{
    /// <summary>(N) the true labels.</summary>
    public Label[] Labels { get; } = [.. Reviews.Select(review => review.Label!.Value)];

    /// <summary>(N) the probabilities of positive.</summary>
    public float[] Scores { get; } = [.. Answers.Select(answer => answer.Score)];
}
