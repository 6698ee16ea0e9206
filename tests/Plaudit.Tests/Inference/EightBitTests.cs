using Plaudit.Data;
using Plaudit.Inference;
using Plaudit.Kernels;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Tests.Inference;

/// <summary>Eight-bit weights change answers a little, and the same for a review alone or among others.</summary>
public sealed class EightBitTests : IDisposable
{
    private static readonly string[] s_texts = [.. ReviewData.Open("sample").Labelled.Select(review => review.Text)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plaudit-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("lstm", 128)]
    [InlineData("lstm", 20)]
    [InlineData("bidirectional", 48)]
    public void Scores_stay_close_to_those_of_full_precision(string layer, int units)
    {
        string path = Save(layer, units);
        CancellationToken stop = TestContext.Current.CancellationToken;
        double[] full = [.. SentimentPredictor.Load(path).Predict(s_texts, 1, stop).Select(answer => answer.Score)];
        double[] eight = [.. SentimentPredictor.Load(path, WeightPrecision.EightBit).Predict(s_texts, 1, stop).Select(answer => answer.Score)];
        double[] changes = [.. full.Zip(eight, (a, b) => Math.Abs(a - b))];
        Assert.InRange(changes.Max(), 1e-9, 0.02);
        Assert.True(changes.Average() < 0.004, $"mean change {changes.Average()}");
    }

    /// <summary>Groups of a dozen rows, tiles of six and lone rows all see the same whole numbers.</summary>
    [Theory]
    [InlineData("lstm", 32, false)]
    [InlineData("lstm", 48, true)]
    [InlineData("bidirectional", 20, false)]
    [InlineData("bidirectional", 20, true)]
    public void A_review_gets_the_same_bits_alone_and_among_others(string layer, int units, bool sequences)
    {
        var predictor = SentimentPredictor.Load(Save(layer, units, sequences), WeightPrecision.EightBit);
        string[] texts = s_texts[..100];
        double[] alone = [.. texts.Select(text => predictor.Predict(text).Score)];
        foreach (int together in (ReadOnlySpan<int>)[2, 3, 4, 5, 7, 13, 64, 100])
        {
            for (int first = 0; first < texts.Length; first += together)
            {
                IReadOnlyList<Prediction> answers =
                    predictor.Predict(texts[first..Math.Min(texts.Length, first + together)], 2, TestContext.Current.CancellationToken);
                for (int i = 0; i < answers.Count; i++)
                    Assert.Equal(alone[first + i], answers[i].Score);
            }
        }
    }

    private string Save(string layer, int units, bool sequences = false)
    {
        // Large weights, so that gates are not all near one half and rounding has something to spoil.
        var recipe = Recipe.Parse(
            $$"""
            { "name": "small", "text": { "vocabularySize": 500 },
              "layers": [ { "type": "embedding", "size": 16 }, { "type": "{{layer}}", "units": {{units}}
                {{(sequences ? """, "returnSequences": true }, { "type": "max-pooling" }""" : " }")}}, { "type": "dense", "units": 1 } ] }
            """,
            "the test's recipe");
        var model = SentimentModel.Create(recipe, TextEncoder.Fit(recipe.Text, s_texts));
        foreach (Plaudit.Layers.Parameter parameter in model.Parameters.Where(
            parameter => parameter.Name.EndsWith("embeddings", StringComparison.Ordinal)))
        {
            foreach (ref float value in parameter.Value)
                value *= 20;
        }

        string path = Path.Combine(_folder.FullName, "model.safetensors");
        model.Save(path);
        return path;
    }
}
