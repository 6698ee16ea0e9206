using System.Diagnostics;
using Plaudit.Data;
using Plaudit.Models;

namespace Plaudit.Evaluation;

/// <summary>
/// A model's answers to labelled reviews and what follows from them, computed once: training, tuning, comparisons, reports and files all use this.
/// </summary>
internal sealed record EvaluatedReviews
{
    private EvaluatedReviews(IReadOnlyList<Review> reviews, Label[] labels, float[] scores)
    {
        Reviews = reviews;
        Labels = labels;
        Scores = scores;
        double[] wide = ScoreCheck.ToDouble(scores);
        Roc = RocCurve.Compute(labels, wide);
        Result = EvaluationResult.Evaluate(labels, wide, Roc);
    }

    /// <summary>(N) the reviews, each with a label; N at least 1.</summary>
    public IReadOnlyList<Review> Reviews { get; }

    /// <summary>(N) the true labels.</summary>
    public Label[] Labels { get; }

    /// <summary>(N) what the model answered; empty where only its scores are known.</summary>
    public IReadOnlyList<ReviewScore> Answers { get; private init; } = [];

    /// <summary>(N) the probabilities of positive.</summary>
    public float[] Scores { get; }

    /// <summary>The curve behind <see cref="EvaluationResult.RocAuc"/>.</summary>
    public RocCurve Roc { get; }

    /// <summary>The figures, with the time that scoring took and the number of reviews that the model had seen.</summary>
    public EvaluationResult Result { get; init; }

    /// <summary>Scores reviews with a model and evaluates its answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reviews">(N) labelled reviews.</param>
    /// <param name="threads">How many threads may share the work, at least 1.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="PlauditException">There are no reviews, one has no label, or a score is not in [0, 1].</exception>
    public static EvaluatedReviews Of(IReviewClassifier model, IReadOnlyList<Review> reviews, int threads, CancellationToken cancellation = default)
    {
        string[] texts = TextsOf(reviews);
        return Of(reviews, () => model.Score(texts, threads, cancellation), model.Seen);
    }

    /// <summary>Evaluates answers that are found in another way, such as on reviews that are encoded already.</summary>
    /// <param name="reviews">(N) labelled reviews.</param>
    /// <param name="score">Gives the (N) answers; this is what is timed.</param>
    /// <param name="seen">What the model has seen, or null where that is not known.</param>
    /// <exception cref="PlauditException">There are no reviews, one has no label, or a score is not in [0, 1].</exception>
    public static EvaluatedReviews Of(IReadOnlyList<Review> reviews, Func<IReadOnlyList<ReviewScore>> score, SeenReviews? seen)
    {
        Label[] labels = LabelsOf(reviews);
        var clock = Stopwatch.StartNew();
        IReadOnlyList<ReviewScore> answers = score();
        double seconds = clock.Elapsed.TotalSeconds;
        var evaluated = new EvaluatedReviews(reviews, labels, [.. answers.Select(answer => answer.Score)]) { Answers = answers };
        return evaluated with { Result = (evaluated.Result with { Seconds = seconds }).Knowing(seen, TextsOf(reviews)) };
    }

    /// <summary>Evaluates a model of any origin by its scores.</summary>
    /// <param name="reviews">(N) labelled reviews.</param>
    /// <param name="scores">(N) the probability of positive of each, in [0, 1].</param>
    /// <exception cref="PlauditException">There are no reviews, one has no label, the lengths differ, or a score is not in [0, 1].</exception>
    public static EvaluatedReviews Of(IReadOnlyList<Review> reviews, IEnumerable<float> scores) => new(reviews, LabelsOf(reviews), [.. scores]);

    /// <summary>The labels of reviews that a model is measured on.</summary>
    /// <exception cref="PlauditException">A review has no label.</exception>
    public static Label[] LabelsOf(IReadOnlyList<Review> reviews)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        return [.. reviews.Select(review => review.Label ?? throw new PlauditException(
            $"{review.Source}: the review has no label; expected labelled reviews to measure models on"))];
    }

    private static string[] TextsOf(IReadOnlyList<Review> reviews) => [.. reviews.Select(review => review.Text)];
}
