namespace Plaudit.Tuning;

/// <summary>
/// Which trial to train next, by asynchronous successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning",
/// algorithm 2): a free worker promotes a trial among the best of its rung (one in <c>reduction</c>), from the highest rung down; if none can be
/// promoted, a new trial begins at the bottom. Nobody waits for a rung to fill. With one rung this is random search.
/// </summary>
internal static class SuccessiveHalving
{
    /// <summary>The next job, or null: none can begin before another is done, or all is done.</summary>
    /// <param name="state">What has been done.</param>
    /// <param name="running">The trials that are being trained.</param>
    /// <param name="trials">How many trials there may be, or null for any number.</param>
    public static TrialJob? Next(TuningState state, IReadOnlySet<int> running, int? trials)
    {
        // What an earlier run left unfinished goes first, as it would have.
        foreach (TrialState trial in state.Trials.Values)
        {
            if (trial.IsOpen && !running.Contains(trial.Number))
                return new TrialJob(trial.Number, Math.Max(0, trial.Begun));
        }

        for (int rung = state.Rungs.Count - 2; rung >= 0; rung--)
        {
            if (Promoted(state, rung) is { } promoted)
                return new TrialJob(promoted.Number, rung + 1);
        }

        int next = 0;
        while (state.Trials.ContainsKey(next))
            next++;
        return trials is null || next < trials ? new TrialJob(next, 0) : null;
    }

    /// <summary>The best trial of a rung that belongs to the next and was not sent there yet.</summary>
    private static TrialState? Promoted(TuningState state, int rung)
    {
        // A trial that failed has taken part in its rung, and came last.
        TrialState[] there = [.. state.Trials.Values.Where(
            trial => trial.Figures.ContainsKey(rung) || (trial.Error is not null && trial.Begun == rung))];
        return there
            .OrderBy(trial => trial.Figures.GetValueOrDefault(rung), TrialFigures.BestFirst(state.Search.Objective)).ThenBy(trial => trial.Number)
            .Take(there.Length / state.Search.Reduction)
            .FirstOrDefault(trial => trial.Error is null && trial.Begun == rung);
    }
}

/// <summary>A piece of work: a trial up to a rung.</summary>
/// <param name="Trial">The trial, from 0.</param>
/// <param name="Rung">The rung, from 0.</param>
internal sealed record TrialJob(int Trial, int Rung);
