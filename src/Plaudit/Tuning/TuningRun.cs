using System.Security.Cryptography;
using System.Text;
using Plaudit.Data;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>A tuning: trials of a search space on split reviews, in a folder from which it can continue.</summary>
public sealed class TuningRun
{
    // With fewer, a single review moves the accuracy by more than what trials differ by.
    private const int FewestValidationReviews = 20;
    private const int LedgerVersion = 1;

    // Seconds: a timer cannot wait much longer than 49 days.
    private const double LongestTimer = 40 * 86_400.0;

    private readonly TuningDirectory _directory;
    private readonly Recipe _recipe;
    private readonly SearchSpace _space;
    private readonly TuningSettings _settings;
    private readonly TrialRecipes _recipes;

    /// <summary>Prepares a tuning. Nothing is read or written but what checks need.</summary>
    /// <param name="directory">Its folder.</param>
    /// <param name="recipe">The base recipe.</param>
    /// <param name="space">What is left open of it.</param>
    /// <param name="settings">Budget, seed and threads.</param>
    /// <exception cref="PlauditException">The space does not fit the recipe.</exception>
    public TuningRun(TuningDirectory directory, Recipe recipe, SearchSpace space, TuningSettings settings)
    {
        _directory = directory;
        _recipe = recipe;
        _space = space;
        _settings = settings;
        _recipes = new TrialRecipes(recipe, space, settings.Seed);
        _recipes.Check(settings.Trials);
    }

    /// <summary>
    /// Whether the settings are others than those in the folder, and are kept once the ledger has found its own search and reviews.
    /// </summary>
    internal bool SettingsChanged { get; init; }

    /// <summary>Refuses a space that names keys or values no recipe has; to be asked before data is read.</summary>
    /// <exception cref="PlauditException">The message names key and value.</exception>
    public static void Check(Recipe recipe, SearchSpace space, long seed, int? trials) => new TrialRecipes(recipe, space, seed).Check(trials);

    /// <summary>Splits the train half of a set for a tuning: no trial sees a test half.</summary>
    /// <exception cref="PlauditException">Too few reviews, or of one label only.</exception>
    public static TrainingData Split(ReviewSet reviews, SplitOptions split)
    {
        ReviewSet train = reviews.Half == DataHalf.Test ? reviews : reviews with { Test = [] };
        var data = TrainingData.Split(train, split);
        return data.Validation.Count >= FewestValidationReviews ? data : throw new PlauditException(
            $"{reviews.Name} is too small to tune on: {data.Train.Count + data.Validation.Count:N0} reviews give {data.Validation.Count:N0} to "
                + "validate on, and trials "
            + $"cannot be distinguished on fewer than {FewestValidationReviews}. Use more reviews, or a greater share: "
            + $"{Setting.OfRecipe("split.validation=0.5")}");
    }

    /// <summary>Trains trials until the budget is spent, and writes results and best recipe.</summary>
    /// <param name="data">From <see cref="Split"/>.</param>
    /// <param name="observer">Receives progress.</param>
    /// <param name="cancellation">Asks to stop; each trial writes a checkpoint first.</param>
    /// <param name="maxTime">How long this run may take; null for what the settings leave of their time.</param>
    /// <exception cref="PlauditException">The ledger belongs to something else, or a file cannot be written.</exception>
    public TuningOutcome Execute(TrainingData data, ITuningObserver observer, CancellationToken cancellation, TimeSpan? maxTime = null) =>
        Run(data, observer, _directory.Ledger, null, maxTime, cancellation);

    /// <summary>Trains one trial with all its epochs into a ledger of its own, which <see cref="Execute"/> takes in later.</summary>
    /// <param name="trial">Its number, from 0: with space and seed it decides what the trial draws.</param>
    /// <param name="data">From <see cref="Split"/>.</param>
    /// <param name="observer">Receives progress.</param>
    /// <param name="cancellation">Stops; a checkpoint is written first.</param>
    /// <exception cref="PlauditException">The ledger belongs to something else, or a file cannot be written.</exception>
    public TuningOutcome ExecuteTrial(int trial, TrainingData data, ITuningObserver observer, CancellationToken cancellation) =>
        Run(data, observer, _directory.TrialLedger(trial), trial, null, cancellation);

