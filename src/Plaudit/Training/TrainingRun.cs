using System.Diagnostics;
using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Kinds;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Training;

/// <summary>A whole run: vocabulary, training with checkpoints, evaluation at the end, and the files of its folder where it has one.</summary>
public sealed class TrainingRun
{
    private readonly RunDirectory? _directory;
    private readonly Recipe _recipe;
    private readonly int _threads;
    private readonly ITrainingObserver _observer;

    /// <summary>Prepares a run.</summary>
    /// <param name="directory">Its folder; where that holds a checkpoint, the run continues from there. Null keeps nothing on disk.</param>
    /// <param name="recipe">What to train.</param>
    /// <param name="threads">Threads to train with, at least 1.</param>
    /// <param name="observer">Receives progress.</param>
    public TrainingRun(RunDirectory? directory, Recipe recipe, int threads, ITrainingObserver observer)
    {
        _directory = directory;
        _recipe = recipe;
        _threads = threads;
        _observer = observer;
    }

    /// <summary>
    /// Changed settings to keep, such as the data's new path, once the checkpoint has recognized its reviews. Null keeps the old ones.
    /// </summary>
    internal RunSettings? ChangedSettings { get; init; }

    /// <summary>Checks the files that a recipe names (word vectors) before long work and before a folder is created.</summary>
    /// <exception cref="PlauditException">One is not there, or does not fit the recipe.</exception>
    public static void RequireFiles(Recipe recipe) => PretrainedVectors.Check(recipe);

    /// <summary>Trains, and writes model, metrics and predictions unless cancelled.</summary>
    /// <param name="data">The data, split by the recipe.</param>
    /// <param name="timeLeft">The time that is left, or null without a limit.</param>
    /// <param name="cancellation">Stops; a checkpoint is written first.</param>
    /// <exception cref="PlauditException">
    /// The data cannot be trained on, training diverged, a file cannot be written, or another process is training this run. A new folder that
    /// nothing was learned in is removed then.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before training began; nothing is lost.</exception>
    public TrainingOutcome Execute(TrainingData data, Func<TimeSpan>? timeLeft, CancellationToken cancellation)
    {
        using FileLock? held = _directory?.Hold();
        try
        {
            TrainingOutcome outcome = ModelKinds.Of(_recipe).Learn(_recipe, new Learning(this, data, timeLeft, cancellation));
            if (_directory is { IsFinished: true })
                held!.Remove();
            return outcome;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _directory?.RemoveUnused(held!);
            throw;
        }
    }

    private TrainingOutcome Train(TrainingData data, Func<TimeSpan>? timeLeft, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        TextEncoder encoder = EncodedData.Fit(_recipe.Text, data, cancellation);
        SentimentModel model = SentimentModel.Create(_recipe, encoder);
        _observer.Prepared(data, encoder.IdCount, model.ParameterCount);
        bool resumes = File.Exists(_directory?.Checkpoint);
        VectorCoverage? vectors = resumes ? null : PretrainedVectors.Load(model, cancellation);
        if (vectors is { } coverage)
            _observer.VectorsRead(coverage);
        var encoded = new EncodedData(encoder, data, _threads, cancellation);

        using var trainer = new Trainer(model, encoded.Train, encoded.Validation, data.HeldOut.Count, _threads);
        if (resumes)
            Checkpoint.Load(_directory!.Checkpoint, trainer, model, encoded.Fingerprint);
        KeepSettings();
        double before = trainer.State.Elapsed;
        void Save()
        {
            trainer.State.Elapsed = before + clock.Elapsed.TotalSeconds;
            trainer.RequireFiniteWeights();
            if (_directory is null)
                return;
            Checkpoint.Save(_directory.Checkpoint, trainer, model, encoded.Fingerprint);
            _directory.WriteHistory(trainer.State.History);
        }

        // From here on, the run can continue without the vector file, from any folder.
        if (vectors is not null)
            Save();
        TrainingEnd end = trainer.Run(_observer, Save, timeLeft, cancellation);
        double seconds = before + clock.Elapsed.TotalSeconds;
        if (end != TrainingEnd.Completed)
            Save();
        if (end == TrainingEnd.Cancelled)
            return new TrainingOutcome(end, model, trainer.State.History);
        trainer.TakeFinalWeights();
        model.RoundToStorage();
        model.Seen = data.Seen(choosesEpoch: _recipe.Training.EarlyStopping is not null);
        try
        {
            _observer.Evaluating(data.HeldOutName, data.HeldOut.Count);
            EvaluatedReviews evaluated = Evaluate(model, data, encoded, cancellation);
            evaluated = RunResults.Write(_directory, model, json => model.Metrics = json, evaluated, data.HeldOutName, seconds);
            if (end == TrainingEnd.Completed)
                _directory?.MarkFinished();
            return new TrainingOutcome(end, model, trainer.State.History) { Evaluated = evaluated, Steps = trainer.State.Step };
        }
        catch (OperationCanceledException)
        {
            return new TrainingOutcome(TrainingEnd.Cancelled, model, trainer.State.History);
        }
    }

    /// <summary>The validation part is encoded already; other reviews held out are not.</summary>
    private EvaluatedReviews Evaluate(SentimentModel model, TrainingData data, EncodedData encoded, CancellationToken cancellation) =>
        ReferenceEquals(data.HeldOut, data.Validation)
            ? EvaluatedReviews.Of(data.HeldOut, () => model.Score(encoded.Validation.Texts, _threads, cancellation), model.Seen)
            : EvaluatedReviews.Of(model, data.HeldOut, _threads, cancellation);

    private void KeepSettings()
    {
        if (ChangedSettings is { } settings)
            _directory?.Change(settings);
    }

    private sealed class Learning(
        TrainingRun run, TrainingData data, Func<TimeSpan>? timeLeft, CancellationToken cancellation) : ILearning<TrainingOutcome>
    {
        public TrainingOutcome InEpochs() => run.Train(data, timeLeft, cancellation);

        public TrainingOutcome AtOnce(Func<IReadOnlyList<Review>, FittingOptions, BaselineModel> fit)
        {
            run.KeepSettings();
            return new BaselineRun(run._directory, fit, run._threads, run._observer).Execute(data, timeLeft, cancellation);
        }
    }
}

/// <summary>The outcome of a run.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Model">
/// The model with its final weights; unless cancelled, the best or averaged ones if the recipe says so.
/// Null for a cancelled baseline.
/// </param>
/// <param name="History">The epochs done.</param>
public sealed record TrainingOutcome(TrainingEnd End, IReviewClassifier? Model, IReadOnlyList<EpochResult> History)
{
    /// <summary>The evaluation's figures, or null where the run was asked to stop.</summary>
    public EvaluationResult? Metrics => Evaluated?.Result;

    /// <summary>The model's answers for <see cref="TrainingData.HeldOut"/>; empty if cancelled.</summary>
    public IReadOnlyList<ReviewScore> Answers => Evaluated?.Answers ?? [];

    /// <summary>The evaluation on <see cref="TrainingData.HeldOut"/>, or null where the run was asked to stop.</summary>
    internal EvaluatedReviews? Evaluated { get; init; }

    /// <summary>Training steps done; null for a baseline or if cancelled.</summary>
    internal long? Steps { get; init; }
}
