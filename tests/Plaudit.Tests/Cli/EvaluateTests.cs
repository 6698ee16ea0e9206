using System.Text.Json;
using Plaudit.Evaluation;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

public sealed class EvaluateTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void Metrics_are_those_of_the_run_to_the_last_digit(string threads)
    {
        CommandResult result = CommandLine.Run("evaluate", trained.Path, "--data", "sample", "--json", "--threads", threads);
        Assert.Equal(0, result.Code);
        var evaluated = EvaluationResult.FromJson(result.Output);
        var recorded = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(trained.Path, "metrics.json")));
        Assert.NotNull(evaluated.Seconds);
        Assert.Equal(recorded with { Seconds = null, TrainSeconds = null, Split = null, Roc = null }, evaluated with { Seconds = null });
        Assert.Equal(result.Output, evaluated.ToJson());
    }

    [Fact]
    public void Predictions_are_those_of_the_run()
    {
        string file = _folder.File("predictions.csv");
        Assert.Equal(0, CommandLine.Run(
            "evaluate", Path.Combine(trained.Path, "model.safetensors"), "--data", "sample:test", "--predictions", file).Code);
        Assert.Equal(File.ReadAllText(Path.Combine(trained.Path, "predictions.csv")), File.ReadAllText(file));
    }

    [Fact]
    public void Predictions_carry_the_true_label_and_the_columns_of_the_data()
    {
        string data = _folder.Write("r.csv", "id,review,sentiment,source\n7,\"Fine, warm.\",pos,web\n8,Dull.,neg,web\n");
        string file = _folder.File("predictions.csv");
        Assert.Equal(0, CommandLine.Run("evaluate", trained.Path, "--data", data, "--predictions", file).Code);
        string[] lines = File.ReadAllLines(file);
        Assert.Equal("index,predicted_label,predicted_probability,source,true_label,id,review,sentiment,input_source", lines[0]);
        Assert.Matches("^0,[01],[0-9.E-]+,r.csv:2,1,7,\"Fine, warm.\",pos,web$", lines[1]);
        Assert.Matches("^1,[01],[0-9.E-]+,r.csv:3,0,8,Dull.,neg,web$", lines[2]);
        Assert.StartsWith("index,predicted_label,predicted_probability,source,true_label,text\n",
            File.ReadAllText(Path.Combine(trained.Path, "predictions.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_printed_for_people()
    {
        CommandResult result = CommandLine.Run("evaluate", trained.Path, "--data", "sample");
        var recorded = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(trained.Path, "metrics.json")));
        Assert.Equal(0, result.Code);
        Assert.Contains(
            $"reviews        120\nloss           {recorded.LogLoss:F4}\naccuracy       {recorded.Accuracy:F4}\nprecision      "
            + $"{recorded.Precision:F4}\n"
            + $"recall         {recorded.Recall:F4}\nF1             {recorded.F1:F4}\nROC AUC        {recorded.RocAuc:F4}\n", result.Output,
            StringComparison.Ordinal);
        Assert.Matches(
            $@"negative +{recorded.Confusion.TrueNegative}  +{recorded.Confusion.FalsePositive}\n"
            + $@"positive +{recorded.Confusion.FalseNegative}  +{recorded.Confusion.TruePositive}\n", result.Output);
        Assert.Contains(ClassificationReport.Format(recorded.Confusion), result.Output, StringComparison.Ordinal);
        Assert.Matches(@"evaluated in   [0-9.]+ s \([0-9,]+ reviews/s\)\n$", result.Output);
    }

    [Fact]
    public void One_class_only_has_no_AUC_and_a_warning()
    {
        string data = _folder.Write("good.csv", "review,sentiment\nA fine film.,positive\nLovely.,positive\n");
        CommandResult text = CommandLine.Run("evaluate", trained.Path, "--data", data);
        Assert.Equal(0, text.Code);
        Assert.Contains("ROC AUC        NaN\n", text.Output, StringComparison.Ordinal);
        Assert.Contains("warning: all 2 reviews are positive", text.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(CommandLine.Run("evaluate", trained.Path, "--data", data, "--json").Output);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("rocAuc").ValueKind);
    }

    [Fact]
    public void Rows_left_out_are_counted_and_named()
    {
        string data = _folder.Write("odd.csv", "text,mood\nFine.,1\nDull.,so-so\n" + string.Concat(Enumerable.Repeat("Lovely.,0\n", 9)));
        CommandResult result = CommandLine.Run(
            "evaluate", trained.Path, "--data", data, "--text-column", "text", "--label-column", "mood", "--on-bad-row", "skip", "--json");
        Assert.Equal(0, result.Code);
        Assert.Equal(10, EvaluationResult.FromJson(result.Output).Count);
        Assert.Contains("odd.csv: left out 1 of 11 rows", result.Error, StringComparison.Ordinal);
        Assert.Contains("odd.csv, row 3 (line 3): unknown label 'so-so'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_a_command_are_not_the_same()
    {
        string data = _folder.Write("mine.csv", "review,sentiment\nFine.,1\nDull.,0\n");
        string before = File.ReadAllText(data);
        foreach ((string[] files, string says) in new (string[], string)[]
        {
            (["--predictions", data], "--predictions and --data"), (["--report", data], "--report and --data"),
            (["--predictions", _folder.File("x"), "--report", _folder.File("x")], "--predictions and --report"),
        })
        {
            CommandResult result = CommandLine.Run(["evaluate", trained.Path, "--data", data, .. files]);
            Assert.Equal((1, ""), (result.Code, result.Output));
            Assert.Contains(says, result.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllText(data));
    }

    [Fact]
    public void Figures_are_printed_though_the_predictions_cannot_be_written()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        string data = _folder.Write("ok.csv", "review,sentiment\nFine.,1\nDull.,0\n");
        CommandResult result = CommandLine.Run("evaluate", trained.Path, "--data", data, "--predictions", "/dev/full", "--json");
        Assert.Equal(1, result.Code);
        Assert.Equal(2, EvaluationResult.FromJson(result.Output).Count);
        Assert.Contains("cannot write", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Device_is_written_to_and_not_replaced()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "this system has no /dev/null");
        Assert.Equal(0, CommandLine.Run("evaluate", trained.Path, "--data", "sample", "--predictions", "/dev/null").Code);
        Assert.Equal(0, File.OpenRead("/dev/null").Length);
        CommandResult full = CommandLine.Run("evaluate", trained.Path, "--data", "sample", "--predictions", "/dev/full");
        Assert.Equal(1, full.Code);
        Assert.Contains("cannot write /dev/full: No space left on device", full.Error, StringComparison.Ordinal);
    }
}
