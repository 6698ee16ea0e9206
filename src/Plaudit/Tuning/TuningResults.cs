using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>Makes the record of a tuning from its state.</summary>
internal static class TuningResults
{
    public static TuningResult Of(string recipe, TuningState state, SearchSpace space, TrialRecipes recipes, TrainingData data, long seed)
    {
        Comparer<TrialFigures?> order = TrialFigures.BestFirst(space.Search.Objective);
        TrialState? best = state.Trials.Values.Where(trial => trial.Latest is not null).OrderBy(trial => trial.Latest, order).FirstOrDefault();
        return new TuningResult(
            recipe,
            data.ValidationName,
            data.Validation.Count,
            space.Search.Objective,
            seed,
            [.. state.Rungs.Select((epochs, rung) => new TuningRung(epochs, state.Trials.Values.Count(trial => trial.Figures.ContainsKey(rung))))],
            Keys(state, space, recipes, order),
            [.. state.Trials.Values.Select(trial => TrialOf(trial, state, space, recipes))],
            best?.Number,
            state.Seconds);
    }

    public static TuningTrial TrialOf(TrialState trial, TuningState state, SearchSpace space, TrialRecipes recipes)
    {
        TrialStatus status = trial.Error is not null ? TrialStatus.Failed
            : trial.IsOpen ? TrialStatus.Open
            : trial.Rung == state.Rungs.Count - 1 || recipes.Of(trial.Number).Training.Epochs <= trial.Curve.Count ? TrialStatus.Completed
            : TrialStatus.Stopped;
        return new TuningTrial(
            trial.Number,
            status,
            [.. space.Keys.Zip(recipes.Values(trial.Number), (key, value) => new TrialValue(key.Name, value.Text, value.Number))],
            trial.Rung < 0 ? null : trial.Rung,
            trial.Curve.Count,
            trial.Latest,
            [.. trial.Curve.Values],
            trial.Curve.Values.Sum(epoch => epoch.Seconds) + trial.SecondsSinceEpoch,
            trial.Error);
    }

    private static TuningKey[] Keys(TuningState state, SearchSpace space, TrialRecipes recipes, Comparer<TrialFigures?> order)
    {
        TrialState[] done = [.. state.Trials.Values.Where(trial => trial.Rung >= 0 || trial.Error is not null)];
        TrialState[] ranked = [.. done.OrderByDescending(trial => trial.Error is null ? trial.Rung : -1).ThenBy(trial => trial.Latest, order)
            .Reverse()];
        double[] ranks = Ranks(done, ranked, order);
        IReadOnlyList<DrawnValue>[] drawn = [.. done.Select(trial => recipes.Values(trial.Number))];
        return [.. space.Keys.Select((key, i) =>
        {
            DrawnValue[] values = [.. drawn.Select(row => row[i])];
            var choice = key as SpaceKey.Choice;
            return new TuningKey(
                key.Name,
                key.Kind,
                choice?.Values.Select(value => value.Text).ToArray(),
                choice is null ? key.Examples[0].Number : null,
                choice is null ? key.Examples[^1].Number : null,
                KeyImportance.Importance(values, ranks, choice is null),
                KeyImportance.Direction(values, ranks));
        })];
    }

    /// <summary>The rank of each trial, 1 the worst; trials that did equally well share theirs.</summary>
    private static double[] Ranks(TrialState[] done, TrialState[] worstFirst, Comparer<TrialFigures?> order)
    {
        var places = new Dictionary<int, double>();
        double place = 0;
        for (int i = 0; i < worstFirst.Length; i++)
        {
            bool tie = i > 0 && order.Compare(worstFirst[i - 1].Latest, worstFirst[i].Latest) == 0
                && (worstFirst[i].Error is not null || worstFirst[i - 1].Rung == worstFirst[i].Rung);
            place = tie ? place : i;
            places[worstFirst[i].Number] = place;
        }

        return KeyImportance.Ranks([.. done.Select(trial => places[trial.Number])]);
    }
}
