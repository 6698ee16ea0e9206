using System.Text.Json;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Tests.Data;
using Plaudit.Text;

namespace Plaudit.Tests.Cli;

public sealed class SplitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parts_hold_every_review_once_with_its_film_in_one_of_them()
    {
        string folder = _folder.File("parts");
        CommandResult result = CommandLine.Run("split", "sample:train", "--film", "--validation", "0.25", "--test", "0.25", "--out", folder);
        Assert.Equal(0, result.Code);
        Assert.Matches(@"^train +[0-9]+ reviews  .*train\.csv\nvalidation +[0-9]+ reviews  .*validation\.csv\ntest +[0-9]+ reviews  .*test\.csv\n$",
            result.Output);
        ReviewSet whole = TestData.Open("sample:train");
        Dictionary<string, string?> films = whole.Train.ToDictionary(review => review.Text, review => review.Film);
        IReadOnlyList<Review>[] parts =
            [.. ((string[])["train", "validation", "test"]).Select(part => TestData.Open(Path.Combine(folder, $"{part}.csv")).Train)];
        Assert.Equal(whole.Train.Select(Row).Order(StringComparer.Ordinal), parts.SelectMany(part => part).Select(Row).Order(StringComparer.Ordinal));
        Assert.All(parts[1..], part => Assert.InRange(part.Count, 80, 100));
        HashSet<string?>[] names = [.. parts.Select(part => part.Select(review => films[review.Text]).ToHashSet())];
        Assert.True(!names[0].Overlaps(names[1]) && !names[0].Overlaps(names[2]) && !names[1].Overlaps(names[2]));
        string again = _folder.File("again");
        Assert.Equal(0, CommandLine.Run("split", "--data", "sample:train", "--film", "--validation", "0.25", "--test", "0.25", "--out", again).Code);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "test.csv")), File.ReadAllText(Path.Combine(again, "test.csv")));
    }

    [Fact]
    public void Texts_that_are_there_twice_are_not_in_two_parts()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"\"Film {i}, and \"\"more\"\"\",{i % 2}\n"));
        string data = _folder.Write("own.csv", "review,sentiment\n" + rows + rows.ToUpperInvariant());
        string folder = _folder.File("parts");
        CommandResult result = CommandLine.Run("split", data, "--film", "--out", folder);
        Assert.Equal(0, result.Code);
        Assert.Contains("note: left out 40 reviews whose text is there already", result.Error, StringComparison.Ordinal);
        Assert.Contains("note: the films of these reviews are unknown", result.Error, StringComparison.Ordinal);
        Assert.Equal([24, 8, 8],
            ((string[])["train", "validation", "test"]).Select(part => TestData.Open(Path.Combine(folder, $"{part}.csv")).Train.Count));
    }

    [Fact]
    public void Test_half_of_the_data_is_the_test_part()
    {
        string folder = _folder.File("parts");
        CommandResult result = CommandLine.Run("split", "sample", "--validation", "0", "--out", folder);
        Assert.Equal(0, result.Code);
        Assert.Equal(["test.csv", "train.csv"], Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order());
        Assert.Equal(TestData.Open("sample").Test.Select(Row), TestData.Open(Path.Combine(folder, "test.csv")).Train.Select(Row));
    }

    [Fact]
    public void Files_train_and_measure_models_on_the_same_reviews()
    {
        string folder = _folder.File("my parts");
        Assert.Equal(0, CommandLine.Run("split", "sample:train", "--out", folder).Code);
        string Part(string name) => Path.Combine(folder, $"{name}.csv");
        CommandResult trained = CommandLine.Run(
            [.. CommandLine.Train(Part("train"), _folder.File("lstm"), []), "--validation", Part("validation"), "--test", Part("test")]);
        Assert.Equal(0, trained.Code);
        Assert.Contains("to validate on (validation.csv)", trained.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run(
            "train", "naive-bayes", "--data", Part("train"), "--validation", Part("validation"), "--run", _folder.File("nb")).Code);
        CommandResult result = CommandLine.Run(
            "compare", _folder.File("lstm"), _folder.File("nb"), "--data", $"{_folder.File("nb")}:validation", "--json");
        Assert.Equal(0, result.Code);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("nb:validation", json.RootElement.GetProperty("data").GetString());
        Assert.All(json.RootElement.GetProperty("models").EnumerateArray(), model => Assert.Equal(0, model.GetProperty("seenInTraining").GetInt32()));
        Assert.Equal(0, CommandLine.Run("train", "--resume", _folder.File("lstm")).Code);
    }

    [Fact]
    public void Parts_of_a_run_are_those_that_it_had()
    {
        string run = _folder.File("run");
        Assert.Equal(0, CommandLine.Run("train", "naive-bayes", "--data", "sample", "--run", run).Code);
        int Count(string part, out EvaluationResult result)
        {
            result = EvaluationResult.FromJson(CommandLine.Run("evaluate", run, "--data", $"{run}:{part}", "--json").Output);
            return (int)result.Count;
        }

        int train = Count("train", out EvaluationResult onTrain);
        Assert.Equal(train, onTrain.SeenInTraining);
        int validation = Count("validation", out EvaluationResult onValidation);
        Assert.Equal((360, 0), (train + validation, onValidation.SeenInTraining));
        Assert.Equal(120, Count("test", out EvaluationResult onTest));
        Assert.Equal(EvaluationResult.FromJson(File.ReadAllText(Path.Combine(run, "metrics.json"))).Confusion, onTest.Confusion);
    }

    [Fact]
    public void What_cannot_be_divided_is_told()
    {
        string data = _folder.Write("own.csv", "review,sentiment\nFine.,1\nDull.,0\n");
        CommandResult notARun = CommandLine.Run("evaluate", "--data", $"{data}:validation");
        Assert.Equal(1, notARun.Code);
        Assert.Contains($"plaudit split {data} --out DIR", notARun.Error, StringComparison.Ordinal);
        foreach ((string[] args, int code, string says) in new (string[], int, string)[]
        {
            (["sample", "--out", _folder.Path, "--validation", "1.5"], 2, "--validation: expected a share from 0 to below 1"),
            (["sample:train", "--out", _folder.Path, "--validation", "0.5", "--test", "0.5"], 1, "leave nothing to train on"),
            (["--out", _folder.Path], 2, "split needs DATA"),
            (["sample", "--data", "sample", "--out", _folder.Path], 2, "expected DATA once"),
            (["sample"], 2, "--out"),
        })
        {
            CommandResult result = CommandLine.Run(["split", .. args]);
            Assert.Equal(code, result.Code);
            Assert.Contains(says, result.Error, StringComparison.Ordinal);
        }

        string taken = _folder.Write("test.csv", "mine");
        CommandResult exists = CommandLine.Run("split", "sample", "--out", _folder.Path);
        Assert.Equal(1, exists.Code);
        Assert.Contains($"{taken} exists", exists.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(taken));
    }

    private static string Row(Review review) => $"{review.Label} {TextFingerprints.Of(review.Text)} {review.Text}";
}
