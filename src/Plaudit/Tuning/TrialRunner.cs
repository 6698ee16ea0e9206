using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Kinds;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>Trains trials, each from its checkpoint. Several threads may each train a trial.</summary>
internal sealed class TrialRunner(TuningDirectory directory, TrialRecipes recipes, TrainingData data, int threads)
{
    private readonly EncodedDataCache _encoded = new(data, threads);

    /// <summary>Removes a finished trial's checkpoint.</summary>
    public void Forget(int trial) => directory.RemoveCheckpoint(trial);

    /// <summary>Trains a trial up to an epoch.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="target">The epoch after which to stop.</param>
    /// <param name="observer">Receives progress, without epochs done before.</param>
    /// <param name="cancellation">Stops; a checkpoint is written first.</param>
    /// <returns>The model's figures at that point, or null if cancelled.</returns>
    /// <exception cref="PlauditException">It cannot be trained: the recipe does not fit the data, or training diverged.</exception>
    public TrialFigures? Run(int trial, int target, ITrainingObserver observer, CancellationToken cancellation)
    {
        Recipe recipe = recipes.Of(trial);
        try
        {
            return ModelKinds.Of(recipe).Learn(recipe, new Learning(this, trial, recipe, target, observer, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private TrialFigures? Train(int trial, Recipe recipe, int target, ITrainingObserver observer, CancellationToken cancellation)
    {
        EncodedData encoded = _encoded.Of(recipe, cancellation);
        SentimentModel model = SentimentModel.Create(recipe, encoded.Encoder);
        string checkpoint = directory.Checkpoint(trial);
        bool resumes = File.Exists(checkpoint);
        if (!resumes)
            PretrainedVectors.Load(model, cancellation);
        using var trainer = new Trainer(model, encoded.Train, encoded.Validation, heldOut: 0, threads);
        if (resumes)
            Resume(trial, checkpoint, trainer, model, encoded.Fingerprint);
        void Save()
        {
            trainer.RequireFiniteWeights();
            Checkpoint.Save(checkpoint, trainer, model, encoded.Fingerprint);
        }

        TrainingEnd end = trainer.Run(observer, Save, null, cancellation, target);
        if (end == TrainingEnd.Completed)
            return TrialFigures.Of(recipe, trainer.State.History);
        Save();
        return null;
    }

    private static void Resume(int trial, string checkpoint, Trainer trainer, SentimentModel model, string fingerprint)
    {
        try
        {
            Checkpoint.Load(checkpoint, trainer, model, fingerprint);
        }
        catch (PlauditException e)
        {
            throw new TrialCheckpointException(
                $"{e.Message.TrimEnd('.')}. Or remove that file: trial {trial} is then trained from its beginning.", e);
        }
    }

    private TrialFigures Fit(Func<IReadOnlyList<Review>, FittingOptions, BaselineModel> fit, CancellationToken cancellation)
    {
        BaselineModel model = fit(data.Train, new FittingOptions { Threads = threads, Cancellation = cancellation });
        EvaluationResult result = EvaluatedReviews.Of(model, data.Validation, threads, cancellation).Result;
        return new TrialFigures(result.LogLoss, result.Accuracy);
    }

    private sealed class Learning(
        TrialRunner runner, int trial, Recipe recipe, int target, ITrainingObserver observer, CancellationToken cancellation)
        : ILearning<TrialFigures?>
    {
        public TrialFigures? InEpochs() => runner.Train(trial, recipe, target, observer, cancellation);

        public TrialFigures? AtOnce(Func<IReadOnlyList<Review>, FittingOptions, BaselineModel> fit) => runner.Fit(fit, cancellation);
    }
}

/// <summary>A trial's checkpoint is damaged: that ends the tuning, but says nothing of what the trial drew.</summary>
internal sealed class TrialCheckpointException(string message, Exception inner) : PlauditException(message, inner);
