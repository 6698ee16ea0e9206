using System.Text.Json.Nodes;
using Plaudit.Cli;
using Plaudit.Evaluation;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Tuning;

namespace Plaudit.Tests.Cli;

/// <summary>What cannot be tuned, or continued, is refused with its reason.</summary>
public sealed class TuneRefusalTests : TuneRig
{
    [Theory]
    [InlineData("trials", "0", "trials is 0, expected 1 to 1000000")]
    [InlineData("parallel", "-1", "parallel is -1, expected 1 to 1024")]
    [InlineData("maxSeconds", "-5", "maxSeconds is -5, expected a number from 0 to 1000000000")]
    [InlineData("data", "null", "data is null, expected an object")]
    public void Settings_that_cannot_be_are_refused(string key, string value, string says)
    {
        string space = Folder.Write("smoothing.json", """{ "keys": { "baseline.smoothing": { "logUniform": [0.01, 10] } } }""");
        Assert.Equal(0, CommandLine.Run(
            "tune", "naive-bayes", "--data", "sample", "--space", space, "--trials", "1", "--run", Folder.File("run")).Code);
        string file = Folder.File("run/tune.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
        json[key] = JsonNode.Parse(value);
        File.WriteAllText(file, json.ToJsonString());
        AssertRefused(CommandLine.Run("tune", "--resume", Folder.File("run")), $"tune.json is damaged: {says}. Start the tuning again.", made: true);
    }

    [Fact]
    public void Damaged_checkpoint_of_a_trial_ends_the_tuning_and_is_no_fault_of_the_trial()
    {
        using var interruption = new Interruption();
        var error = new TriggerWriter("trial 0  epoch 1", () => interruption.Request(ExitCodes.Interrupted));
        string[] args = Tune("run", """{ "keys": { "training.batchSize": { "choices": [16, 32] } }, "search": { "kind": "random" } }""", "--trials",
            "2", "--set", "training.epochs=3");
        Assert.Equal(ExitCodes.Interrupted, CommandLine.Run(TextWriter.Null, error, interruption, "", false, args));
        string checkpoint = Folder.File("run/trials/0/state.safetensors");
        byte[] good = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, good[..^10]);
        CommandResult result = CommandLine.Run("tune", "--resume", Folder.File("run"));
        Assert.Equal(1, result.Code);
        Assert.Contains("Or remove that file: trial 0 is then trained from its beginning", result.Error, StringComparison.Ordinal);
        File.Delete(checkpoint);
        Assert.Equal(0, CommandLine.Run("tune", "--resume", Folder.File("run")).Code);
        Assert.All(TuningResult.FromJson(File.ReadAllText(Folder.File("run/results.json"))).Trials, trial =>
            Assert.Equal(TrialStatus.Completed, trial.Status));
    }

    [Theory]
    [InlineData("""{ "keys": { "training.epoch": { "integer": [1, 5] } } }""", "unknown key")]
    [InlineData("""{ "keys": { "training.epochs": { "integer": [5, 1] } } }""", "the range from 5 to 1 is empty")]
    [InlineData("""{ "keys": """, "is not a search space")]
    public void Space_is_refused_before_any_data_is_read(string space, string says)
    {
        string file = Folder.Write("space.json", space);
        AssertRefused(CommandLine.Run("tune", "quickstart", "--data", Folder.File("none.csv"), "--space", file, "--run", Folder.File("run")), says);
        AssertRefused(CommandLine.Run("tune", "quickstart", "--data", "sample", "--space", Folder.File("none.json")),
            "cannot read the search space");
    }

    [Theory]
    [InlineData(10, true, "is too small to tune on: 10 reviews give 2 to validate on")]
    [InlineData(200, false, "reviews of one label only (200 positive, 0 negative)")]
    public void Data_that_tells_nothing_is_refused(int rows, bool both, string says)
    {
        string data = Folder.Write(
            "data.csv", "review,sentiment\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"A film number {i}.,{(both ? i % 2 : 1)}\n")));
        AssertRefused(CommandLine.Run(
            ["tune", "quickstart", "--data", data, "--space", Space(Halving), "--run", Folder.File("run"),
            .. CommandLine.Set("split.validation=0.2")]), says);
    }

    [Fact]
    public void Folder_and_ledger_of_something_else_are_refused()
    {
        Assert.Equal(0, CommandLine.Run(Tune("run", RandomSearch, "--trials", "1")).Code);
        AssertRefused(CommandLine.Run(Tune("run", RandomSearch)), "exists: choose another --run folder", made: true);
        AssertRefused(CommandLine.Run("tune", "--resume", Folder.Path), "is not the folder of a tuning that can continue", made: true);
        string file = Folder.File("run/space.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("0.05", "0.06", StringComparison.Ordinal));
        AssertRefused(CommandLine.Run("tune", "--resume", Folder.File("run")),
            "belongs to another tuning: its search space is not the one of this folder", made: true);
    }
}
