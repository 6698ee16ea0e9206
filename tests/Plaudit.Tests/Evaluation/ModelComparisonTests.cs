using System.Text;
using System.Text.Json;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Recipes;

namespace Plaudit.Tests.Evaluation;

public class ModelComparisonTests
{
    private static readonly IReadOnlyList<Review> s_reviews =
        ComparisonGolden.Reviews(Label.Positive, Label.Negative, Label.Positive, Label.Negative, Label.Positive, Label.Negative);

    private static readonly ComparedModel s_first = ComparedModel.Of("first", s_reviews, [0.9f, 0.2f, 0.3f, 0.1f, 0.8f, 0.4f]);
    private static readonly ComparedModel s_second = ComparedModel.Of("second", s_reviews, [0.7f, 0.9f, 0.6f, 0.2f, 0.15f, 0.4f]);

    [Fact]
    public void Metrics_and_pairs_are_those_of_scikit_learn_and_SciPy()
    {
        foreach (ComparisonCase golden in ComparisonGolden.Cases)
        {
            ModelComparison comparison = Compare(golden.Reviews, golden.Models);
            foreach ((ComparedModel model, JsonElement expected) in comparison.Models.Zip(golden.Expected.GetProperty("models").EnumerateArray()))
            {
                SklearnGolden.AssertClose(expected.GetProperty("accuracy").GetDouble(), model.Metrics.Accuracy);
                SklearnGolden.AssertClose(expected.GetProperty("rocAuc").GetDouble(), model.Roc.Auc);
                SklearnGolden.AssertClose(expected.GetProperty("logLoss").GetDouble(), model.Metrics.LogLoss);
            }

            Assert.Equal(6, comparison.Pairs.Count);
            foreach ((ModelPair pair, JsonElement expected) in comparison.Pairs.Zip(golden.Pairs))
            {
                Assert.Equal((expected.GetProperty("first").GetString(), expected.GetProperty("second").GetString()), (pair.First, pair.Second));
                Assert.Equal(new McNemar(expected.GetProperty("firstOnly").GetInt64(), expected.GetProperty("secondOnly").GetInt64()), pair.Test);
                Assert.Equal(expected.GetProperty("exact").GetBoolean(), pair.Test.IsExact);
                double p = expected.GetProperty("pValue").GetDouble();
                Assert.InRange(pair.Test.PValue, p * (1 - 1e-9), p * (1 + 1e-9));
            }
        }
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        ComparisonCase golden = ComparisonGolden.Cases[1];
        Assert.Equal(Compare(golden.Reviews, golden.Models).ToJson(), Compare(golden.Reviews, golden.Models, threads: 4).ToJson());
    }

    [Fact]
    public void Reviews_that_models_label_differently_come_with_the_widest_gap_first()
    {
        ModelComparison comparison = Compare(s_reviews, [s_first, s_second]);
        Assert.Equal([1, 4, 2], comparison.Disagreements.Select(disagreement => disagreement.Index));
        Disagreement widest = comparison.Disagreements[0];
        Assert.Same(s_reviews[1], widest.Review);
        Assert.Equal([0.2f, 0.9f], widest.Scores);
        Assert.Equal(0.7, widest.Gap, 1e-6);
    }

    [Fact]
    public void Equal_gaps_stand_in_the_order_of_the_reviews()
    {
        IReadOnlyList<Review> reviews = ComparisonGolden.Reviews([.. Enumerable.Repeat(Label.Positive, 50)]);
        ModelComparison comparison = Compare(
            reviews, [ComparedModel.Of("yes", reviews, [.. Enumerable.Repeat(0.9f, 50)]),
                ComparedModel.Of("no", reviews, [.. Enumerable.Repeat(0.5f, 50)])]);
        Assert.Equal(Enumerable.Range(0, 50), comparison.Disagreements.Select(disagreement => disagreement.Index));
    }

    [Fact]
    public void Single_model_is_measured_and_has_no_pair()
    {
        ModelComparison comparison = Compare(s_reviews, [s_first]);
        Assert.Empty(comparison.Pairs);
        Assert.Empty(comparison.Disagreements);
        Assert.Equal(5.0 / 6, comparison.Models[0].Metrics.Accuracy, 12);
    }

