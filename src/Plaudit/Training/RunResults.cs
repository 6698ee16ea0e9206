using System.Diagnostics;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>The end of every run: the model is evaluated, and written with its metrics and predictions where the run has a folder.</summary>
internal static class RunResults
{
    // Scores differ by 1e-6 at the most between register widths.
    private const double SameLoss = 1e-4;

    /// <summary>Evaluates and writes.</summary>
    /// <param name="directory">The run's folder, or null to write nothing.</param>
    /// <param name="model">The trained model, of any kind.</param>
    /// <param name="setMetrics">Puts the figures into the model, before it is saved.</param>
    /// <param name="data">Holds the reviews it is evaluated on.</param>
    /// <param name="trainSeconds">How long training took, preparations and validations included.</param>
    /// <param name="threads">Threads to score with.</param>
    /// <param name="cancellation">Gives it up before a file is written.</param>
    /// <returns>The figures, and what the model said of each review.</returns>
    public static (EvaluationResult Metrics, IReadOnlyList<ReviewScore> Answers) Write(
        RunDirectory? directory,
        IReviewClassifier model,
        Action<string> setMetrics,
        TrainingData data,
        double trainSeconds,
        int threads,
        CancellationToken cancellation)
    {
        IReadOnlyList<Review> reviews = data.HeldOut;
        var clock = Stopwatch.StartNew();
        string[] texts = [.. reviews.Select(review => review.Text)];
        (IReadOnlyList<ReviewScore> answers, float[] scores, Label[] labels) = Score(model, texts, reviews, threads, cancellation);
        EvaluationResult result = EvaluationResult.Evaluate(labels, scores) with { Split = data.HeldOutName, Roc = RocPoints.Of(RocCurve.Compute(labels, scores)) };
        double seconds = clock.Elapsed.TotalSeconds;
        result = result.Knowing(model.Seen, texts);

        // The model file tells the same story without times: the same training gives the same bytes.
        setMetrics(result.ToJson());
        result = result with { Seconds = seconds, TrainSeconds = trainSeconds };
        if (directory is null)
            return (result, answers);
        model.Save(directory.Model);
        AtomicFile.Write(directory.Predictions, stream => PredictionsCsv.Write(stream, scores, reviews));
        AtomicFile.WriteText(directory.Metrics, result.ToJson());
        return (result, answers);
    }

    /// <summary>What a finished run came to, from its files and its reviews.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="model">Its model.</param>
    /// <param name="data">Its data, split as it was.</param>
    /// <param name="threads">Threads to score with.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="PlauditException">A file is missing or damaged, or the reviews are not those that the run was evaluated on.</exception>
    public static TrainingOutcome Recall(RunDirectory directory, IReviewClassifier model, TrainingData data, int threads, CancellationToken cancellation)
    {
        EvaluationResult metrics = directory.ReadMetrics() ?? throw new PlauditException($"{directory.Metrics} is missing: the run's figures are not known");
        (IReadOnlyList<ReviewScore> answers, float[] scores, Label[] labels) = Score(model, [.. data.HeldOut.Select(review => review.Text)], data.HeldOut, threads, cancellation);
        double loss = EvaluationResult.Evaluate(labels, scores).LogLoss;
        if (labels.Length != metrics.Count || Math.Abs(loss - metrics.LogLoss) > SameLoss)
        {
            throw new PlauditException($"the reviews are no longer those that {directory.Path} was evaluated on: {labels.Length:N0} with a loss of {loss:F4}, "
                + $"expected {metrics.Count:N0} with {metrics.LogLoss:F4}. Restore the data, or name where it lies with --data");
        }

        return new TrainingOutcome(TrainingEnd.Completed, model, metrics, directory.ReadHistory()) { Answers = answers };
    }

    private static (IReadOnlyList<ReviewScore> Answers, float[] Scores, Label[] Labels) Score(
        IReviewClassifier model, string[] texts, IReadOnlyList<Review> reviews, int threads, CancellationToken cancellation)
    {
        IReadOnlyList<ReviewScore> answers = model.Score(texts, threads, cancellation);
        return (answers, [.. answers.Select(answer => answer.Score)], [.. reviews.Select(review => review.Label!.Value)]);
    }
}
