using Plaudit.Models;

namespace Plaudit.Tests.Models;

/// <summary>Texts that are far longer than reviews: time, memory and the right answer.</summary>
public class LongTextTests
{
    private const string Transformer =
        """[ { "type": "embedding", "size": 16 }, { "type": "transformer", "heads": 2 }, """
        + """{ "type": "mean-pooling" }, { "type": "dense", "units": 1 } ]""";
    private const int Ids = 40;

    private static readonly SentimentModel s_transformer = NewModel(Transformer);

    [Fact]
    public void A_text_said_many_times_over_attends_as_said_once()
    {
        // Without positions, attention to a word that is there 300 times is that to a word that is there once.
        int[] once = [3, 7, 7, 11, 20];
        int[] often = [.. Enumerable.Repeat(once, 300).SelectMany(ids => ids)];
        float[] logits = s_transformer.Logits([once, often], 1, TestContext.Current.CancellationToken);
        Assert.Equal(logits[0], logits[1], 1e-4);
        Assert.NotEqual(logits[0], s_transformer.Logits([[3, 7, 7, 11, 21]], 1, TestContext.Current.CancellationToken)[0], 1e-4);
    }

    [Fact]
    public void Long_texts_have_the_bits_of_each_alone()
    {
        SentimentModel model = NewModel(
            """[ { "type": "embedding", "size": 8 }, { "type": "lstm", "units": 8 }, { "type": "dense", "units": 1 } ]""");
        int[][] texts = [.. Enumerable.Range(0, 40).Select(i => Text(i, 500 + (i * 97)))];
        float[] together = model.Logits(texts, 2, TestContext.Current.CancellationToken);
        Assert.Equal(together, texts.Select(text => model.Logits([text], 1, TestContext.Current.CancellationToken)[0]));
        Assert.Equal(texts.Length, together.Distinct().Count());
    }

    [Fact]
    public void Work_on_a_single_text_stops_when_its_time_is_up()
    {
        using var time = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        // Whether a single text's work looks at the time at all: without that the answer would come, however late.
        Assert.ThrowsAny<OperationCanceledException>(() => s_transformer.Logits([Text(1, 100_000)], 1, time.Token));
    }

    private static int[] Text(int seed, int length)
    {
        var random = new SeededRandom(seed);
        int[] ids = new int[length];
        for (int i = 0; i < length; i++)
            ids[i] = 1 + random.NextInt32(Ids - 1);
        return ids;
    }

    private static SentimentModel NewModel(string layers) =>
        SentimentModel.Create(SentimentModelRig.RecipeOf(layers), SentimentModelRig.EncoderOf(Ids), 3);
}
