using System.Diagnostics;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>The end of every run: the model is evaluated and written with its metrics and predictions.</summary>
internal static class RunResults
{
    /// <summary>Evaluates and writes.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="model">The trained model, of any kind.</param>
    /// <param name="setMetrics">Puts the figures into the model, before it is saved.</param>
    /// <param name="data">Holds the reviews it is evaluated on.</param>
    /// <param name="trainSeconds">How long training took.</param>
    /// <param name="threads">Threads to score with.</param>
    /// <param name="cancellation">Gives it up before a file is written.</param>
    /// <returns>The figures, and what the model said of each review.</returns>
    public static (EvaluationResult Metrics, IReadOnlyList<ReviewScore> Answers) Write(
        RunDirectory directory,
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
        IReadOnlyList<ReviewScore> answers = model.Score(texts, threads, cancellation);
        float[] scores = [.. answers.Select(answer => answer.Score)];
        Label[] labels = [.. reviews.Select(review => review.Label!.Value)];
        EvaluationResult result = EvaluationResult.Evaluate(labels, scores) with { Split = data.HeldOutName, Roc = RocPoints.Of(RocCurve.Compute(labels, scores)) };
        double seconds = clock.Elapsed.TotalSeconds;
        result = result.Knowing(model.Seen, texts);

        // The model file tells the same story without times: the same training gives the same bytes.
        setMetrics(result.ToJson());
        model.Save(directory.Model);
        AtomicFile.Write(directory.Predictions, stream => PredictionsCsv.Write(stream, scores, reviews));
        result = result with { Seconds = seconds, TrainSeconds = trainSeconds };
        AtomicFile.WriteText(directory.Metrics, result.ToJson());
        return (result, answers);
    }
}
