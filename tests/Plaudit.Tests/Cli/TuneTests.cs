using System.Text.Json.Nodes;
using Plaudit.Cli;
using Plaudit.Evaluation;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Tuning;

namespace Plaudit.Tests.Cli;

/// <summary>Tunings from the command line: searches, stops and results.</summary>
public sealed class TuneTests : TuneRig
{
    [Fact]
    public void Best_recipe_trains_to_the_figures_of_its_trial()
    {
        CommandResult result = CommandLine.Run(Tune("run", Halving, "--trials", "9"));
        Assert.Equal(0, result.Code);
        var found = TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json")));
        Assert.Equal(9, found.Trials.Count);
        Assert.Equal([1, 3, 9], found.Rungs.Select(rung => rung.Epochs));
        Assert.Equal(9, found.Rungs[0].Trials);
        Assert.InRange(found.Rungs[1].Trials, 3, 5);
        Assert.Equal("20 % of train, grouped by film, seed 42", found.Validation);
        TuningTrial best = found.BestTrial!;
        Assert.Equal(best, found.Ranked[0]);
        Assert.Contains($"best           trial {best.Number}: accuracy {best.Figures!.Accuracy:F4}", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output + result.Error);
        Assert.False(Directory.Exists(Folder.File("run/trials")));

        string epochs = $"training.epochs={best.EpochsDone}";
        Assert.Equal(0, CommandLine.Run(
            "train", Folder.File("run/best.json"), "--data", "sample:train", "--run", Folder.File("trained"), "--threads", "1", "--set",
            epochs).Code);
        var metrics = EvaluationResult.FromJson(File.ReadAllText(Folder.File("trained/metrics.json")));
        Assert.Equal(best.Figures.Accuracy, metrics.Accuracy, 1e-12);
        Assert.Equal(best.Figures.Loss, metrics.LogLoss, 1e-5);
    }

