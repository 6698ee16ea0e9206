using System.Diagnostics;
using Plaudit.Cli.Options;
using Plaudit.Cli.Progress;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Reports;
using Plaudit.Training;

namespace Plaudit.Cli.Commands;

/// <summary>One call of <c>plaudit train</c>, for a new or a continued run.</summary>
/// <param name="host">Streams, log and the request to stop.</param>
/// <param name="maxTime">How long the command may take, or null.</param>
internal sealed class TrainingSession(CommandHost host, TimeSpan? maxTime)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Starts a new run. Its folder is created after the data is read and split, so that a failure leaves nothing.</summary>
    /// <returns>The exit code.</returns>
    public int Start(NewRun asked)
    {
        Recipe recipe = Recipe.Open(asked.Recipe, asked.Changes);
        if (asked.Folder is not null)
            RunDirectory.RequireNew(asked.Folder);
        TrainingRun.RequireFiles(recipe);
        RunSettings settings = asked.ToSettings();
        TrainingData data = Read(recipe, settings with { Data = asked.Data, Test = asked.Test, Validation = asked.Validation });
        string folder = asked.FolderFor(recipe, DateTime.Now);
        RunDirectory directory = asked.Folder is null
            ? RunDirectory.CreateNumbered(folder, recipe, settings)
            : RunDirectory.Create(folder, recipe, settings);
        return Train(directory, recipe, settings, data, asked.Threads);
    }

    /// <summary>Continues a run; of one that is finished, makes the report where that is missing.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="moved">Where its data lies now.</param>
    /// <param name="threads">Threads to train with, or null for as many as before.</param>
    /// <returns>The exit code.</returns>
    public int Resume(string folder, MovedData moved, int? threads)
    {
        (RunDirectory directory, Recipe recipe, RunSettings begun) = RunDirectory.Open(folder);
        RunSettings settings = moved.In(begun, folder);
        if (directory.IsFinished)
            return Complete(directory, recipe, settings, threads ?? settings.Threads);
        directory.RequireIdle();
        if (threads is { } other && other != settings.Threads)
            host.Log.Note($"the run began with {settings.Threads} threads: with {other} the last bits of its weights may come out differently");
        TrainingData data = ReadMoved(directory, recipe, settings);
        return Train(directory, recipe, settings, data, threads ?? settings.Threads, changed: settings != begun);
    }

    private int Complete(RunDirectory directory, Recipe recipe, RunSettings settings, int threads)
    {
        host.Log.Info(
            $"{directory.Path} is finished{(recipe.IsNetwork ? $": all {recipe.Training.Epochs:N0} epochs are done" : "")}, and its model is "
            + $"{directory.Model}");
        if (File.Exists(directory.Report))
            return ExitCodes.Done;
        host.Log.Info("its report is missing, and is made now");
        IReviewClassifier model = ModelLoader.Load(directory.Path);
        TrainingData data = ReadMoved(directory, recipe, settings);
        CancellationToken cancellation = host.Interruption.Token;
        TrainingOutcome outcome = RunResults.Recall(directory, model, data, threads, cancellation);
        ReportOption.Write(host.Log, directory.Report, () =>
            RunReport.Of(directory, recipe, settings, data, outcome, threads, DateTimeOffset.Now, cancellation), "The run itself is finished.");
        return ExitCodes.Done;
    }

    /// <summary>Reads the data of a continued run; if it is gone, the message says how to name its new place.</summary>
    private TrainingData ReadMoved(RunDirectory directory, Recipe recipe, RunSettings settings)
    {
        try
        {
            return Read(recipe, settings);
        }
        catch (PlauditException e) when (MovedData.Missing(settings) is not null)
        {
            throw new PlauditException(
                $"{e.Message.TrimEnd('.')}. If it was moved, name its new place: {ResumeCommand.OfRun(directory.Path)} "
                + $"{MovedData.Missing(settings)} DATA", e);
        }
    }

    private TrainingData Read(Recipe recipe, RunSettings settings)
    {
        var display = new DataProgressDisplay(host);
        ReviewSet? Other(string? name) => name is null ? null : display.Open(name, settings.Reading);
        ReviewSet reviews = display.Open(settings.Data, settings.Reading);
        var data = TrainingData.Split(reviews, recipe.Split, Other(settings.Test), Other(settings.Validation));

        host.Log.Info(
            $"{recipe.Name} on {reviews.Name}: {data.Train.Count:N0} reviews to train on, {data.Validation.Count:N0} to validate on "
            + $"({data.ValidationName})");
        foreach (string note in data.Notes)
            host.Log.Note(note);
        if (recipe.IsNetwork && data.Train.Count < recipe.Training.BatchSize)
            host.Log.Note(
                $"the {data.Train.Count:N0} training reviews are fewer than a batch of {recipe.Training.BatchSize:N0}: each epoch is a single step");
        foreach (string advice in RecipeAdvice.For(recipe))
            host.Log.Warn(advice);

        return data;
    }

    private int Train(RunDirectory directory, Recipe recipe, RunSettings settings, TrainingData data, int threads, bool changed = false)
    {
        Func<TimeSpan>? timeLeft = maxTime is { } limit ? () => limit - _clock.Elapsed : null;
        CancellationToken cancellation = host.Interruption.Token;
        TrainingOutcome outcome;
        try
        {
            outcome = TrainingDisplay.For(host, recipe).Run(
                observer => new TrainingRun(directory, recipe, threads, observer) { ChangedSettings = changed ? settings : null }.Execute(
                    data, timeLeft, cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            host.Log.Info(
                $"stopped by {host.Interruption.Cause} before training continued; nothing is lost. To continue: "
                + $"{ResumeCommand.OfRun(directory.Path)}");
            return host.Interruption.ExitCode;
        }

        string position = !recipe.IsNetwork
            ? "the fitting"
            : $"epoch {Math.Min(outcome.History.Count + 1, recipe.Training.Epochs)} of {recipe.Training.Epochs}";
        if (outcome.End == TrainingEnd.Cancelled)
        {
            host.Log.Info(
                $"stopped by {host.Interruption.Cause} in "
                + $"{position}{(recipe.IsNetwork ? "; a checkpoint is kept. To continue" : ". To fit again")}: "
                + $"{ResumeCommand.OfRun(directory.Path)}");
            return host.Interruption.ExitCode;
        }

        if (outcome is { End: TrainingEnd.TimeUp, Steps: 0 })
        {
            host.Log.Warn(
                "time limit reached in epoch 1, before its first step: the model has learned nothing. To train it: "
                + $"{ResumeCommand.OfRun(directory.Path)}");
        }
        else if (outcome.End == TrainingEnd.TimeUp)
        {
            host.Log.Info(
                $"time limit reached in {position}; the model can be used as it is now. To continue: {ResumeCommand.OfRun(directory.Path)}");
        }
        else if (KeptEpoch.Describe(recipe, outcome.History) is { } kept)
        {
            host.Log.Info(kept);
        }

        host.Log.Warn(Caveat.Of(recipe.Name, outcome.Metrics!));
        host.Show(() =>
        {
            MetricsText.Write(host.Text, outcome.Metrics!);
            host.Text.WriteLine($"run            {directory.Path}");
        });
        bool reported = ReportOption.WriteOwn(
            host.Log,
            directory.Report,
            () => RunReport.Of(directory, recipe, settings, data, outcome, threads, DateTimeOffset.Now, cancellation),
            fault => $"the run is done and its model saved, but not its report: {fault}. To have it: {ResumeCommand.OfRun(directory.Path)}");
        if (reported)
            host.Show(() => host.Text.WriteLine($"report         {directory.Report}"));
        return ExitCodes.Done;
    }
}
