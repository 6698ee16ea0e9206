using Plaudit.Data;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Evaluation;

/// <summary>One of the models in a <see cref="ModelComparison"/>: what it answered, and what that is worth.</summary>
public sealed record ComparedModel
{
    private const int WarmUpReviews = 64;

    /// <summary>What the comparison calls it; no other model in it has this name.</summary>
    public required string Name { get; init; }

    /// <summary>(N) the probability of positive of each review, in [0, 1].</summary>
    public required IReadOnlyList<float> Scores { get; init; }

    /// <summary>The metrics, with the time that scoring took (<see cref="EvaluationResult.Seconds"/>) and, for a run, training.</summary>
    public required EvaluationResult Metrics { get; init; }

    /// <summary>The curve behind <see cref="EvaluationResult.RocAuc"/>.</summary>
    public required RocCurve Roc { get; init; }

    /// <summary>The name of the recipe it was made from; null of a model that is not Plaudit's.</summary>
    public string? Recipe { get; init; }

    /// <summary>The number of weights, or null where unknown.</summary>
    public long? Parameters { get; init; }

    /// <summary>The size of the model's file in bytes, or null where there is none.</summary>
    public long? FileBytes { get; init; }

    /// <summary>Reviews scored per second; null if not timed.</summary>
    public double? ReviewsPerSecond => Metrics.Seconds is { } seconds ? Metrics.Count / Math.Max(seconds, 1e-9) : null;

    /// <summary>
    /// Scores the reviews with a model and measures it. A few are scored beforehand, untimed, so that no model pays for being the first.
    /// </summary>
    /// <param name="name">What the comparison calls it.</param>
    /// <param name="model">The model.</param>
    /// <param name="reviews">(N) labelled reviews.</param>
    /// <param name="threads">How many threads may share the work, at least 1.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="PlauditException">There are no reviews, one has no label, or a score is not in [0, 1].</exception>
    public static ComparedModel Score(
        string name, IReviewClassifier model, IReadOnlyList<Review> reviews, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Score([.. reviews.Take(WarmUpReviews).Select(review => review.Text)], threads, cancellation);
        return Of(name, () => EvaluatedReviews.Of(model, reviews, threads, cancellation)) with
        {
            Recipe = model.Recipe.Name,
            Parameters = model.ParameterCount
        };
    }

    /// <summary>Measures a model of any origin by its scores.</summary>
    /// <param name="name">What the comparison calls it.</param>
    /// <param name="reviews">(N) labelled reviews.</param>
    /// <param name="scores">(N) the probability of positive of each, in [0, 1].</param>
    /// <exception cref="PlauditException">There are no reviews, one has no label, the lengths differ, or a score is not in [0, 1].</exception>
    public static ComparedModel Of(string name, IReadOnlyList<Review> reviews, IReadOnlyList<float> scores) =>
        Of(name, () => EvaluatedReviews.Of(reviews, scores));

    private static ComparedModel Of(string name, Func<EvaluatedReviews> evaluate)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            EvaluatedReviews evaluated = evaluate();
            return new ComparedModel { Name = name, Scores = evaluated.Scores, Metrics = evaluated.Result, Roc = evaluated.Roc };
        }
        catch (PlauditException e)
        {
            throw new PlauditException($"{name} cannot be compared: {e.Message}", e);
        }
    }
}
