using Plaudit.Evaluation;
using Plaudit.Inference;

namespace Plaudit.Tests.Inference;

/// <summary>The model that comes with Plaudit: small, with its card, and right about plain sentences.</summary>
public sealed class BundledModelTests
{
    [Fact]
    public void Takes_at_most_five_megabytes()
    {
        using Stream stream = typeof(SentimentPredictor).Assembly.GetManifestResourceStream("bundled/model.safetensors")!;
        Assert.InRange(stream.Length, 100_000, 5_000_000);
    }

    [Fact]
    public void Card_says_what_it_was_trained_on_and_how_good_it_is()
    {
        ModelCard card = ModelCard.Read(null);
        Assert.Equal("the bundled model", card.File);
        Assert.Equal("everyday", card.Model.Recipe.Name);
        EvaluationResult metrics = EvaluationResult.FromJson(card.Model.Metrics!);
        Assert.Equal("20 % of train, grouped by film, seed 42", metrics.Split);
        Assert.InRange(metrics.Accuracy, 0.86, 1);
    }

    [Theory]
    [InlineData("A wonderful film, moving and clever.", 0.9555)]
    [InlineData("One of the best films of the year: funny, sad and true.", 0.9608)]
    [InlineData("I can't recommend this highly enough!", 0.8029)]
    [InlineData("Dull from start to finish.", 0.0323)]
    [InlineData("I wanted to like it, but the second half is a mess.", 0.0497)]
    [InlineData("Terrible service and rude staff.", 0.0078)]
    public void Answers_are_pinned(string text, double score) => Assert.Equal(score, SentimentPredictor.Default.Predict(text).Score, 5e-4);

    [Fact]
    public void Eight_bit_weights_hardly_change_its_answers()
    {
        string[] texts = [.. Plaudit.Tests.Data.TestData.Open("sample").Labelled.Select(review => review.Text)];
        CancellationToken stop = TestContext.Current.CancellationToken;
        IReadOnlyList<Prediction> full = SentimentPredictor.Default.Predict(texts, 1, stop);
        IReadOnlyList<Prediction> bytes = SentimentPredictor.Load(null, WeightPrecision.EightBit).Predict(texts, 1, stop);
        Assert.All(full.Zip(bytes), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 0.05));
        Assert.Contains(full.Zip(bytes), pair => pair.First.Score != pair.Second.Score);
    }

    [Fact]
    public void Default_predictor_is_loaded_once() => Assert.Same(SentimentPredictor.Default, SentimentPredictor.Default);
}
