using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Models;
using Plaudit.Text;

namespace Plaudit.Training;

/// <summary>A whole run: split, vocabulary, training with checkpoints, evaluation at the end, and the files of its folder.</summary>
public sealed class TrainingRun
{
    private readonly RunDirectory _directory;
    private readonly Recipe _recipe;
    private readonly int _threads;
    private readonly ITrainingObserver _observer;

    /// <summary>Prepares a run in a folder.</summary>
    /// <param name="directory">The folder; where it holds a checkpoint, the run goes on from there.</param>
    /// <param name="recipe">What to train.</param>
    /// <param name="threads">Threads to train with, at least 1.</param>
    /// <param name="observer">Is told how it goes.</param>
    public TrainingRun(RunDirectory directory, Recipe recipe, int threads, ITrainingObserver observer)
    {
        _directory = directory;
        _recipe = recipe;
        _threads = threads;
        _observer = observer;
    }

    /// <summary>Trains, and writes model, metrics and predictions unless it was asked to stop.</summary>
    /// <param name="reviews">The training data.</param>
    /// <param name="test">Data to evaluate on at the end, or null for the data's own test half, or without one the validation part.</param>
    /// <param name="timeLeft">The time that is left, or null without a limit.</param>
    /// <param name="cancellation">Asks to stop; a checkpoint is written first.</param>
    /// <exception cref="PlauditException">The data cannot be trained on, training diverged, or a file cannot be written.</exception>
    public TrainingOutcome Execute(ReviewSet reviews, ReviewSet? test, Func<TimeSpan>? timeLeft, CancellationToken cancellation)
    {
        TrainingData data = TrainingData.Split(reviews, _recipe.Split);
        TextEncoder encoder = TextEncoder.Fit(_recipe.Text, data.Train.Select(review => review.Text));
        SentimentModel model = SentimentModel.Create(_recipe, encoder);
        _observer.Prepared(data, encoder.IdCount, model.ParameterCount);
        var train = new EncodedReviews(encoder, data.Train, _threads);
        var validation = new EncodedReviews(encoder, data.Validation, _threads);
        string fingerprint = Fingerprint(train, validation);

        using var trainer = new Trainer(model, train, validation, _threads);
        if (File.Exists(_directory.Checkpoint))
            Checkpoint.Load(_directory.Checkpoint, trainer, model, fingerprint);
        void Save()
        {
            Checkpoint.Save(_directory.Checkpoint, trainer, model, fingerprint);
            _directory.WriteHistory(trainer.State.History);
        }

        TrainingEnd end = trainer.Run(_observer, Save, timeLeft, cancellation);
        Save();
        if (end == TrainingEnd.Cancelled)
            return new TrainingOutcome(end, model, null, trainer.State.History);
        trainer.TakeFinalWeights();
        (IReadOnlyList<Review> held, string name) = HeldOut(reviews, test, data);
        EvaluationResult metrics = Evaluate(model, held, name, trainer.State);
        return new TrainingOutcome(end, model, metrics, trainer.State.History);
    }

    private static (IReadOnlyList<Review> Reviews, string Name) HeldOut(ReviewSet reviews, ReviewSet? test, TrainingData data)
    {
        if (test is not null)
            return (test.ForEvaluation, test.Name);
        return reviews.Half is null && reviews.Test.Count > 0 ? (reviews.Test, "the test half") : (data.Validation, data.ValidationName);
    }

    /// <summary>A hash of all ids and labels in their order: what a resumed run must find again to come to the same weights.</summary>
    private static string Fingerprint(params ReadOnlySpan<EncodedReviews> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (EncodedReviews part in parts)
        {
            foreach (int[] ids in part.Ids)
                hash.AppendData(MemoryMarshal.AsBytes<int>([ids.Length, .. ids]));
            hash.AppendData(MemoryMarshal.AsBytes(part.Targets.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private EvaluationResult Evaluate(SentimentModel model, IReadOnlyList<Review> reviews, string name, TrainingState state)
    {
        var clock = Stopwatch.StartNew();
        float[] scores = [.. model.Score([.. reviews.Select(review => review.Text)], _threads).Select(answer => answer.Score)];
        EvaluationResult result = EvaluationResult.Evaluate([.. reviews.Select(review => review.Label!.Value)], scores) with { Split = name };
        double seconds = clock.Elapsed.TotalSeconds;

        // The model file tells the same story without times: the same training gives the same bytes.
        model.Metrics = result.ToJson();
        model.Save(_directory.Model);
        PredictionsCsv.Write(_directory.Predictions, scores, [.. reviews.Select(review => review.Source)]);
        result = result with { Seconds = seconds, TrainSeconds = state.History.Sum(epoch => epoch.Seconds) + state.Seconds };
        AtomicFile.WriteText(_directory.Metrics, result.ToJson());
        return result;
    }
}

/// <summary>What a run came to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Model">The model with the weights it ended with; after a run that was not asked to stop, the best or averaged ones where the recipe says so.</param>
/// <param name="Metrics">The evaluation, or null where the run was asked to stop.</param>
/// <param name="History">The epochs done.</param>
public sealed record TrainingOutcome(TrainingEnd End, SentimentModel Model, EvaluationResult? Metrics, IReadOnlyList<EpochResult> History);
