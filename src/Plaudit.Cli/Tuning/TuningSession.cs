using Plaudit.Cli.Commands;
using Plaudit.Cli.Options;
using Plaudit.Cli.Progress;
using Plaudit.Data;
using Plaudit.Recipes;
using Plaudit.Reports;
using Plaudit.Reports.Parts;
using Plaudit.Training;
using Plaudit.Tuning;

namespace Plaudit.Cli.Tuning;

/// <summary>What a tuning may spend.</summary>
/// <param name="Trials">Trials to begin in all, or null.</param>
/// <param name="MaxTime">How long it may take, or null.</param>
/// <param name="Parallel">Trials side by side.</param>
internal sealed record TuningBudget(int? Trials, TimeSpan? MaxTime, int Parallel);

/// <summary>One call of <c>plaudit tune</c>.</summary>
/// <param name="host">Streams, log and the request to stop.</param>
/// <param name="json">Whether results are printed as JSON.</param>
/// <param name="report">Where a report is written beside the one in the folder, or null.</param>
internal sealed class TuningSession(CommandHost host, bool json, string? report)
{
    private const string FilmSplit = "split.kind=film";

    /// <summary>Begins a tuning, or trains one trial of it.</summary>
    /// <param name="asked">Recipe, data and folder.</param>
    /// <param name="spaceName">The search space.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="budget">What it may spend.</param>
    /// <param name="trial">The one trial to train, or null for all.</param>
    /// <returns>The exit code.</returns>
    public int Start(NewRun asked, string spaceName, long seed, TuningBudget budget, int? trial)
    {
        // Reviews of one film share words, so trials are compared on films that none of them has seen.
        bool ownSplit = asked.Changes.Any(
            change => change.StartsWith("split.kind=", StringComparison.Ordinal) || change.StartsWith("split=", StringComparison.Ordinal));
        Recipe recipe = Recipe.Open(asked.Recipe, ownSplit ? asked.Changes : [FilmSplit, .. asked.Changes]);
        var space = SearchSpace.Open(spaceName);
        foreach (string change in asked.Changes)
        {
            string key = change.Split('=')[0];
            if (space.Names.Contains(key))
                host.Log.Note($"--set {change} has no effect: the space varies {key}");
        }

        TrainingRun.RequireFiles(recipe);
        TuningRun.Check(recipe, space, seed, trial + 1 ?? budget.Trials);
        if (trial is null && asked.Folder is not null)
            TuningDirectory.RequireNew(asked.Folder);
        TrainingData data = Read(recipe, asked.Data, asked.Reading);
        var settings = new TuningSettings(asked.ToSettings(), seed, budget.Trials, budget.MaxTime?.TotalSeconds, budget.Parallel);
        string folder = asked.FolderFor(recipe, DateTime.Now, "tune-");
        TuningDirectory directory = trial is not null ? TuningDirectory.CreateOrShare(folder, recipe, space, settings)
            : asked.Folder is null ? TuningDirectory.CreateNumbered(folder, recipe, space, settings)
            : TuningDirectory.Create(folder, recipe, space, settings);
        return Tune(directory, recipe, space, settings, data, null, trial);
    }

    /// <summary>Continues a tuning.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="movedData">Where the data lies now, or null for where it was.</param>
    /// <param name="trials">Trials in all, or null for as many as before.</param>
    /// <param name="maxTime">How long this call may take, or null for what is left of the tuning's time.</param>
    /// <param name="parallel">Trials side by side, or null for as many as before.</param>
    /// <param name="threads">Threads, or null for as many as before.</param>
    /// <returns>The exit code.</returns>
    public int Resume(string folder, string? movedData, int? trials, TimeSpan? maxTime, int? parallel, int? threads)
    {
        (TuningDirectory directory, Recipe recipe, SearchSpace space, TuningSettings begun) = TuningDirectory.Open(folder);
        var settings = begun with
        {
            Trials = trials ?? begun.Trials,
            Parallel = parallel ?? begun.Parallel,
            Data = begun.Data with
            {
                Threads = threads ?? begun.Data.Threads,
                Data = movedData is null ? begun.Data.Data : DataPath.Absolute(movedData),
            },
        };
        // With a time alone, as many trials begin as there is time for.
        if (trials is null && maxTime is not null && begun is { Trials: null, MaxSeconds: null })
            settings = settings with { MaxSeconds = maxTime.Value.TotalSeconds };
        if (settings.ThreadsEach != begun.ThreadsEach)
            host.Log.Note(
                $"trials began with {begun.ThreadsEach} threads each: with {settings.ThreadsEach} the last bits of their weights may come out "
                + "differently");
        TrainingData data;
        try
        {
            data = Read(recipe, settings.Data.Data, settings.Data.Reading);
        }
        catch (PlauditException e) when (DataPath.IsGone(settings.Data.Data))
        {
            throw new PlauditException(
                $"{e.Message.TrimEnd('.')}. If it was moved, name its new place: {ResumeCommand.OfTuning(directory.Path)} --data DATA", e);
        }

        return Tune(directory, recipe, space, settings, data, maxTime, null, changed: settings != begun);
    }