    [Fact]
    public void Json_has_the_same_keys_for_every_model()
    {
        ComparedModel full = s_second with
        {
            Recipe = "flask",
            Parameters = 349057,
            FileBytes = 1400000,
            Metrics = s_second.Metrics with { Seconds = 2, TrainSeconds = 60 }
        };
        using var json = JsonDocument.Parse(Compare(s_reviews, [s_first, full]).ToJson(disagreements: 2));
        JsonElement root = json.RootElement;
        Assert.Equal(["data", "count", "models", "pairs", "disagreementCount", "disagreements"], Keys(root));
        foreach (JsonElement model in root.GetProperty("models").EnumerateArray())
        {
            Assert.Equal(
                ["name", "recipe", "count", "accuracy", "precision", "recall", "f1", "rocAuc", "logLoss", "confusion", "seconds", "trainSeconds",
                    "seenInTraining", "seenInValidation", "reviewsPerSecond", "parameters", "fileBytes", "roc"],
                Keys(model), StringComparer.Ordinal);
            Assert.Equal(["truePositive", "falsePositive", "trueNegative", "falseNegative"], Keys(model.GetProperty("confusion")));
            Assert.Equal(["falsePositiveRate", "truePositiveRate", "thresholds"], Keys(model.GetProperty("roc")));
        }

        JsonElement second = root.GetProperty("models")[1];
        Assert.Equal(3, second.GetProperty("reviewsPerSecond").GetDouble());
        Assert.Equal(60, second.GetProperty("trainSeconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("models")[0].GetProperty("parameters").ValueKind);
        Assert.Equal(full.Roc.TruePositiveRate,
            second.GetProperty("roc").GetProperty("truePositiveRate").EnumerateArray().Select(rate => rate.GetDouble()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("roc").GetProperty("thresholds")[0].ValueKind);

        JsonElement pair = Assert.Single(root.GetProperty("pairs").EnumerateArray());
        Assert.Equal(["first", "second", "mcNemar", "accuracyDifference"], Keys(pair));
        Assert.Equal(["firstOnly", "secondOnly", "exact", "statistic", "pValue"], Keys(pair.GetProperty("mcNemar")));
        Assert.Equal(["estimate", "low", "high", "confidence", "resamples", "seed"], Keys(pair.GetProperty("accuracyDifference")));

        Assert.Equal((3, 2), (root.GetProperty("disagreementCount").GetInt32(), root.GetProperty("disagreements").GetArrayLength()));
        JsonElement widest = root.GetProperty("disagreements")[0];
        Assert.Equal(["index", "source", "label", "gap", "scores", "text"], Keys(widest));
        Assert.Equal(("Negative", "Review 1."), (widest.GetProperty("label").GetString(), widest.GetProperty("text").GetString()));
        Assert.Equal(0.9f, widest.GetProperty("scores").GetProperty("second").GetSingle());
    }

    [Fact]
    public void Json_of_one_class_has_null_for_what_is_not_defined()
    {
        IReadOnlyList<Review> reviews = ComparisonGolden.Reviews(Label.Positive, Label.Positive);
        using var json = JsonDocument.Parse(Compare(reviews, [ComparedModel.Of("a", reviews, [0.4f, 0.6f])]).ToJson());
        JsonElement model = json.RootElement.GetProperty("models")[0];
        Assert.Equal(JsonValueKind.Null, model.GetProperty("rocAuc").ValueKind);
        Assert.All(model.GetProperty("roc").GetProperty("falsePositiveRate").EnumerateArray(), rate =>
            Assert.Equal(JsonValueKind.Null, rate.ValueKind));
    }

    [Fact]
    public void Predictions_of_all_models_stand_side_by_side()
    {
        using var stream = new MemoryStream();
        Compare(s_reviews, [s_first, s_second with { Name = "runs, \"b\"" }]).WritePredictions(stream);
        string[] lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
        Assert.Equal(
            "index,label,first_predicted_label,first_predicted_probability,\"runs, \"\"b\"\"_predicted_label\",\"runs, "
            + "\"\"b\"\"_predicted_probability\",source,text", lines[0]);
        Assert.Equal(["0,1,1,0.9,1,0.7,reviews.csv:2,Review 0.", "1,0,0,0.2,1,0.9,reviews.csv:3,Review 1."], lines[1..3]);
        Assert.Equal((8, ""), (lines.Length, lines[^1]));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        AssertRefused("there are no models", () => Compare(s_reviews, []));
        AssertRefused("there are no labelled reviews", () => ComparedModel.Of("a", [], []));
        AssertRefused("2 of the models to compare are called first", () => Compare(s_reviews, [s_first, s_first]));
        AssertRefused("a cannot be compared: 6 labels but 2 scores", () => ComparedModel.Of("a", s_reviews, [0.1f, 0.2f]));
        AssertRefused("a cannot be compared: score 1 is 1.5", () => ComparedModel.Of("a", s_reviews, [0.1f, 1.5f, 0, 0, 0, 0]));
        AssertRefused("a cannot be compared: reviews.csv:7: the review has no label", () =>
            ComparedModel.Of("a", [.. s_reviews.Take(5), s_reviews[5] with { Label = null }], new float[6]));
        AssertRefused("confidence", () => ModelComparison.Of("reviews", s_reviews, [s_first], new BootstrapOptions { Confidence = 1 }));
    }

    [Fact]
    public void Models_measured_on_other_reviews_are_refused()
    {
        IReadOnlyList<Review> fewer = [.. s_reviews.Take(2)];
        AssertRefused("second was measured on other reviews than these 6", () =>
            Compare(s_reviews, [s_first, ComparedModel.Of("second", fewer, [0.9f, 0.1f])]));
        Review[] swapped = [.. s_reviews];
        swapped[0] = swapped[0] with { Label = Label.Negative };
        AssertRefused("first was measured on other reviews", () => Compare(swapped, [s_first]));
    }

    private static ModelComparison Compare(IReadOnlyList<Review> reviews, IReadOnlyList<ComparedModel> models, int threads = 1) =>
        ModelComparison.Of("reviews.csv", reviews, models, new BootstrapOptions { Resamples = 200 }, threads, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Keys(JsonElement json) => json.EnumerateObject().Select(property => property.Name);

    private static void AssertRefused(string says, Func<object> act) =>
        Assert.Contains(says, Assert.Throws<PlauditException>(act).Message, StringComparison.Ordinal);
}
