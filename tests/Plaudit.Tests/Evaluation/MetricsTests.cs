using System.Text.Json;
using Plaudit.Evaluation;
using static Plaudit.Tests.Evaluation.SklearnGolden;

namespace Plaudit.Tests.Evaluation;

public class MetricsTests
{
    [Theory]
    [MemberData(nameof(SklearnGolden.CaseNames), MemberType = typeof(SklearnGolden))]
    public void Every_metric_equals_scikit_learn(string name)
    {
        SklearnCase golden = Case(name);
        EvaluationResult result = EvaluationResult.Evaluate(golden.Labels, golden.Scores);
        ConfusionMatrix confusion = result.Confusion;
        Assert.Equal(golden.Labels.Length, result.Count);
        Assert.Equal<double[]>(
            golden.Numbers("confusion"),
            [confusion.TrueNegative, confusion.FalsePositive, confusion.FalseNegative, confusion.TruePositive]);
        AssertClose(golden.Number("accuracy"), result.Accuracy);
        AssertClose(golden.Number("precision"), result.Precision);
        AssertClose(golden.Number("recall"), result.Recall);
        AssertClose(golden.Number("f1"), result.F1);
        AssertClose(golden.Number("rocAuc"), result.RocAuc);
        AssertClose(golden.Number("logLoss"), result.LogLoss);
    }

    [Theory]
    [MemberData(nameof(SklearnGolden.CaseNames), MemberType = typeof(SklearnGolden))]
    public void The_roc_curve_has_scikit_learns_points(string name)
    {
        SklearnCase golden = Case(name);
        RocCurve curve = RocCurve.Compute(golden.Labels, golden.Scores);
        Assert.Equal(golden.Number("rocPoints"), curve.Thresholds.Count);
        if (golden.Expected.TryGetProperty("roc", out JsonElement roc))
        {
            AssertClose(Numbers(roc[0]), curve.FalsePositiveRate);
            AssertClose(Numbers(roc[1]), curve.TruePositiveRate);
            AssertClose(Numbers(roc[2]), curve.Thresholds);
        }
        else
        {
            double[] sums = [curve.FalsePositiveRate.Sum(), curve.TruePositiveRate.Sum(), curve.Thresholds.Skip(1).Sum()];
            AssertClose(golden.Numbers("rocSums"), sums, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(SklearnGolden.CaseNames), MemberType = typeof(SklearnGolden))]
    public void The_precision_recall_curve_has_scikit_learns_points(string name)
    {
        SklearnCase golden = Case(name);
        PrecisionRecallCurve curve = PrecisionRecallCurve.Compute(golden.Labels, golden.Scores);
        Assert.Equal(golden.Number("precisionRecallPoints"), curve.Precision.Count);
        if (golden.Expected.TryGetProperty("precisionRecall", out JsonElement expected))
        {
            AssertClose(Numbers(expected[0]), curve.Precision);
            AssertClose(Numbers(expected[1]), curve.Recall);
            AssertClose(Numbers(expected[2]), curve.Thresholds);
        }
        else
        {
            AssertClose(golden.Numbers("precisionRecallSums"), [curve.Precision.Sum(), curve.Recall.Sum(), curve.Thresholds.Sum()], 1e-6);
        }
    }

    [Fact]
    public void The_area_is_the_share_of_pairs_in_the_right_order_with_ties_counted_half()
    {
        SklearnCase golden = Case("401 reviews");
        double right = 0;
        double pairs = 0;
        for (int i = 0; i < golden.Scores.Length; i++)
        {
            for (int j = 0; j < golden.Scores.Length; j++)
            {
                if (golden.Labels[i] != Label.Positive || golden.Labels[j] != Label.Negative)
                    continue;
                pairs++;
                right += golden.Scores[i] > golden.Scores[j] ? 1 : golden.Scores[i] == golden.Scores[j] ? 0.5 : 0;
            }
        }

        Assert.Equal(right / pairs, RocCurve.Compute(golden.Labels, golden.Scores).Auc);
    }

    [Fact]
    public void A_score_of_exactly_one_half_is_negative()
    {
        ConfusionMatrix confusion = ConfusionMatrix.Compute([Label.Positive, Label.Negative], [0.5, Math.BitIncrement(0.5)]);
        Assert.Equal(new ConfusionMatrix(TruePositive: 0, FalsePositive: 1, TrueNegative: 0, FalseNegative: 1), confusion);
    }

    [Fact]
    public void Floats_are_judged_as_the_doubles_they_are()
    {
        Label[] labels = [Label.Positive, Label.Negative, Label.Positive];
        float[] scores = [0.7f, 0.5f, 0.1f];
        double[] wide = [0.7f, 0.5f, 0.1f];
        Assert.Equal(EvaluationResult.Evaluate(labels, wide), EvaluationResult.Evaluate(labels, scores));
    }

    [Theory]
    [InlineData(new[] { 0.5, double.NaN }, "score 1 is NaN")]
    [InlineData(new[] { 1.5, 0.5 }, "score 0 is 1.5")]
    [InlineData(new[] { 0.5, -0.1 }, "score 1 is -0.1")]
    [InlineData(new[] { 0.5 }, "2 labels but 1 scores")]
    public void Scores_that_are_no_probabilities_are_refused_by_position(double[] scores, string message)
    {
        PlauditException error = Assert.Throws<PlauditException>(() => EvaluationResult.Evaluate([Label.Positive, Label.Negative], scores));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_evaluate_and_unknown_labels_are_refused()
    {
        PlauditException nothing = Assert.Throws<PlauditException>(() => EvaluationResult.Evaluate([], Array.Empty<double>()));
        Assert.Contains("no labelled reviews", nothing.Message, StringComparison.Ordinal);
        PlauditException unknown = Assert.Throws<PlauditException>(() => EvaluationResult.Evaluate([(Label)2], [0.5]));
        Assert.Contains("label 0 is 2", unknown.Message, StringComparison.Ordinal);
    }
}
