using System.Text.Json;
using System.Text.Json.Nodes;
using Plaudit.Baselines;
using Plaudit.Recipes;
using Plaudit.Tests.Text;

namespace Plaudit.Tests.Baselines;

public class SklearnTests
{
    public static IEnumerable<TheoryDataRow<int>> Models => BaselinesGolden.ModelRows;

    [Theory]
    [MemberData(nameof(Models))]
    public void Ngrams_weights_and_bias_are_those_of_scikit_learn(int index)
    {
        JsonElement golden = BaselinesGolden.Root.GetProperty("models")[index];
        NgramModel model = Fit(golden);
        Dictionary<string, double> expected = BaselinesGolden.ByNgram(golden.GetProperty("weights"));
        Dictionary<string, float> found =
            model.Ngrams().Zip(model.Weights.Weights).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        double scale = expected.Values.Max(Math.Abs);
        foreach ((string ngram, double weight) in expected)
            AssertClose(ngram, weight, found[ngram], 1e-6 * scale);
        AssertClose("bias", golden.GetProperty("bias").GetDouble(), model.Weights.Bias[0], 1e-6 * scale);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Inverse_document_frequencies_are_those_of_scikit_learn(int index)
    {
        JsonElement golden = BaselinesGolden.Root.GetProperty("models")[index];
        NgramModel model = Fit(golden);
        if (!golden.TryGetProperty("idf", out JsonElement idf))
        {
            Assert.Null(model.Weights.Idf);
            return;
        }

        Dictionary<string, double> expected = BaselinesGolden.ByNgram(idf);
        foreach ((string ngram, float found) in model.Ngrams().Zip(model.Weights.Idf!))
            AssertClose(ngram, expected[ngram], found, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Held_out_sentences_get_scikit_learns_decisions_and_probabilities(int index)
    {
        JsonElement golden = BaselinesGolden.Root.GetProperty("models")[index];
        NgramModel model = Fit(golden);
        float[] scores = [.. model.Answers(BaselinesGolden.HeldOut).Select(answer => answer.Score)];
        double[] decisions = BaselinesGolden.Doubles(golden.GetProperty("decisions"));
        double[] expected = golden.TryGetProperty("probabilities", out JsonElement probabilities)
            ? BaselinesGolden.Doubles(probabilities)
            : [.. decisions.Select(margin => Sigmoid((model.Weights.Calibration![0] * margin) + model.Weights.Calibration[1]))];
        Assert.Equal(expected.Length, scores.Length);
        for (int i = 0; i < scores.Length; i++)
            AssertClose(BaselinesGolden.HeldOut[i], expected[i], scores[i], 2e-6);
    }

    [Fact]
    public void Platt_scaling_finds_scikit_learns_sigmoid()
    {
        foreach (JsonElement golden in BaselinesGolden.Root.GetProperty("platt").EnumerateArray())
        {
            bool[] positive = [.. Golden.Numbers(golden.GetProperty("labels")).Select(label => label == 1)];
            var scaling = PlattScaling.Fit(BaselinesGolden.Doubles(golden.GetProperty("margins")), positive);
            // scikit-learn stops at a gradient of 1e-5.
            AssertClose("slope", golden.GetProperty("slope").GetDouble(), scaling.Slope, 1e-4);
            AssertClose("offset", golden.GetProperty("offset").GetDouble(), scaling.Offset, 1e-4);
        }
    }

    [Fact]
    public void Tokens_are_those_of_scikit_learns_vectorizers()
    {
        foreach (JsonElement golden in BaselinesGolden.Root.GetProperty("tokens").EnumerateArray())
        {
            string text = golden.GetProperty("text").GetString()!;
            string lower = TextPipeline.Clean(text, "lowercase");
            Assert.Equal(Golden.Strings(golden.GetProperty("tokens")), TextPipeline.TokensOf(lower, "scikit-learn"));
        }
    }

    private static NgramModel Fit(JsonElement golden)
    {
        var options = (JsonObject)JsonNode.Parse(golden.GetProperty("options").GetRawText())!;
        if (options.ContainsKey("cost"))
        {
            options["tolerance"] = 1e-10;
            options["maximumPasses"] = 100_000;
        }

        Recipe recipe = BaselineRig.RecipeOf(golden.GetProperty("model").GetString()!, options.ToJsonString());
        return (NgramModel)BaselineRig.Fit(recipe, BaselinesGolden.Train);
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static void AssertClose(string what, double expected, double found, double tolerance) =>
        Assert.True(Math.Abs(expected - found) <= tolerance, $"{what}: expected {expected:R}, found {found:R}");
}