    [Fact]
    public void Change_that_the_space_overrules_is_named_and_a_tuning_is_no_model()
    {
        CommandResult result = CommandLine.Run([.. Tune("one", RandomSearch, "--trials", "1"), "--set", "training.epochs=5"]);
        Assert.Equal(0, result.Code);
        Assert.Contains("--set training.epochs=5 has no effect: the space varies training.epochs", result.Error, StringComparison.Ordinal);
        Assert.Contains("1 trial, 1 of them with all epochs", result.Output, StringComparison.Ordinal);
        Assert.Contains("best.json --data DATA trains its best recipe", CommandLine.Run("info", Folder.File("one")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_tuning_goes_on_to_the_same_ledger()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the kill is a signal");
        Assert.Equal(0, CommandLine.Run(Tune("whole", Halving, "--trials", "12")).Code);
        using (var process = PlauditProcess.Start(Folder.Path, null, Tune("killed", Halving, "--trials", "12")))
        {
            process.WaitFor("trial 4: ");
            process.Signal("KILL");
            process.Wait();
        }

        Assert.False(File.Exists(Folder.File("killed/results.json")));
        int before = Events("killed").Length;
        Assert.Equal(0, CommandLine.Run("tune", "--resume", Folder.File("killed")).Code);
        Assert.InRange(before, 5, Events("whole").Length - 1);
        Assert.Equal(Events("whole"), Events("killed"));
        Assert.Equal(File.ReadAllText(Folder.File("whole/best.json")), File.ReadAllText(Folder.File("killed/best.json")));
    }

    [Fact]
    public void Interrupted_tuning_says_how_to_go_on_and_does()
    {
        Assert.Equal(0, CommandLine.Run(Tune("whole", Halving, "--trials", "6")).Code);
        using var interruption = new Interruption();
        var error = new TriggerWriter("trial 2  epoch 1", () => interruption.Request(ExitCodes.Interrupted));
        Assert.Equal(ExitCodes.Interrupted,
            CommandLine.Run(TextWriter.Null, error, interruption, "", false, Tune("stopped", Halving, "--trials", "6")));
        Assert.Contains($"To continue: plaudit tune --resume {Folder.File("stopped")}", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", Folder.File("stopped")).Code);
        Assert.Equal(Events("whole"), Events("stopped"));
    }

    [Fact]
    public void Trials_side_by_side_come_to_the_figures_of_trials_one_by_one()
    {
        Assert.Equal(0, CommandLine.Run(Tune("one", RandomSearch, "--trials", "6")).Code);
        Assert.Equal(0, CommandLine.Run(Tune("three", RandomSearch, 3, "--trials", "6", "--parallel", "3")).Code);
        Assert.Equal(Events("one").Order(StringComparer.Ordinal), Events("three").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Trials_of_an_array_are_gathered()
    {
        string[] all = Tune("all", RandomSearch, "--trials", "3");
        Assert.Equal(0, CommandLine.Run(all).Code);
        string[] array = Tune("array", RandomSearch);
        for (int trial = 2; trial >= 0; trial--)
        {
            CommandResult job = CommandLine.Run([.. array, "--trial", $"{trial}"]);
            Assert.Equal(0, job.Code);
            Assert.Contains($"trial          {trial}, to be gathered by plaudit tune --resume {Folder.File("array")}", job.Output,
                StringComparison.Ordinal);
        }

        // A job that is started again has nothing left to do.
        byte[] ledger = File.ReadAllBytes(Folder.File("array/ledger-1.jsonl"));
        Assert.Equal(0, CommandLine.Run([.. array, "--trial", "1"]).Code);
        Assert.Equal(ledger, File.ReadAllBytes(Folder.File("array/ledger-1.jsonl")));

        CommandResult gathered = CommandLine.Run("tune", "--resume", Folder.File("array"), "--json");
        Assert.Equal(0, gathered.Code);
        var expected = TuningResult.FromJson(File.ReadAllText(Folder.File("all/results.json")));
        var found = TuningResult.FromJson(gathered.Output);
        Assert.Equal(expected.Trials.Select(trial => (trial.Number, trial.Status, trial.Figures)),
            found.Trials.Select(trial => (trial.Number, trial.Status, trial.Figures)));
        Assert.Equal(gathered.Output, File.ReadAllText(Folder.File("array/results.json")));
        Assert.Equal(File.ReadAllText(Folder.File("all/best.json")), File.ReadAllText(Folder.File("array/best.json")));

        CommandResult other = CommandLine.Run([.. array, "--trial", "1", "--seed", "9"]);
        Assert.Equal(1, other.Code);
        Assert.Contains("was begun with another recipe, space, seed or data", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Resumed_tuning_takes_more_trials()
    {
        Assert.Equal(0, CommandLine.Run(Tune("run", Halving, "--trials", "3")).Code);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", Folder.File("run"), "--trials", "12").Code);
        Assert.Equal(0, CommandLine.Run(Tune("whole", Halving, "--trials", "12")).Code);
        // The first three have been promoted already when the others begin, as they would have been.
        Assert.Equal(Events("whole"), Events("run"));
    }

    [Fact]
    public void Time_alone_is_a_budget()
    {
        CommandResult result = CommandLine.Run(Tune("run", Halving, "--max-time", "2s"));
        Assert.Equal(0, result.Code);
        Assert.Contains("the time is up", result.Error, StringComparison.Ordinal);
        int before = TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json"))).Trials.Count;
        Assert.InRange(before, 1, 100_000);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", Folder.File("run"), "--max-time", "1s").Code);
        Assert.InRange(TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json"))).Trials.Count, before, 100_000);
    }

    [Fact]
    public void Time_of_a_stopped_tuning_is_all_of_it_and_every_trial_has_a_row()
    {
        // The first trial is done in time, however busy the machine; the second has more epochs than there is time for.
        string space = """{ "keys": { "training.epochs": { "choices": [1, 100000] } }, "search": { "kind": "random" } }""";
        Assert.Equal(0, CommandLine.Run(Tune("run", space, "--trials", "1", "--seed", "5", "--set", "training.earlyStopping=null")).Code);
        double before = TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json"))).Seconds;
        CommandResult result = CommandLine.Run("tune", "--resume", Folder.File("run"), "--trials", "2", "--max-time", "3s");
        Assert.Equal(0, result.Code);
        var found = TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json")));
        TuningTrial open = Assert.Single(found.Trials, trial => trial.Status == TrialStatus.Open);
        Assert.InRange(found.Seconds, before + 2.9, before + 60);
        Assert.InRange(open.Seconds, 0.001, found.Seconds - before);
        Assert.Contains("2 trials, 1 of them with all epochs, 1 unfinished\n", result.Output, StringComparison.Ordinal);
        foreach (TuningTrial trial in found.Trials)
            Assert.Matches($@"\n +{trial.Number} +{trial.EpochsDone} .* (done|unfinished) +epochs ", result.Output);
        Assert.Contains($"took           {Duration.Show(found.Seconds)}\n", result.Output, StringComparison.Ordinal);

        // A stop in the middle of the first epoch counts, too, and the time goes on from there.
        Assert.Contains("\"event\":\"stop\"", File.ReadAllLines(Folder.File("run/ledger.jsonl"))[^1], StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", Folder.File("run"), "--max-time", "1s").Code);
        var later = TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json")));
        Assert.InRange(later.Seconds, found.Seconds + 1, found.Seconds + 60);
        Assert.True(later.Trials[open.Number].Seconds >= open.Seconds);
        Assert.Single(File.ReadAllLines(Folder.File("run/ledger.jsonl")), line => line.Contains("\"event\":\"stop\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Baseline_trials_have_a_time_too()
    {
        string space = Folder.Write("smoothing.json", """{ "keys": { "baseline.smoothing": { "logUniform": [0.01, 10] } } }""");
        Assert.Equal(0, CommandLine.Run(
            "tune", "naive-bayes", "--data", "sample", "--space", space, "--trials", "2", "--run", Folder.File("run"), "--threads", "1").Code);
        Assert.All(TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json"))).Trials, trial => Assert.True(trial.Seconds > 0));
    }

    [Fact]
    public void Trial_that_diverges_fails_alone()
    {
        // Each step takes 20,000 times more off a weight than there is of it.
        string space = """{ "keys": { "layers.3.l2": { "choices": [0, 1000000] } }, "search": { "kind": "random" } }""";
        CommandResult result = CommandLine.Run(
            Tune("run", space, "--trials", "8", "--set", "training.optimizer={\"type\":\"sgd\",\"rate\":0.01}", "--set", "training.clipNorm=null"));
        var found = TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json")));
        TuningTrial[] failed = [.. found.Trials.Where(trial => trial.Status == TrialStatus.Failed)];
        Assert.Equal(0, result.Code);
        Assert.NotEmpty(failed);
        Assert.All(failed, trial => Assert.Contains("training has diverged", trial.Error, StringComparison.Ordinal));
        Assert.All(failed, trial => Assert.Equal("1000000", trial.Values[0].Text));
        Assert.Equal("0", found.BestTrial!.Values[0].Text);
        Assert.Contains($"warning: trial {failed[0].Number} failed: training has diverged", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Baselines_are_tuned_too()
    {
        string space = Folder.Write("smoothing.json", """{ "keys": { "baseline.smoothing": { "logUniform": [0.01, 10] } } }""");
        CommandResult result = CommandLine.Run(
            "tune", "naive-bayes", "--data", "sample", "--space", space, "--trials", "9", "--run", Folder.File("run"), "--threads", "1");
        Assert.Equal(0, result.Code);
        var found = TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json")));
        Assert.All(found.Trials, trial => Assert.Equal((TrialStatus.Completed, 0), (trial.Status, trial.EpochsDone)));
        Assert.Equal("naive-bayes", Recipe.Parse(File.ReadAllText(Folder.File("run/best.json")), "best").Kind);
    }

    [Fact]
    public void Terminal_shows_a_table_also_where_it_is_too_narrow_for_all_values()
    {
        using var interruption = new Interruption();
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, CommandLine.Run(output, error, interruption, "", true, Tune("run", Halving, 2, "--trials", "3", "--parallel", "2")));
        Assert.Contains("\e[", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("training figures of those at work", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output.ToString());
    }
}