    private TrainingData Read(Recipe recipe, string dataName, ReviewReadOptions reading)
    {
        ReviewSet reviews = new DataProgressDisplay(host).Open(dataName, reading);
        TrainingData data = TuningRun.Split(reviews, recipe.Split);
        host.Log.Info(
            $"tuning {recipe.Name} on {reviews.Name}: {data.Train.Count:N0} reviews to train on, {data.Validation.Count:N0} to validate on "
            + $"({data.ValidationName})");
        foreach (string note in data.Notes)
            host.Log.Note(note);
        return data;
    }

    private int Tune(
        TuningDirectory directory, Recipe recipe, SearchSpace space, TuningSettings settings, TrainingData data, TimeSpan? maxTime, int? trial,
            bool changed = false)
    {
        var run = new TuningRun(directory, recipe, space, settings) { SettingsChanged = changed };
        CancellationToken cancellation = host.Interruption.Token;
        TuningOutcome outcome;
        try
        {
            outcome = TuningDisplay.For(host).Run(observer => trial is { } number
                ? run.ExecuteTrial(number, data, observer, cancellation)
                : run.Execute(data, observer, cancellation, maxTime));
        }
        catch (PlauditException)
        {
            directory.RemoveUnused();
            throw;
        }

        string again = trial is null ? ResumeCommand.OfTuning(directory.Path) : "the same command";
        if (outcome.End == TuningEnd.Cancelled)
        {
            host.Log.Info($"stopped by {host.Interruption.Cause}; ledger and checkpoints are kept. To continue: {again}");
            return host.Interruption.ExitCode;
        }

        if (outcome.End == TuningEnd.TimeUp)
            host.Log.Info($"the time is up. To continue: {again} --max-time 30m");
        if (outcome.Result.Best is null)
        {
            string why = NothingBest(outcome, directory);
            if (outcome.End == TuningEnd.Completed)
                directory.RemoveUnused();
            throw new PlauditException(why);
        }

        host.Show(() =>
        {
            if (json)
                host.Output.Write(outcome.Result.ToJson());
            else
                TuningText.Write(ResultConsole.On(host.Streams), outcome.Result, directory, trial);
        });
        if (trial is null)
        {
            Report Make() => TuningReport.Of(directory, recipe, space, settings, outcome, DateTimeOffset.Now);
            string kept = $"The tuning is kept: {ResumeCommand.OfTuning(directory.Path)} writes it again.";
            ReportOption.WriteOwn(host.Log, directory.Report, Make, fault => $"the report was not written: {fault}. {kept}");
            ReportOption.Write(host.Log, report, Make, kept);
        }

        return ExitCodes.Done;
    }

    private static string NothingBest(TuningOutcome outcome, TuningDirectory directory)
    {
        TuningTrial? failed = outcome.Result.Trials.FirstOrDefault(trial => trial.Status == TrialStatus.Failed);
        if (failed is not null)
            return $"no trial could be trained; trial {failed.Number}: {failed.Error}";
        return outcome.End == TuningEnd.TimeUp
            ? $"time limit reached before a trial had finished its first epochs: continue with {ResumeCommand.OfTuning(directory.Path)} --max-time 30m"
            : $"{directory.Path} holds no trials yet: begin some with {ResumeCommand.OfTuning(directory.Path)} --trials 20";
    }
}
