using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>How far a tuning has come: what the events of its ledger add up to, whether they come as they happen or are read back.</summary>
internal sealed class TuningState
{
    private readonly Func<int, Recipe> _recipes;

    /// <summary>Begins without trials.</summary>
    /// <param name="search">How the space is searched.</param>
    /// <param name="rungs">The epochs at which trials are compared, least first.</param>
    /// <param name="recipes">The recipe of a trial.</param>
    public TuningState(SearchOptions search, IReadOnlyList<int> rungs, Func<int, Recipe> recipes)
    {
        Search = search;
        Rungs = rungs;
        _recipes = recipes;
    }

    public SearchOptions Search { get; }

    public IReadOnlyList<int> Rungs { get; }

    /// <summary>The trials begun, by number.</summary>
    public SortedDictionary<int, TrialState> Trials { get; } = [];

    /// <summary>Seconds that the tuning has taken, over all its runs.</summary>
    public double Seconds { get; private set; }

    /// <summary>The epochs that a trial trains up to at a rung: no more than its recipe has, and all of those at the last.</summary>
    public int TargetOf(int trial, int rung)
    {
        int own = _recipes(trial).Training.Epochs;
        return rung == Rungs.Count - 1 ? own : Math.Min(own, Rungs[rung]);
    }

    /// <summary>Takes an event in. One that is there already changes nothing.</summary>
    public void Apply(LedgerEvent e)
    {
        Seconds = Math.Max(Seconds, e.At);
        foreach ((int running, double seconds) in e.Running ?? new Dictionary<int, double>())
        {
            if (Trials.TryGetValue(running, out TrialState? stopped))
                stopped.SecondsSinceEpoch = seconds;
        }

        if (e.Trial is not { } number)
            return;
        if (!Trials.TryGetValue(number, out TrialState? trial))
            Trials.Add(number, trial = new TrialState(number));
        switch (e.Event)
        {
            case LedgerEvent.Start:
                trial.Begun = Math.Max(trial.Begun, e.Rung!.Value);
                break;
            case LedgerEvent.EpochDone:
                trial.Curve[e.Result!.Epoch] = e.Result;
                trial.SecondsSinceEpoch = 0;
                break;
            case LedgerEvent.RungDone:
                Finish(trial, e.Rung!.Value, e.Figures!);
                trial.SecondsSinceEpoch = e.Seconds ?? 0;
                break;
            case LedgerEvent.Failed:
                trial.Error = e.Error;
                trial.SecondsSinceEpoch = e.Seconds ?? 0;
                break;
            default:
                break;
        }
    }

    /// <summary>A trial that went up several rungs at once, as one of a job array does, has figures at each of them.</summary>
    private void Finish(TrialState trial, int rung, TrialFigures figures)
    {
        trial.Begun = Math.Max(trial.Begun, rung);
        trial.Figures[rung] = figures;
        for (int below = 0; below < rung && trial.Curve.Count > 0; below++)
        {
            int target = TargetOf(trial.Number, below);
            if (!trial.Figures.ContainsKey(below) && trial.Curve.Any(epoch => epoch.Key <= target))
                trial.Figures[below] = TrialFigures.Of(
                    _recipes(trial.Number), trial.Curve.Where(epoch => epoch.Key <= target).Select(epoch => epoch.Value));
        }
    }
}

/// <summary>How far a trial has come.</summary>
internal sealed class TrialState(int number)
{
    public int Number => number;

    /// <summary>The rung it was last sent to, from 0; -1 before the first.</summary>
    public int Begun { get; set; } = -1;

    /// <summary>Its epochs.</summary>
    public SortedDictionary<int, EpochResult> Curve { get; } = [];

    /// <summary>How long it was at work since its last epoch.</summary>
    public double SecondsSinceEpoch { get; set; }

    /// <summary>Its figures at each rung it has finished.</summary>
    public SortedDictionary<int, TrialFigures> Figures { get; } = [];

    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; set; }

    /// <summary>The highest rung it has finished, -1 before the first.</summary>
    public int Rung => Figures.Count == 0 ? -1 : Figures.Keys.Last();

    /// <summary>Whether it was sent to a rung that it has neither finished nor failed at.</summary>
    public bool IsOpen => Error is null && !Figures.ContainsKey(Begun);

    /// <summary>Its last figures; null where it failed or has none yet.</summary>
    public TrialFigures? Latest => Error is null && Figures.Count > 0 ? Figures.Values.Last() : null;
}
