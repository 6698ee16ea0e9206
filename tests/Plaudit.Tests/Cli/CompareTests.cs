using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

public sealed class CompareTests(TrainedRun trained, ComparedRuns runs) : IClassFixture<ComparedRuns>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Figures_are_those_of_the_runs()
    {
        string[] paths = [trained.Path, runs.NaiveBayes, runs.Lexicon];
        CommandResult result = CommandLine.Run(["compare", .. paths, "--data", "sample", "--json"]);
        Assert.Equal(0, result.Code);
        using var json = JsonDocument.Parse(result.Output);
        JsonElement[] models = [.. json.RootElement.GetProperty("models").EnumerateArray()];
        Assert.Equal(["run", "naive-bayes", "lexicon"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.Equal(["notebook-baseline", "naive-bayes", "lexicon"], models.Select(model => model.GetProperty("recipe").GetString()));
        Assert.Equal(120, json.RootElement.GetProperty("count").GetInt32());
        foreach ((string path, JsonElement model) in paths.Zip(models).Take(2))
        {
            var recorded = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(path, "metrics.json")));
            var compared = EvaluationResult.FromJson(model.GetRawText());
            Assert.Equal(recorded with { Seconds = null, Split = null, Roc = null }, compared with { Seconds = null, Roc = null });
            Assert.Equal(recorded.Roc is null, compared.Roc is null);
            Assert.NotNull(compared.TrainSeconds);
            Assert.Equal(new FileInfo(Path.Combine(path, "model.safetensors")).Length, model.GetProperty("fileBytes").GetInt64());
            Assert.True(model.GetProperty("reviewsPerSecond").GetDouble() > 0);
            Assert.True(model.GetProperty("parameters").GetInt64() > 0);
        }

        Assert.Equal(3, json.RootElement.GetProperty("pairs").GetArrayLength());
        Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_printed_for_people()
    {
        string bare = _folder.Write("mine.safetensors", File.ReadAllBytes(Path.Combine(runs.NaiveBayes, "model.safetensors")));
        CommandResult result = CommandLine.Run("compare", trained.Path, bare, "--data", "sample");
        Assert.Equal(0, result.Code);
        Assert.StartsWith("120 reviews of sample\n\nmodel ", result.Output, StringComparison.Ordinal);
        EvaluationResult lstm = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(trained.Path, "metrics.json")));
        Assert.Matches(
            $@"\nrun +{lstm.Accuracy:F4} +{lstm.Precision:F4} +{lstm.Recall:F4} +{lstm.F1:F4} +{lstm.RocAuc:F4} "
            + $@"+{lstm.LogLoss:F4} +[0-9,]+ +[0-9.]+ [kM]B +[0-9.]+ s +[0-9,]+\n", result.Output);
        // A bare file tells no training time.
        Assert.Matches(@"\nmine +(0\.[0-9]{4} +){6}[0-9,]+ +[0-9.]+ kB +- +[0-9,]+\n", result.Output);
        Assert.Matches($@"\naccuracy +run +█+[^█]? +{lstm.Accuracy:F4}\n +mine ", result.Output);
        Assert.Contains($"a  run, area {lstm.RocAuc:F4}\nb  mine, area", result.Output, StringComparison.Ordinal);
        Assert.Matches(
            $@"\nrun\n  negative +{lstm.Confusion.TrueNegative} +{lstm.Confusion.FalsePositive}\n"
            + $@"  positive +{lstm.Confusion.FalseNegative} +{lstm.Confusion.TruePositive}\nmine\n", result.Output);
        Assert.Matches(
            @"\nrun - mine +[0-9]+ +[0-9]+ +(< )?[01]\.[0-9]+ +(exact|chi-square) "
            + @"+[+-]?0\.[0-9]{4} +[+-]?0\.[0-9]{4} to [+-]?0\.[0-9]{4} +(significant|may be chance)\n", result.Output);
        Assert.Matches(@"\nDisagreements: [0-9]+ of 120 reviews", result.Output);
        Assert.Matches(
            @"\n(Positive|Negative)  sample:[0-9]+\n  [^\n]+\n  run 0\.[0-9]{4}( \(wrong\), mine [01]\.[0-9]{4}|, mine [01]\.[0-9]{4} \(wrong\))\n",
            result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.All(result.Lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public void Predictions_of_all_models_go_to_one_file()
    {
        string file = _folder.File("all.csv");
        Assert.Equal(0, CommandLine.Run("compare", trained.Path, runs.NaiveBayes, "--data", "sample", "--predictions", file).Code);
        string[][] rows = [.. File.ReadLines(file).Select(line => line.Split(','))];
        Assert.Equal(["index", "label", "run_predicted_label", "run_predicted_probability", "naive-bayes_predicted_label",
            "naive-bayes_predicted_probability", "source", "text"], rows[0]);
        Assert.Equal(TestData.Open("sample:test").Test.Select(review => $"{(int)review.Label!.Value}"), rows[1..].Select(row => row[1]));
        foreach ((string path, int column) in ((string, int)[])[(trained.Path, 2), (runs.NaiveBayes, 4)])
        {
            string[] expected = [.. File.ReadLines(Path.Combine(path, "predictions.csv")).Skip(1)
                .Select(line => string.Join(',', line.Split(',')[..4]))];
            Assert.Equal(expected, rows[1..].Select(row => $"{row[0]},{row[column]},{row[column + 1]},{row[6]}"));
        }
    }

    [Fact]
    public void Same_arguments_give_the_same_document_but_for_times()
    {
        string[] Lines() => [.. CommandLine.Run("compare", runs.NaiveBayes, runs.Lexicon, "--data", "sample", "--json").Lines.Where(
            line => !line.Contains("econd\"", StringComparison.Ordinal) && !line.Contains("\"seconds\"", StringComparison.Ordinal))];
        Assert.Equal(Lines(), Lines());
    }

    [Fact]
    public void Single_model_is_measured_with_a_note()
    {
        CommandResult result = CommandLine.Run("compare", runs.NaiveBayes, "--data", "sample");
        Assert.Equal(0, result.Code);
        Assert.Contains("note: naive-bayes is the only model", result.Error, StringComparison.Ordinal);
        Assert.Contains("ROC curves", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("McNemar", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_model_twice_gets_two_names_and_a_note()
    {
        CommandResult result = CommandLine.Run("compare", runs.Lexicon, Path.Combine(runs.Lexicon, "model.safetensors"), "--data", "sample");
        Assert.Equal(0, result.Code);
        Assert.Contains("note: lexicon and lexicon (2) are the same file", result.Error, StringComparison.Ordinal);
        Assert.Matches(@"\nlexicon - lexicon \(2\) +0 +0 +1\.0000 +exact +0\.0000 +0\.0000 to 0\.0000 +may be chance\n", result.Output);
        Assert.Contains("The models give every review the same label.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sample", null)]
    [InlineData("sample:test", null)]
    [InlineData("sample:train", "are among those that naive-bayes was trained on")]
    public void Run_that_has_seen_the_reviews_is_named(string data, string? says)
    {
        CommandResult result = CommandLine.Run("compare", runs.NaiveBayes, runs.Lexicon, "--data", data);
        Assert.Equal(0, result.Code);
        if (says is null)
            Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
        else
            Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_file_that_a_run_was_trained_on_is_known_again()
    {
        string data = _folder.Write(
            "own.csv", "review,sentiment\n"
            + string.Concat(Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? $"A fine film {i}.,1\n" : $"A dull film {i}.,0\n")));
        string run = _folder.File("own");
        Assert.Equal(0, CommandLine.Run("train", "lexicon", "--data", data, "--run", run).Code);
        string detour = Path.Combine(_folder.Path, ".", "own.csv");
        CommandResult result = CommandLine.Run("compare", run, runs.NaiveBayes, "--data", detour);
        Assert.Equal(0, result.Code);
        Assert.Contains("of these 20 reviews (80 %) are among those that own was trained on", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_overlays_the_learning_curves_of_all_runs()
    {
        string twin = _folder.File("twin");
        Directory.CreateDirectory(twin);
        foreach (string file in (string[])["model.safetensors", "history.jsonl"])
            File.Copy(Path.Combine(trained.Path, file), Path.Combine(twin, file));
        string report = _folder.File("report.html");
        CommandResult result = CommandLine.Run("compare", trained.Path, twin, runs.NaiveBayes, "--data", "sample", "--report", report);
        Assert.Equal(0, result.Code);
        Assert.Contains($"report: {report}\n", result.Error, StringComparison.Ordinal);
        string page = File.ReadAllText(report);
        Assert.Contains("Loss of all runs", page, StringComparison.Ordinal);
        string last = JsonDocument.Parse(File.ReadLines(Path.Combine(twin, "history.jsonl")).Last()).RootElement.GetProperty("validationLoss")
            .GetDouble().ToString("F4", CultureInfo.InvariantCulture);
        foreach (string name in (string[])["run", "twin"])
            Assert.Matches($"<th[^>]*>{name}</th><td[^>]*>3</td><td[^>]*>[0-9.]+</td><td[^>]*>{last}</td>", Regex.Replace(page, ">\\s+<", "><"));
        Assert.DoesNotContain("Loss of all runs", Report(runs.NaiveBayes, runs.Lexicon), StringComparison.Ordinal);

        string Report(params string[] models)
        {
            Assert.Equal(0, CommandLine.Run(["compare", .. models, "--data", "sample", "--report", report]).Code);
            return File.ReadAllText(report);
        }
    }

    [Fact]
    public void Run_of_an_older_version_is_known_by_the_path_of_its_data()
    {
        string run = _folder.File("old");
        Directory.CreateDirectory(Path.Combine(run, "checkpoint"));
        File.WriteAllBytes(Path.Combine(run, "model.safetensors"), WithoutFingerprints(runs.NaiveBayes));
        File.Copy(Path.Combine(runs.NaiveBayes, "checkpoint", "run.json"), Path.Combine(run, "checkpoint", "run.json"));
        CommandResult result = CommandLine.Run("compare", run, runs.Lexicon, "--data", "sample:train", "--json");
        Assert.Equal(0, result.Code);
        Assert.Contains("warning: old was trained on most of these reviews of sample:train", result.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("models")[0].GetProperty("seenInTraining").ValueKind);
    }

    /// <summary>A run's model as a version wrote it that did not record which reviews it was trained on.</summary>
    private static byte[] WithoutFingerprints(string run)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(run, "model.safetensors"));
        bytes[bytes.AsSpan().IndexOf("\"trainingReviews\""u8) + 1] = (byte)'T';
        return bytes;
    }

    [Fact]
    public void One_class_only_has_no_AUC_and_a_warning()
    {
        string data = _folder.Write("good.csv", "review,sentiment\nA fine film.,positive\nLovely.,positive\n");
        CommandResult result = CommandLine.Run("compare", runs.NaiveBayes, runs.Lexicon, "--data", data);
        Assert.Equal(0, result.Code);
        Assert.Contains("warning: all 2 reviews are positive", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ROC curves", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_a_review_do_not_reach_the_terminal()
    {
        string data = _folder.Write(
            "odd.jsonl", string.Concat(
            Enumerable.Repeat(
            "{\"text\":\"\\u001b[2J\\u0007A wonderful, wonderful film<br /><br />and a dull, boring "
            + "mess.\",\"label\":1}\n{\"text\":\"bad\",\"label\":0}\n", 2)));
        CommandResult result = CommandLine.Run("compare", trained.Path, runs.NaiveBayes, runs.Lexicon, "--data", data);
        Assert.Equal(0, result.Code);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\u0007', result.Output);
    }

    [Fact]
    public void Damage_beside_the_model_costs_its_training_time_alone()
    {
        string run = _folder.File("damaged");
        Directory.CreateDirectory(Path.Combine(run, "checkpoint"));
        File.WriteAllBytes(Path.Combine(run, "model.safetensors"), WithoutFingerprints(runs.Lexicon));
        File.WriteAllText(Path.Combine(run, "metrics.json"), "{");
        File.WriteAllText(Path.Combine(run, "checkpoint", "run.json"), "[]");
        CommandResult result = CommandLine.Run("compare", run, runs.Lexicon, "--data", "sample", "--json");
        Assert.Equal(0, result.Code);
        Assert.Contains("warning: cannot read " + Path.Combine(run, "metrics.json"), result.Error, StringComparison.Ordinal);
        Assert.Contains("warning: cannot read " + Path.Combine(run, "checkpoint", "run.json"), result.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("models")[0].GetProperty("trainSeconds").ValueKind);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        AssertRefused("there is no model at", runs.Lexicon, _folder.File("none"), "--data", "sample");
        AssertRefused("there is no model at", runs.Lexicon, _folder.Path, "--data", "sample");
        AssertRefused("there is no model at", runs.Lexicon, "", "--data", "sample");
        AssertRefused("noise.safetensors", runs.Lexicon, _folder.Write("noise.safetensors", "noise"), "--data", "sample");
        AssertRefused("there is no such file or folder", runs.Lexicon, runs.NaiveBayes, "--data", _folder.File("none.csv"));
        AssertRefused("no unlabelled reviews", runs.Lexicon, runs.NaiveBayes, "--data", "sample:unsup");
        AssertRefused("header.csv holds no reviews", runs.Lexicon, "--data", _folder.Write("header.csv", "review,sentiment\n"));
        string odd = _folder.Write("odd.csv", "review,sentiment\nFine.,1\nSo.,meh\n" + string.Concat(Enumerable.Repeat("Dull.,0\n", 9)));
        AssertRefused("odd.csv, row 3 (line 3): unknown label 'meh'", runs.Lexicon, runs.NaiveBayes, "--data", odd);
        AssertRefused("it is a folder", runs.Lexicon, runs.NaiveBayes, "--data", "sample", "--predictions", _folder.Path);
        Assert.Contains("left out 1 of 11 rows",
            CommandLine.Run("compare", runs.Lexicon, runs.NaiveBayes, "--data", odd, "--on-bad-row", "skip").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_without_labelled_reviews_is_refused()
    {
        _folder.Write("aclImdb/train/unsup/0_0.txt", "Nobody said.");
        AssertRefused("no labelled reviews to compare models on", runs.Lexicon, runs.NaiveBayes, "--data", _folder.File("aclImdb:unsup"));
    }

    private static void AssertRefused(string says, params string[] args)
    {
        CommandResult result = CommandLine.Run(["compare", .. args]);
        Assert.Equal(1, result.Code);
        Assert.Empty(result.Output);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
    }
}
