using System.Text.Json;
using Plaudit.Evaluation;

namespace Plaudit.Tests.Evaluation;

public class EvaluationResultTests
{
    private static readonly EvaluationResult s_result = EvaluationResult.Evaluate(
        [Label.Positive, Label.Negative, Label.Positive, Label.Negative, Label.Positive],
        [0.9, 0.2, 0.3, 0.6, 0.8]);

    [Fact]
    public void The_json_has_the_names_and_order_of_metrics_json()
    {
        JsonElement json = JsonDocument.Parse((s_result with { Seconds = 1.5, Split = "validation", TrainSeconds = 60 }).ToJson()).RootElement;
        string[] names = [.. json.EnumerateObject().Select(p => p.Name)];
        Assert.Equal(
            ["count", "accuracy", "precision", "recall", "f1", "rocAuc", "logLoss", "confusion", "seconds", "split", "trainSeconds"],
            names);
        Assert.Equal(
            ["truePositive", "falsePositive", "trueNegative", "falseNegative"],
            json.GetProperty("confusion").EnumerateObject().Select(p => p.Name));
        Assert.Equal(5, json.GetProperty("count").GetInt32());
        Assert.Equal(2.0 / 3, json.GetProperty("recall").GetDouble());
    }

    [Fact]
    public void What_is_unknown_is_absent()
    {
        string json = s_result.ToJson();
        Assert.DoesNotContain("seconds", json, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("split", json, StringComparison.Ordinal);
        Assert.EndsWith("}\n", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_reads_back_as_it_was_written()
    {
        EvaluationResult full = s_result with { Seconds = 0.1, Split = "test", TrainSeconds = 1e-3 };
        Assert.Equal(full, EvaluationResult.FromJson(full.ToJson()));
        Assert.Equal(s_result, EvaluationResult.FromJson(s_result.ToJson()));
    }

    [Fact]
    public void The_area_of_one_class_is_null_in_json_and_NaN_when_read_back()
    {
        EvaluationResult result = EvaluationResult.Evaluate([Label.Positive, Label.Positive], [0.4, 0.6]);
        Assert.True(double.IsNaN(result.RocAuc));
        Assert.Contains("\"rocAuc\": null", result.ToJson(), StringComparison.Ordinal);
        Assert.True(double.IsNaN(EvaluationResult.FromJson(result.ToJson()).RocAuc));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"rocAuc\": 0.5, \"logLoss\": 0.7}")]
    [InlineData("{\"rocAuc\": 0.5, \"logLoss\": 0.7, \"confusion\": null}")]
    [InlineData("{\"rocAuc\": 0.5, \"logLoss\": 0.7, \"confusion\": {\"truePositive\": 1}}")]
    [InlineData("""{"rocAuc": 0.5, "logLoss": "high", "confusion": {"truePositive":1,"falsePositive":1,"trueNegative":1,"falseNegative":1}}""")]
    [InlineData("""{"rocAuc": "high", "logLoss": 1, "confusion": {"truePositive":1,"falsePositive":1,"trueNegative":1,"falseNegative":1}}""")]
    public void Anything_else_is_refused(string json) =>
        Assert.Contains("metrics", Assert.Throws<PlauditException>(() => EvaluationResult.FromJson(json)).Message, StringComparison.Ordinal);
}
