using System.Text.Json.Nodes;
using Plaudit.Cli;
using Plaudit.Evaluation;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Tuning;

namespace Plaudit.Tests.Cli;

public sealed class TuneTests : IDisposable
{
    private const string Halving = """
        { "keys": { "training.optimizer.rate": { "logUniform": [0.001, 0.05] }, "training.batchSize": { "choices": [16, 32] },
                    "layers.1.units": { "integer": [4, 16], "step": 4 }, "training.epochs": { "choices": [3, 9] } } }
        """;

    private const string RandomSearch = """
        { "search": { "kind": "random", "objective": "loss" },
          "keys": { "training.optimizer.rate": { "logUniform": [0.001, 0.05] }, "training.epochs": { "choices": [1, 2] } } }
        """;

    // Fast, and with 72 reviews to validate on.
    private static readonly string[] s_small = CommandLine.Set("split.validation=0.2", "layers.0.size=8", "layers.1.units=8", "text.maxLength=40");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Best_recipe_trains_to_the_figures_of_its_trial()
    {
        CommandResult result = CommandLine.Run(Tune("run", Halving, "--trials", "9"));
        Assert.Equal(0, result.Code);
        var found = TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json")));
        Assert.Equal(9, found.Trials.Count);
        Assert.Equal([1, 3, 9], found.Rungs.Select(rung => rung.Epochs));
        Assert.Equal(9, found.Rungs[0].Trials);
        Assert.InRange(found.Rungs[1].Trials, 3, 5);
        Assert.Equal("20 % of train, grouped by film, seed 42", found.Validation);
        TuningTrial best = found.BestTrial!;
        Assert.Equal(best, found.Ranked[0]);
        Assert.Contains($"best           trial {best.Number}: accuracy {best.Figures!.Accuracy:F4}", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.Output + result.Error);
        Assert.False(Directory.Exists(_folder.File("run/trials")));

        string epochs = $"training.epochs={best.EpochsDone}";
        Assert.Equal(0, CommandLine.Run(
            "train", _folder.File("run/best.json"), "--data", "sample:train", "--run", _folder.File("trained"), "--threads", "1", "--set",
            epochs).Code);
        var metrics = EvaluationResult.FromJson(File.ReadAllText(_folder.File("trained/metrics.json")));
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
        Assert.Contains("best.json --data DATA trains its best recipe", CommandLine.Run("info", _folder.File("one")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Killed_tuning_goes_on_to_the_same_ledger()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the kill is a signal");
        Assert.Equal(0, CommandLine.Run(Tune("whole", Halving, "--trials", "12")).Code);
        using (var process = PlauditProcess.Start(_folder.Path, null, Tune("killed", Halving, "--trials", "12")))
        {
            process.WaitFor("trial 4: ");
            process.Signal("KILL");
            process.Wait();
        }

        Assert.False(File.Exists(_folder.File("killed/results.json")));
        int before = Events("killed").Length;
        Assert.Equal(0, CommandLine.Run("tune", "--resume", _folder.File("killed")).Code);
        Assert.InRange(before, 5, Events("whole").Length - 1);
        Assert.Equal(Events("whole"), Events("killed"));
        Assert.Equal(File.ReadAllText(_folder.File("whole/best.json")), File.ReadAllText(_folder.File("killed/best.json")));
    }

    [Fact]
    public void Interrupted_tuning_says_how_to_go_on_and_does()
    {
        Assert.Equal(0, CommandLine.Run(Tune("whole", Halving, "--trials", "6")).Code);
        using var interruption = new Interruption();
        var error = new TriggerWriter("trial 2  epoch 1", () => interruption.Request(ExitCodes.Interrupted));
        Assert.Equal(ExitCodes.Interrupted,
            CommandLine.Run(TextWriter.Null, error, interruption, "", false, Tune("stopped", Halving, "--trials", "6")));
        Assert.Contains($"To go on: plaudit tune --resume {_folder.File("stopped")}", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", _folder.File("stopped")).Code);
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
            Assert.Contains($"trial          {trial}, to be gathered by plaudit tune --resume {_folder.File("array")}", job.Output,
                StringComparison.Ordinal);
        }

        // A job that is started again has nothing left to do.
        byte[] ledger = File.ReadAllBytes(_folder.File("array/ledger-1.jsonl"));
        Assert.Equal(0, CommandLine.Run([.. array, "--trial", "1"]).Code);
        Assert.Equal(ledger, File.ReadAllBytes(_folder.File("array/ledger-1.jsonl")));

        CommandResult gathered = CommandLine.Run("tune", "--resume", _folder.File("array"), "--json");
        Assert.Equal(0, gathered.Code);
        var expected = TuningResult.FromJson(File.ReadAllText(_folder.File("all/results.json")));
        var found = TuningResult.FromJson(gathered.Output);
        Assert.Equal(expected.Trials.Select(trial => (trial.Number, trial.Status, trial.Figures)),
            found.Trials.Select(trial => (trial.Number, trial.Status, trial.Figures)));
        Assert.Equal(gathered.Output, File.ReadAllText(_folder.File("array/results.json")));
        Assert.Equal(File.ReadAllText(_folder.File("all/best.json")), File.ReadAllText(_folder.File("array/best.json")));

        CommandResult other = CommandLine.Run([.. array, "--trial", "1", "--seed", "9"]);
        Assert.Equal(1, other.Code);
        Assert.Contains("was begun with another recipe, space, seed or data", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Resumed_tuning_takes_more_trials()
    {
        Assert.Equal(0, CommandLine.Run(Tune("run", Halving, "--trials", "3")).Code);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", _folder.File("run"), "--trials", "12").Code);
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
        int before = TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json"))).Trials.Count;
        Assert.InRange(before, 1, 100_000);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", _folder.File("run"), "--max-time", "1s").Code);
        Assert.InRange(TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json"))).Trials.Count, before, 100_000);
    }

    [Fact]
    public void Time_of_a_stopped_tuning_is_all_of_it_and_every_trial_has_a_row()
    {
        // The first trial is done in time, however busy the machine; the second has more epochs than there is time for.
        string space = """{ "keys": { "training.epochs": { "choices": [1, 100000] } }, "search": { "kind": "random" } }""";
        Assert.Equal(0, CommandLine.Run(Tune("run", space, "--trials", "1", "--seed", "5", "--set", "training.earlyStopping=null")).Code);
        double before = TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json"))).Seconds;
        CommandResult result = CommandLine.Run("tune", "--resume", _folder.File("run"), "--trials", "2", "--max-time", "3s");
        Assert.Equal(0, result.Code);
        var found = TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json")));
        TuningTrial open = Assert.Single(found.Trials, trial => trial.Status == TrialStatus.Open);
        Assert.InRange(found.Seconds, before + 2.9, before + 60);
        Assert.InRange(open.Seconds, 0.001, found.Seconds - before);
        Assert.Contains("2 trials, 1 of them with all epochs, 1 unfinished\n", result.Output, StringComparison.Ordinal);
        foreach (TuningTrial trial in found.Trials)
            Assert.Matches($@"\n +{trial.Number} +{trial.EpochsDone} .* (done|unfinished) +epochs ", result.Output);
        Assert.Contains($"took           {Duration.Show(found.Seconds)}\n", result.Output, StringComparison.Ordinal);

        // A stop in the middle of the first epoch counts, too, and the time goes on from there.
        Assert.Contains("\"event\":\"stop\"", File.ReadAllLines(_folder.File("run/ledger.jsonl"))[^1], StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", _folder.File("run"), "--max-time", "1s").Code);
        var later = TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json")));
        Assert.InRange(later.Seconds, found.Seconds + 1, found.Seconds + 60);
        Assert.True(later.Trials[open.Number].Seconds >= open.Seconds);
        Assert.Single(File.ReadAllLines(_folder.File("run/ledger.jsonl")), line => line.Contains("\"event\":\"stop\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Baseline_trials_have_a_time_too()
    {
        string space = _folder.Write("smoothing.json", """{ "keys": { "baseline.smoothing": { "logUniform": [0.01, 10] } } }""");
        Assert.Equal(0, CommandLine.Run(
            "tune", "naive-bayes", "--data", "sample", "--space", space, "--trials", "2", "--run", _folder.File("run"), "--threads", "1").Code);
        Assert.All(TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json"))).Trials, trial => Assert.True(trial.Seconds > 0));
    }

    [Theory]
    [InlineData("trials", "0", "trials is 0, expected 1 to 1000000")]
    [InlineData("parallel", "-1", "parallel is -1, expected 1 to 1024")]
    [InlineData("maxSeconds", "-5", "maxSeconds is -5, expected a number from 0 to 1000000000")]
    [InlineData("data", "null", "data is null, expected an object")]
    public void Settings_that_cannot_be_are_refused(string key, string value, string says)
    {
        string space = _folder.Write("smoothing.json", """{ "keys": { "baseline.smoothing": { "logUniform": [0.01, 10] } } }""");
        Assert.Equal(0, CommandLine.Run(
            "tune", "naive-bayes", "--data", "sample", "--space", space, "--trials", "1", "--run", _folder.File("run")).Code);
        string file = _folder.File("run/tune.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
        json[key] = JsonNode.Parse(value);
        File.WriteAllText(file, json.ToJsonString());
        AssertRefused(CommandLine.Run("tune", "--resume", _folder.File("run")), $"tune.json is damaged: {says}. Start the tuning anew.", made: true);
    }

    [Fact]
    public void Damaged_checkpoint_of_a_trial_ends_the_tuning_and_is_no_fault_of_the_trial()
    {
        using var interruption = new Interruption();
        var error = new TriggerWriter("trial 0  epoch 1", () => interruption.Request(ExitCodes.Interrupted));
        string[] args = Tune("run", """{ "keys": { "training.batchSize": { "choices": [16, 32] } }, "search": { "kind": "random" } }""", "--trials",
            "2", "--set", "training.epochs=3");
        Assert.Equal(ExitCodes.Interrupted, CommandLine.Run(TextWriter.Null, error, interruption, "", false, args));
        string checkpoint = _folder.File("run/trials/0/state.safetensors");
        byte[] good = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, good[..^10]);
        CommandResult result = CommandLine.Run("tune", "--resume", _folder.File("run"));
        Assert.Equal(1, result.Code);
        Assert.Contains("Or remove that file: trial 0 is then trained from its beginning", result.Error, StringComparison.Ordinal);
        File.Delete(checkpoint);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", _folder.File("run")).Code);
        Assert.All(TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json"))).Trials, trial =>
            Assert.Equal(TrialStatus.Completed, trial.Status));
    }

    [Fact]
    public void Trial_that_diverges_fails_alone()
    {
        // Each step takes 20,000 times more off a weight than there is of it.
        string space = """{ "keys": { "layers.3.l2": { "choices": [0, 1000000] } }, "search": { "kind": "random" } }""";
        CommandResult result = CommandLine.Run(
            Tune("run", space, "--trials", "8", "--set", "training.optimizer={\"type\":\"sgd\",\"rate\":0.01}", "--set", "training.clipNorm=null"));
        var found = TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json")));
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
        string space = _folder.Write("smoothing.json", """{ "keys": { "baseline.smoothing": { "logUniform": [0.01, 10] } } }""");
        CommandResult result = CommandLine.Run(
            "tune", "naive-bayes", "--data", "sample", "--space", space, "--trials", "9", "--run", _folder.File("run"), "--threads", "1");
        Assert.Equal(0, result.Code);
        var found = TuningResult.FromJson(File.ReadAllText(_folder.File("run/results.json")));
        Assert.All(found.Trials, trial => Assert.Equal((TrialStatus.Completed, 0), (trial.Status, trial.EpochsDone)));
        Assert.Equal("naive-bayes", Recipe.Parse(File.ReadAllText(_folder.File("run/best.json")), "best").Kind);
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

    [Theory]
    [InlineData("""{ "keys": { "training.epoch": { "integer": [1, 5] } } }""", "unknown key")]
    [InlineData("""{ "keys": { "training.epochs": { "integer": [5, 1] } } }""", "the range from 5 to 1 is empty")]
    [InlineData("""{ "keys": """, "is not a search space")]
    public void Space_is_refused_before_any_data_is_read(string space, string says)
    {
        string file = _folder.Write("space.json", space);
        AssertRefused(CommandLine.Run("tune", "quickstart", "--data", _folder.File("none.csv"), "--space", file, "--run", _folder.File("run")), says);
        AssertRefused(CommandLine.Run("tune", "quickstart", "--data", "sample", "--space", _folder.File("none.json")),
            "cannot read the search space");
    }

    [Theory]
    [InlineData(10, true, "is too small to tune on: 10 reviews give 2 to validate on")]
    [InlineData(200, false, "reviews of one label only (200 positive, 0 negative)")]
    public void Data_that_tells_nothing_is_refused(int rows, bool both, string says)
    {
        string data = _folder.Write(
            "data.csv", "review,sentiment\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"A film number {i}.,{(both ? i % 2 : 1)}\n")));
        AssertRefused(CommandLine.Run(
            ["tune", "quickstart", "--data", data, "--space", Space(Halving), "--run", _folder.File("run"),
            .. CommandLine.Set("split.validation=0.2")]), says);
    }

    [Fact]
    public void Folder_and_ledger_of_something_else_are_refused()
    {
        Assert.Equal(0, CommandLine.Run(Tune("run", RandomSearch, "--trials", "1")).Code);
        AssertRefused(CommandLine.Run(Tune("run", RandomSearch)), "exists: choose another --run folder", made: true);
        AssertRefused(CommandLine.Run("tune", "--resume", _folder.Path), "is not the folder of a tuning to go on with", made: true);
        string file = _folder.File("run/space.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("0.05", "0.06", StringComparison.Ordinal));
        AssertRefused(CommandLine.Run("tune", "--resume", _folder.File("run")),
            "belongs to another tuning: its search space is not the one of this folder", made: true);
    }

    private string[] Tune(string run, string space, params string[] more) => Tune(run, space, 1, more);

    private string[] Tune(string run, string space, int threads, params string[] more) =>
        ["tune", "quickstart", "--data", "sample", "--space", Space(space), "--run", _folder.File(run), "--threads", $"{threads}", .. s_small,
            .. more];

    private string Space(string json) => _folder.Write("space.json", json);

    /// <summary>The events of a ledger without their times.</summary>
    private string[] Events(string run) => [.. File.ReadAllLines(_folder.File($"{run}/ledger.jsonl")).Select(line =>
    {
        JsonNode json = JsonNode.Parse(line)!;
        json.AsObject().Remove("at");
        foreach (string time in (string[])["seconds", "reviewsPerSecond"])
            json["result"]?.AsObject().Remove(time);
        return json.ToJsonString();
    })];

    private void AssertRefused(CommandResult result, string says, bool made = false)
    {
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.StartsWith("plaudit: ",
            result.Error.Split('\n')
            .First(line => !line.StartsWith("tuning", StringComparison.Ordinal) && !line.StartsWith("note", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Equal(made, Directory.Exists(_folder.File("run")));
    }
}
