using System.Text.Json;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

/// <summary>Figures on reviews that a model knows are told as such: on the terminal, in JSON and in reports.</summary>
public sealed class SeenReviewsTests(ComparedRuns runs) : IClassFixture<ComparedRuns>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluation_counts_the_training_reviews_whatever_file_they_come_from()
    {
        IReadOnlyList<Review> trained = TestData.Open("sample:train").Train;
        IReadOnlyList<Review> fresh = TestData.Open("sample:test").Test;
        string data = Jsonl("mixed.jsonl", [.. trained.Take(30), .. fresh.Take(70)]);
        string bare = _folder.Write("moved.safetensors", File.ReadAllBytes(Path.Combine(runs.Lexicon, "model.safetensors")));
        string report = _folder.File("report.html");
        CommandResult json = CommandLine.Run("evaluate", bare, "--data", data, "--json", "--report", report);
        Assert.Equal(0, json.Code);
        int seen = EvaluationResult.FromJson(json.Output).SeenInTraining!.Value;
        Assert.InRange(seen, 15, 30);
        string sentence = $"{seen} of these 100 reviews ({seen} %) are among those that lexicon was trained on";
        Assert.Contains($"warning: {sentence}", json.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, File.ReadAllText(report), StringComparison.Ordinal);
        Assert.Contains($"\ntrained on     {seen} of these reviews\n", CommandLine.Run("evaluate", bare, "--data", data).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Training_warns_of_test_data_that_it_learned_from()
    {
        CommandResult result = CommandLine.Run(
            "train", "naive-bayes", "--data", "sample:train", "--test", "sample:train", "--run", _folder.File("run"));
        Assert.Equal(0, result.Code);
        Assert.Matches(@"\nwarning: [0-9]+ of these 360 reviews \([0-9.]+ %\) are among those that naive-bayes was trained on", result.Error);
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.File("run"), "metrics.json")));
        int seen = metrics.RootElement.GetProperty("seenInTraining").GetInt32();
        Assert.InRange(seen, 250, 300);
        Assert.Contains($"{seen} of these 360 reviews", File.ReadAllText(Path.Combine(_folder.File("run"), "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_ranks_no_model_that_has_seen_the_reviews()
    {
        string report = _folder.File("report.html");
        CommandResult text = CommandLine.Run("compare", runs.NaiveBayes, runs.Lexicon, "--data", "sample:train", "--report", report);
        Assert.Equal(0, text.Code);
        Assert.Matches(@"warning: [0-9]+ of these 360 reviews \([0-9.]+ %\) are among those that naive-bayes was trained on", text.Error);
        Assert.Matches(@"\nnaive-bayes was trained on [0-9]+ of these reviews; its figures are not comparable\.\n", text.Output);
        Assert.Contains("not comparable\n", text.Output, StringComparison.Ordinal);
        string page = File.ReadAllText(report);
        Assert.Contains("No ranking: ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("is the most accurate", page, StringComparison.Ordinal);
        Assert.Matches("class=\"notice\">[0-9]+ of these 360 reviews", page);
        using var json = JsonDocument.Parse(CommandLine.Run("compare", runs.NaiveBayes, runs.Lexicon, "--data", "sample:train", "--json").Output);
        Assert.All(json.RootElement.GetProperty("models").EnumerateArray(), model =>
            Assert.InRange(model.GetProperty("seenInTraining").GetInt32(), 250, 300));
    }

    [Fact]
    public void Unseen_reviews_have_no_caveat()
    {
        CommandResult result = CommandLine.Run("evaluate", runs.NaiveBayes, "--data", "sample", "--json");
        Assert.Equal((0, 0, null),
            (result.Code, EvaluationResult.FromJson(result.Output).SeenInTraining, EvaluationResult.FromJson(result.Output).SeenInValidation));
        Assert.DoesNotContain("among those", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Part_that_chose_the_epoch_is_named_where_it_is_the_part_reported()
    {
        string run = _folder.File("run");
        string[] stopping = CommandLine.Set(
            "training.earlyStopping={\"patience\":1,\"restoreBest\":true}", "training.epochs=12", "training.optimizer.rate=0.02");
        CommandResult result = CommandLine.Run(CommandLine.Train("sample:train", run, stopping));
        Assert.Equal(0, result.Code);
        Assert.Contains("note: all 72 reviews also chose the epoch that notebook-baseline kept", result.Error, StringComparison.Ordinal);
        Assert.Contains("\nvalidated on   72 of these reviews, to choose the epoch\n", result.Output, StringComparison.Ordinal);
        JsonElement[] epochs = [.. File.ReadLines(Path.Combine(run, "history.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
        int best = epochs.Last(epoch => epoch.GetProperty("best").GetBoolean()).GetProperty("epoch").GetInt32();
        Assert.True(best < epochs.Length && epochs.Length < 12, $"best {best} of {epochs.Length}");
        Assert.Contains($"\nstopped early at epoch {epochs.Length}, kept epoch {best}\n", result.Error, StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains($"stopped early at epoch {epochs.Length}, kept epoch {best}", page, StringComparison.Ordinal);
        Assert.Contains("All 72 reviews also chose the epoch", page, StringComparison.Ordinal);

        var again = EvaluationResult.FromJson(CommandLine.Run("evaluate", run, "--data", $"{run}:validation", "--json").Output);
        Assert.Equal((72, 0, 72), (again.Count, again.SeenInTraining, again.SeenInValidation));
        var test = EvaluationResult.FromJson(CommandLine.Run("evaluate", run, "--data", "sample:test", "--json").Output);
        Assert.Equal((0, 0), (test.SeenInTraining, test.SeenInValidation));
    }

    [Fact]
    public void Damaged_fingerprints_are_refused_by_name()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(runs.Lexicon, "model.safetensors"));
        bytes[bytes.AsSpan().IndexOf("\"trainingReviews\":\""u8) + "\"trainingReviews\":\"".Length] = (byte)'!';
        string path = _folder.Write("odd.safetensors", bytes);
        CommandResult result = CommandLine.Run("evaluate", path, "--data", "sample");
        Assert.Equal(1, result.Code);
        Assert.Contains("\"trainingReviews\" of the metadata is damaged", result.Error, StringComparison.Ordinal);
    }

    private string Jsonl(string name, IEnumerable<Review> reviews) => _folder.Write(
        name, string.Concat(reviews.Select(review => JsonSerializer.Serialize(new { text = review.Text, label = (int)review.Label!.Value }) + "\n")));
}
