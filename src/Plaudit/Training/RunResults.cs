using Plaudit.Evaluation;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>The end of every run: the model is written with its metrics and predictions where the run has a folder.</summary>
internal static class RunResults
{
    // Scores differ by 1e-6 at the most between register widths.
    private const double SameLoss = 1e-4;

    /// <summary>Writes a model with its figures and predictions.</summary>
    /// <param name="directory">The run's folder, or null to write nothing.</param>
    /// <param name="model">The trained model, of any kind.</param>
    /// <param name="setMetrics">Puts the figures into the model, before it is saved.</param>
    /// <param name="evaluated">Its answers to the reviews held out.</param>
    /// <param name="split">Which reviews these are, in words.</param>
    /// <param name="trainSeconds">How long training took, preparations and validations included.</param>
    /// <returns>The evaluation with the figures as they are recorded.</returns>
    public static EvaluatedReviews Write(
        RunDirectory? directory, IReviewClassifier model, Action<string> setMetrics, EvaluatedReviews evaluated, string split, double trainSeconds)
    {
        EvaluationResult result = evaluated.Result with { Split = split, Roc = RocPoints.Of(evaluated.Roc) };
        // The model file tells the same story without times: the same training gives the same bytes.
        setMetrics((result with { Seconds = null }).ToJson());
        evaluated = evaluated with { Result = result with { TrainSeconds = trainSeconds } };
        if (directory is null)
            return evaluated;
        model.Save(directory.Model);
        AtomicFile.Write(directory.Predictions, stream => PredictionsCsv.Write(stream, evaluated));
        AtomicFile.WriteText(directory.Metrics, evaluated.Result.ToJson());
        return evaluated;
    }

    /// <summary>The outcome of a finished run, from its files and reviews.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="model">Its model.</param>
    /// <param name="data">Its data, split as it was.</param>
    /// <param name="threads">Threads to score with.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="PlauditException">A file is missing or damaged, or the reviews are not those that the run was evaluated on.</exception>
    public static TrainingOutcome Recall(
        RunDirectory directory, IReviewClassifier model, TrainingData data, int threads, CancellationToken cancellation)
    {
        EvaluationResult metrics = directory.ReadMetrics()
            ?? throw new PlauditException($"{directory.Metrics} is missing: the run's figures are not known");
        var evaluated = EvaluatedReviews.Of(model, data.HeldOut, threads, cancellation);
        EvaluationResult now = evaluated.Result;
        if (now.Count != metrics.Count || Math.Abs(now.LogLoss - metrics.LogLoss) > SameLoss)
        {
            throw new PlauditException(
                $"the reviews are no longer those that {directory.Path} was evaluated on: {now.Count:N0} with a loss of {now.LogLoss:F4}, "
                + $"expected {metrics.Count:N0} with {metrics.LogLoss:F4}. Restore the data, or name where it lies with {Setting.Data}");
        }

        return new TrainingOutcome(TrainingEnd.Completed, model, directory.ReadHistory()) { Evaluated = evaluated with { Result = metrics } };
    }
}
