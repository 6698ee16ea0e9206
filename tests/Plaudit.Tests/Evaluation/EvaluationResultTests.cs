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
    public void The_curve_that_a_run_records_is_drawn_as_well_with_a_hundred_points_as_with_all()
    {
        Label[] labels = [.. Enumerable.Range(0, 4000).Select(i => i % 2 == 0 ? Label.Positive : Label.Negative)];
        double[] scores = [.. labels.Select((label, i) => Math.Clamp(((i * 7919L % 4001) / 6000.0) + (label == Label.Positive ? 0.3 : 0), 0, 1))];
        RocCurve curve = RocCurve.Compute(labels, scores);
        RocPoints points = RocPoints.Of(curve)!;
        Assert.InRange(points.Points.Count, 50, 170);
        Assert.Equal((0, 0), points.Points[0]);
        Assert.Equal((1, 1), points.Points[^1]);
        double area = points.Points.Zip(
            points.Points.Skip(1), (a, b) => (b.FalsePositiveRate - a.FalsePositiveRate) * (a.TruePositiveRate + b.TruePositiveRate) / 2).Sum();
        Assert.Equal(curve.Auc, area, 0.001);

        EvaluationResult result = s_result with { Roc = points };
        Assert.Equal(result, EvaluationResult.FromJson(result.ToJson()));
        Assert.NotEqual(s_result, result);
        Assert.Contains("\n  \"roc\": {\"falsePositiveRate\":[0,", result.ToJson(), StringComparison.Ordinal);
        Assert.Null(RocPoints.Of(RocCurve.Compute([Label.Positive, Label.Positive], [0.4, 0.6])));
        Assert.Throws<PlauditException>(
            () => EvaluationResult.FromJson(
            s_result.ToJson().Replace("\"rocAuc\"", "\"roc\": {\"falsePositiveRate\":[0]}, \"rocAuc\"", StringComparison.Ordinal)));
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
    [InlineData("[[[")]
    [InlineData("7")]
    public void Anything_else_is_refused(string json)
    {
        string message = Assert.Throws<PlauditException>(() => EvaluationResult.FromJson(json)).Message;
        Assert.Contains("metrics", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Plaudit.", message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", message, StringComparison.Ordinal);
    }
}