    private TuningOutcome Run(
        TrainingData data, ITuningObserver observer, string ledgerFile, int? only, TimeSpan? maxTime, CancellationToken cancellation)
    {
        var state = new TuningState(_space.Search, _space.Search.Rungs(_recipes.MaxEpochs), _recipes.Of);
        using var ledger = Ledger.Open(ledgerFile, OwnerOf(data), out IReadOnlyList<LedgerEvent> events, state.Rungs.Count);
        if (SettingsChanged && only is null)
            _directory.Change(_settings);
        foreach (LedgerEvent e in events)
            state.Apply(e);
        if (only is null)
            Gather(state, data);
        var runner = new TrialRunner(_directory, _recipes, data, only is null ? _settings.ThreadsEach : _settings.Data.Threads);
        TuningResult Result() => TuningResults.Of(_recipe.Name, state, _space, _recipes, data, _settings.Seed);
        var tuner = new Tuner(state, ledger, runner, _space, _recipes, observer);
        observer.Begun(Result());

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (only is null && (maxTime?.TotalSeconds ?? _settings.MaxSeconds - state.Seconds) is { } left)
            limit.CancelAfter(TimeSpan.FromSeconds(Math.Clamp(left, 0, LongestTimer)));
        tuner.Run(only is null ? _settings.Parallel : 1, only is { } trial ? Only(state, trial) : Any(state), limit.Token);
        TuningEnd end = cancellation.IsCancellationRequested ? TuningEnd.Cancelled : limit.IsCancellationRequested ? TuningEnd.TimeUp
            : TuningEnd.Completed;
        TuningResult result = Result();
        if (only is null && end != TuningEnd.Cancelled)
            WriteResults(result);
        if (only is null && end == TuningEnd.Completed)
            _directory.RemoveCheckpoints();
        return new TuningOutcome(end, result);
    }

    private Func<IReadOnlySet<int>, TrialJob?> Any(TuningState state) => running => SuccessiveHalving.Next(state, running, Budget);

    /// <summary>Without a budget of any kind, as after a job array, there is nothing to do but to finish what was begun here.</summary>
    private int? Budget => _settings is { Trials: null, MaxSeconds: null } ? 0 : _settings.Trials;

    private static Func<IReadOnlySet<int>, TrialJob?> Only(TuningState state, int trial) => running =>
    {
        int top = state.Rungs.Count - 1;
        TrialState? there = state.Trials.GetValueOrDefault(trial);
        return running.Count > 0 || there?.Rung == top || there?.Error is not null ? null : new TrialJob(trial, top);
    };

    /// <summary>Takes in what was trained elsewhere.</summary>
    private void Gather(TuningState state, TrainingData data)
    {
        LedgerOwner owner = OwnerOf(data);
        foreach (string file in _directory.TrialLedgers)
        {
            // A trial that is still at work elsewhere is left to it.
            IReadOnlyList<LedgerEvent>? events = Ledger.TryRead(file, owner, state.Rungs.Count);
            if (events?.Any(e => e.Event is LedgerEvent.RungDone or LedgerEvent.Failed) != true)
                continue;
            foreach (LedgerEvent e in events)
                state.Apply(e with { At = 0 });
        }
    }

    private void WriteResults(TuningResult result)
    {
        AtomicFile.WriteText(_directory.Results, result.ToJson());
        if (result.Best is { } best)
            AtomicFile.WriteText(_directory.Best, BestRecipe.Of(_recipes.Of(best), result).Json);
    }

    private LedgerOwner OwnerOf(TrainingData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (IReadOnlyList<Review> part in (IReadOnlyList<Review>[])[data.Train, data.Validation])
        {
            foreach (Review review in part)
                hash.AppendData(Encoding.UTF8.GetBytes($"{review.Label}\t{review.Text}\n"));
            hash.AppendData([0]);
        }

        return new LedgerOwner(LedgerVersion, Hash(_space.Json), Hash(_recipe.Json), Convert.ToHexStringLower(hash.GetHashAndReset()),
            _settings.Seed);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>The outcome of a tuning.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Result">The trials.</param>
public sealed record TuningOutcome(TuningEnd End, TuningResult Result);

/// <summary>How a tuning ended.</summary>
public enum TuningEnd
{
    /// <summary>The budget of trials is spent.</summary>
    Completed,

    /// <summary>The time limit was reached; a resumed tuning continues where it stopped.</summary>
    TimeUp,

    /// <summary>It was cancelled; a resumed tuning continues where it stopped.</summary>
    Cancelled,
}
