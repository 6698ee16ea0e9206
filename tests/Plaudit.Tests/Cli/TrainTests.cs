using System.Text.Json;
using Plaudit.Cli;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Recipes;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

public sealed class TrainTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_folder_holds_what_is_documented()
    {
        string[] files = [.. Directory.GetFiles(trained.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(trained.Path, file)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["checkpoint/finished", "checkpoint/run.json", "checkpoint/state.safetensors", "history.jsonl", "metrics.json", "model.safetensors",
                "predictions.csv", "recipe.json", "report.html"],
            files.Select(file => file.Replace('\\', '/')));
        var recipe = Recipe.Parse(File.ReadAllText(Path.Combine(trained.Path, "recipe.json")), "recipe.json");
        Assert.Equal((3, 16, null), (recipe.Training.Epochs, recipe.Training.BatchSize, recipe.Text.Pad));
        Assert.Equal(recipe.Json, ModelLoader.Load(trained.Path).Recipe.Json);
    }

    [Fact]
    public void History_has_a_line_an_epoch_and_the_loss_falls()
    {
        JsonElement[] epochs = [
            .. File.ReadAllLines(Path.Combine(trained.Path, "history.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal([1, 2, 3], epochs.Select(epoch => epoch.GetProperty("epoch").GetInt32()));
        Assert.All(epochs, epoch => Assert.Equal(
            ["epoch", "trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy", "seconds", "reviewsPerSecond", "rate", "best"],
            epoch.EnumerateObject().Select(property => property.Name)));
        double[] losses = [.. epochs.Select(epoch => epoch.GetProperty("trainLoss").GetDouble())];
        Assert.True(losses[0] > losses[1] && losses[1] > losses[2] && losses[2] < 0.5, string.Join(", ", losses));
    }

    [Fact]
    public void Metrics_say_which_reviews_they_are_of_and_follow_from_the_predictions()
    {
        var metrics = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(trained.Path, "metrics.json")));
        Assert.Equal((120, "the test half"), (metrics.Count, metrics.Split));
        Assert.True(metrics.Accuracy > 0.65, $"{metrics.Accuracy}");
        Assert.True(metrics.TrainSeconds > 0 && metrics.Seconds > 0);
        string[][] rows = [.. File.ReadAllLines(Path.Combine(trained.Path, "predictions.csv")).Select(line => line.Split(','))];
        Assert.Equal(["index", "predicted_label", "predicted_probability", "source", "true_label", "text"], rows[0]);
        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"{i}"), rows[1..].Select(row => row[0]));
        Assert.Equal(metrics.Confusion.TruePositive + metrics.Confusion.FalsePositive, rows[1..].Count(row => row[1] == "1"));
    }

    [Fact]
    public void Model_file_holds_no_times_and_loads_from_code()
    {
        var model = ModelLoader.Load(trained.Path);
        Assert.DoesNotContain("econds", model.Metrics, StringComparison.Ordinal);
        Assert.InRange(SentimentPredictor.Load(trained.Path).Predict("A wonderful film.").Score, 0, 1);
    }

    [Fact]
    public void Results_go_to_standard_output_and_the_rest_to_standard_error()
    {
        CommandResult result = trained.Result;
        Assert.StartsWith("reviews        120 (the test half)\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(ClassificationReport.Format(
            EvaluationResult.FromJson(File.ReadAllText(Path.Combine(trained.Path, "metrics.json"))).Confusion), result.Output,
            StringComparison.Ordinal);
        Assert.EndsWith($"run            {trained.Path}\nreport         {Path.Combine(trained.Path, "report.html")}\n", result.Output,
            StringComparison.Ordinal);
        string[] lines = result.Error.Split('\n');
        Assert.StartsWith("notebook-baseline on sample: 288 reviews to train on, 72 to validate on (stratified 20 % of train, seed 42)", lines[0],
            StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 3), epoch => Assert.Matches(
            @"^epoch [123]/3  loss [0-9.]+  accuracy [0-9.]+  validation loss [0-9.]+  accuracy [0-9.]+  [0-9.]+ s  [0-9,]+ reviews/s$",
                lines[epoch + 1]));
        Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_training_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(0, CommandLine.Run(CommandLine.Train(_folder.File("again"))).Code);
        Assert.Equal(trained.Model, Model("again"));
        Assert.Equal(0, CommandLine.Run(CommandLine.Train(_folder.File("seven"), "--seed", "7")).Code);
        Assert.Equal(0, CommandLine.Run(CommandLine.Train(_folder.File("set"), "--set", "training.seed=7")).Code);
        Assert.Equal(Model("seven"), Model("set"));
        Assert.NotEqual(trained.Model, Model("seven"));
    }

    [Fact]
    public void On_a_terminal_a_bar_shows_each_epoch_and_its_lines_stay()
    {
        using var interruption = new Interruption();
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, CommandLine.Run(output, error, interruption, "", true, CommandLine.Train(_folder.File("run"))));
        Assert.Equal(trained.Model, Model("run"));
        Assert.DoesNotContain('\e', output.ToString());
        Assert.Contains('\e', error.ToString());
        Assert.All(Enumerable.Range(1, 3), epoch => Assert.Contains($"epoch {epoch}/3  loss ", error.ToString(), StringComparison.Ordinal));
        Assert.EndsWith("\e[?25h", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Test_data_is_what_the_model_is_evaluated_on()
    {
        string test = _folder.Write("test.tsv", "review\tsentiment\nFine.\t1\nDull.\t0\nLovely.\t1\n");
        Assert.Equal(0, CommandLine.Run(CommandLine.Train("sample:train", _folder.File("run"), ["--test", test])).Code);
        var metrics = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(_folder.File("run"), "metrics.json")));
        Assert.Equal((3, "test.tsv"), (metrics.Count, metrics.Split));
    }

    [Fact]
    public void Without_a_test_half_the_validation_part_is_evaluated()
    {
        Assert.Equal(0, CommandLine.Run(CommandLine.Train("sample:train", _folder.File("run"), CommandLine.Set("split.kind=film"))).Code);
        var metrics = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(_folder.File("run"), "metrics.json")));
        Assert.Equal("20 % of train, grouped by film, seed 42", metrics.Split);
        double last = JsonDocument.Parse(File.ReadAllLines(Path.Combine(_folder.File("run"), "history.jsonl"))[^1]).RootElement.GetProperty(
            "validationAccuracy").GetDouble();
        Assert.Equal(last, metrics.Accuracy);
    }

    [Fact]
    public void What_a_user_should_know_of_the_data_is_said()
    {
        string rows = string.Concat(Enumerable.Range(0, 12).Select(i => $"A film number {i},{(i % 2 == 0 ? "positive" : "negative")}\n"));
        string data = _folder.Write("small.csv", "review,sentiment\n" + rows + "A film number 3,negative\nOdd,neutral\n");
        CommandResult result = CommandLine.Run(
            CommandLine.Train(data, _folder.File("run"), [.. CommandLine.Set("split.kind=film", "text.pad=post"), "--on-bad-row", "skip"]));
        Assert.Equal(0, result.Code);
        Assert.Contains("small.csv: left out 1 of 14 rows that cannot be used:\n  small.csv, row 15 (line 15): unknown label 'neutral'",
            result.Error, StringComparison.Ordinal);
        Assert.Contains("note: dropped 1 duplicate reviews, 12 are left", result.Error, StringComparison.Ordinal);
        Assert.Contains("note: the films of these reviews are unknown", result.Error, StringComparison.Ordinal);
        Assert.Contains("note: the 9 training reviews are fewer than a batch of 16", result.Error, StringComparison.Ordinal);
        string warning = Assert.Single(
            result.Error.Split('\n'), line => line.StartsWith("warning: this recipe pads texts at the end", StringComparison.Ordinal));
        Assert.Contains("--set text.pad=null", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Loss_that_is_not_finite_names_epoch_and_step_and_keeps_the_last_good_checkpoint()
    {
        // Layers without bounds multiply what a huge step does to their weights beyond the largest float.
        string dense = string.Concat(Enumerable.Repeat("{\"type\":\"dense\",\"units\":32},", 16));
        string layers = $"layers=[{{\"type\":\"embedding\",\"size\":8}},{{\"type\":\"lstm\",\"units\":8}},{dense}{{\"type\":\"dense\",\"units\":1}}]";
        string run = _folder.File("run");
        string checkpoint = Path.Combine(run, "checkpoint", "state.safetensors");
        string recipe = Path.Combine(run, "recipe.json");
        using (var interruption = new Interruption())
        {
            var error = new TriggerWriter("epoch 1/2", () => interruption.Request(ExitCodes.Interrupted));
            string[] args = CommandLine.Train(run, CommandLine.Set(layers, "training.optimizer.rate=0.001", "training.epochs=2"));
            Assert.Equal(ExitCodes.Interrupted, CommandLine.Run(TextWriter.Null, error, interruption, "", false, args));
        }

        byte[] good = File.ReadAllBytes(checkpoint);
        string sane = File.ReadAllText(recipe);
        File.WriteAllText(recipe, sane.Replace("\"rate\": 0.001", "\"rate\": 1000", StringComparison.Ordinal));
        CommandResult result = CommandLine.Run("train", "--resume", run);
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Matches(
            @"\nplaudit: training has diverged: .* in epoch 2, step [0-9]+ \(step [0-9]+ in all\)\. "
            + @".*training\.optimizer\.rate \(now 1000\) .*training\.clipNorm \(now off\)", result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(good, File.ReadAllBytes(checkpoint));
        Assert.False(File.Exists(Path.Combine(run, "model.safetensors")));

        File.WriteAllText(recipe, sane);
        Assert.Equal(0, CommandLine.Run("train", "--resume", run).Code);
    }

    private byte[] Model(string run) => File.ReadAllBytes(Path.Combine(_folder.File(run), "model.safetensors"));
}
