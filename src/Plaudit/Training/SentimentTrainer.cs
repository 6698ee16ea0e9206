using System.Diagnostics;
using Plaudit.Data;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>Trains a recipe, network or baseline, on labelled reviews.</summary>
public static class SentimentTrainer
{
    /// <summary>Trains on a data set.</summary>
    /// <param name="recipe">What to train and how.</param>
    /// <param name="reviews">The data; the recipe's split holds a part of its train half out for validation.</param>
    /// <param name="settings">Threads, a run folder, a time limit and the like; null for the defaults.</param>
    /// <param name="cancellation">Stops training. With a run folder, training can continue from there.</param>
    /// <returns>The model with its figures on reviews that it has not learned from.</returns>
    /// <exception cref="PlauditException">
    /// Too few reviews, or reviews with one label only; a file that the recipe names is missing; training diverged; or the run folder cannot be
    /// written, holds another run, or is in use.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static TrainedModel Train(Recipe recipe, ReviewSet reviews, TrainingSettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(reviews);
        settings ??= new TrainingSettings();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Threads);
        var clock = Stopwatch.StartNew();
        Func<TimeSpan>? timeLeft = settings.TimeLimit is { } limit ? () => limit - clock.Elapsed : null;

        recipe.Validate();
        TrainingRun.RequireFiles(recipe);
        var data = TrainingData.Split(reviews, recipe.Split, settings.Test);
        RunDirectory? folder = settings.RunFolder is { } path ? OpenFolder(path, recipe, reviews, settings) : null;
        TrainingOutcome outcome =
            new TrainingRun(folder, recipe, settings.Threads, new ProgressReports(settings.Progress)).Execute(data, timeLeft, cancellation);
        if (outcome.End == TrainingEnd.Cancelled)
            throw new OperationCanceledException("training was cancelled", cancellation);
        return new TrainedModel(
            outcome.Model!, outcome.Metrics!, outcome.History,
                [.. data.HeldOut.Zip(outcome.Answers, (review, answer) => new HeldOutAnswer(review, answer))], outcome.End);
    }

    /// <summary>
    /// Trains on reviews from anywhere. Those without a label are left out; those without a source are numbered from 1 in messages.
    /// </summary>
    /// <inheritdoc cref="Train(Recipe, ReviewSet, TrainingSettings?, CancellationToken)"/>
    public static TrainedModel Train(
        Recipe recipe, IEnumerable<Review> reviews, TrainingSettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        Review[] all = [.. reviews.Select((review, i) => review.Source.Length > 0 ? review : review with { Source = $"review {i + 1}" })];
        var set = new ReviewSet { Name = "the reviews", Train = [.. all.Where(review => review.Label is not null)] };
        return Train(recipe, set, settings, cancellation);
    }

    private static RunDirectory OpenFolder(string path, Recipe recipe, ReviewSet reviews, TrainingSettings settings)
    {
        if (!Path.Exists(path))
            return RunDirectory.Create(
                path, recipe, new RunSettings(reviews.Name, settings.Test?.Name, null, null, SkipBadRows: false, settings.Threads));
        (RunDirectory folder, Recipe begun, _) = RunDirectory.Open(path);
        if (begun.Json != recipe.Json)
            throw new PlauditException($"{path} holds a run of another recipe, {begun.Name}: name another folder, or delete this one");
        if (folder.IsFinished)
            throw new PlauditException($"{path} holds a finished run: load its model, or name another folder");
        return folder;
    }
}
