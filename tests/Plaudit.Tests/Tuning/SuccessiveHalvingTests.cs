using Plaudit.Recipes;
using Plaudit.Training;
using Plaudit.Tuning;

namespace Plaudit.Tests.Tuning;

/// <summary>Promotions on a table of figures that is known in advance, worked out by hand from algorithm 2 of the paper.</summary>
public class SuccessiveHalvingTests
{
    /// <summary>Accuracy of each trial at each rung.</summary>
    private static readonly double[][] s_table =
    [
        [0.60], [0.70, 0.72], [0.50], [0.65], [0.80, 0.85], [0.55], [0.75, 0.90, 0.95], [0.40], [0.45],
    ];

    [Fact]
    public void One_worker_promotes_as_soon_as_a_rung_allows()
    {
        Assert.Equal(
            ["0@0", "1@0", "2@0", "1@1", "3@0", "4@0", "4@1", "5@0", "6@0", "6@1", "6@2", "7@0", "8@0"],
            Sequence(Halving(9), 9));
    }

    [Fact]
    public void Random_search_never_promotes() =>
        Assert.Equal(["0@0", "1@0", "2@0", "3@0"], Sequence(new TuningState(new SearchOptions(Halving: false), [9], _ => RecipeOf(9)), 4));

    [Fact]
    public void Lower_loss_wins_where_that_is_the_objective()
    {
        TuningState state = Halving(9, new SearchOptions(Objective: MonitoredFigure.Loss));
        double[] losses = [0.5, 0.2, 0.9];
        for (int trial = 0; trial < losses.Length; trial++)
            Finish(state, new TrialJob(trial, 0), new TrialFigures(losses[trial], 0.9 - (0.1 * trial)));
        Assert.Equal(new TrialJob(1, 1), Next(state, [], 3));
    }

    [Fact]
    public void Nobody_waits_for_a_rung_while_there_are_trials_to_begin()
    {
        TuningState state = Halving(9);
        HashSet<int> running = [];
        for (int trial = 0; trial < 4; trial++)
        {
            Assert.Equal(new TrialJob(trial, 0), Next(state, running, 5));
            Begin(state, new TrialJob(trial, 0));
            running.Add(trial);
        }

        // The third of the four to be done makes the first promotion, while the other goes on.
        foreach (int trial in (int[])[3, 0, 2])
        {
            Finish(state, new TrialJob(trial, 0), new TrialFigures(0.5, s_table[trial][0]));
            running.Remove(trial);
        }

        Assert.Equal(new TrialJob(3, 1), Next(state, running, 5));
    }

    [Fact]
    public void Without_trials_to_begin_the_next_job_waits_for_those_at_work()
    {
        TuningState state = Halving(9);
        Begin(state, new TrialJob(0, 0));
        Assert.Null(Next(state, [0], 1));
        // The same after a kill, when nobody is at work on it.
        Assert.Equal(new TrialJob(0, 0), Next(state, [], 1));
    }

    [Fact]
    public void Failed_trials_take_part_in_their_rung_and_are_never_promoted()
    {
        TuningState state = Halving(9);
        Finish(state, new TrialJob(0, 0), new TrialFigures(0.5, 0.5));
        foreach (int trial in (int[])[1, 2])
        {
            Begin(state, new TrialJob(trial, 0));
            state.Apply(new LedgerEvent { Event = LedgerEvent.Failed, Trial = trial, Rung = 0, Error = "diverged" });
        }

        Assert.Equal(new TrialJob(0, 1), Next(state, [], 3));
        Begin(state, new TrialJob(0, 1));
        state.Apply(new LedgerEvent { Event = LedgerEvent.Failed, Trial = 0, Rung = 1, Error = "diverged" });
        Assert.Null(Next(state, [], 3));
    }

    [Fact]
    public void Trial_that_went_up_at_once_has_figures_at_every_rung_and_is_not_sent_there_again()
    {
        TuningState state = Halving(9);
        for (int trial = 0; trial < 3; trial++)
        {
            for (int epoch = 1; epoch <= 9; epoch++)
                state.Apply(new LedgerEvent
                {
                    Event = LedgerEvent.EpochDone,
                    Trial = trial,
                    Result = new EpochResult(epoch, 0.5, 0.5, 0.5, (0.1 * trial) + (0.01 * epoch), 1, 1)
                });
            Finish(state, new TrialJob(trial, 2), new TrialFigures(0.5, (0.1 * trial) + 0.09));
        }

        Assert.Equal([0.21, 0.23, 0.29], state.Trials[2].Figures.Values.Select(figures => Math.Round(figures.Accuracy, 10)));
        Assert.Null(Next(state, [], 3));
    }

    [Theory]
    [InlineData(9, 1, 3, new[] { 1, 3, 9 })]
    [InlineData(50, 1, 3, new[] { 1, 3, 9, 27, 50 })]
    [InlineData(8, 2, 2, new[] { 2, 4, 8 })]
    [InlineData(1, 1, 3, new[] { 1 })]
    [InlineData(3, 5, 3, new[] { 3 })]
    public void Rungs_grow_by_the_reduction_up_to_all_epochs(int epochs, int first, int reduction, int[] rungs) =>
        Assert.Equal(rungs, new SearchOptions(true, reduction, first).Rungs(epochs));

    [Fact]
    public void Trial_with_fewer_epochs_than_a_rung_has_done_its_own()
    {
        TuningState state = Halving(2);
        Assert.Equal([1, 2, 2], Enumerable.Range(0, 3).Select(rung => state.TargetOf(0, rung)));
    }

    private static TuningState Halving(int epochs, SearchOptions? search = null) =>
        new(search ?? new SearchOptions(), [1, 3, 9], _ => RecipeOf(epochs));

    private static Recipe RecipeOf(int epochs) => Recipe.Parse(
        $$"""{ "name": "test", "layers": [ { "type": "embedding", "size": 4 }, { "type": "mean-pooling" }, """
        + $$"""{ "type": "dense", "units": 1 } ], "training": { "epochs": {{epochs}} } }""", "test");

    private static TrialJob? Next(TuningState state, HashSet<int> running, int trials) => SuccessiveHalving.Next(state, running, trials);

    private static List<string> Sequence(TuningState state, int trials)
    {
        var jobs = new List<string>();
        while (Next(state, [], trials) is { } job)
        {
            jobs.Add($"{job.Trial}@{job.Rung}");
            Finish(state, job, new TrialFigures(0.5, s_table[job.Trial][job.Rung]));
        }

        return jobs;
    }

    private static void Begin(TuningState state, TrialJob job) =>
        state.Apply(new LedgerEvent { Event = LedgerEvent.Start, Trial = job.Trial, Rung = job.Rung });

    private static void Finish(TuningState state, TrialJob job, TrialFigures figures)
    {
        Begin(state, job);
        state.Apply(new LedgerEvent { Event = LedgerEvent.RungDone, Trial = job.Trial, Rung = job.Rung, Figures = figures });
    }
}
