using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Tests.Models;

/// <summary>
/// A review's score is its own, to the bit: neighbours in its batch, threads and other callers do not move it.
/// </summary>
public class SentimentModelScoringTests
{
    private const int Ids = 60;

    private static readonly SentimentModel s_model = NewModel();
    private static readonly int[][] s_reviews = NewReviews(150);

    [Fact]
    public void Scores_are_the_sigmoid_of_each_reviews_own_logit()
    {
        float[] scores = Score(s_model, s_reviews);
        Assert.Equal(s_reviews.Length, scores.Length);
        Workspace workspace = s_model.CreateWorkspace();
        var batch = new RaggedBatch();
        for (int i = 0; i < s_reviews.Length; i++)
        {
            batch.Fill(s_reviews, [i]);
            double score = 1 / (1 + Math.Exp(-s_model.Forward(batch, workspace)[0]));
            Assert.Equal(score, scores[i], 1e-6);
        }

        Assert.True(scores.Max() - scores.Min() > 0.2, "the scores hardly differ: nothing was checked");
    }

    [Theory]
    [InlineData("""{ "type": "lstm", "units": 17 }""")]
    [InlineData("""{ "type": "bidirectional", "units": 16 }, { "type": "batch-normalization" }""")]
    [InlineData("""{ "type": "lstm", "units": 150, "returnSequences": true }, { "type": "attention" }""")]
    [InlineData(
        """{ "type": "lstm", "units": 20, "returnSequences": true }, { "type": "concat-pooling" }, """
        + """{ "type": "dense", "units": 9, "activation": "tanh" }""")]
    [InlineData("""{ "type": "positions" }, { "type": "transformer", "heads": 2 }, { "type": "mean-pooling" }""")]
    public void Neighbours_do_not_move_a_score_by_a_bit(string layers)
    {
        SentimentModel model = NewModel($$"""[ { "type": "embedding", "size": 20 }, {{layers}}, { "type": "dense", "units": 1 } ]""");
        float[] all = Score(model, s_reviews);
        Assert.Equal(all, s_reviews.Select(review => Score(model, [review])[0]));
        var random = new SeededRandom(4);
        for (int trial = 0; trial < 40; trial++)
        {
            int[] chosen = [.. Enumerable.Range(0, 1 + random.NextInt32(70)).Select(_ => random.NextInt32(s_reviews.Length))];
            Assert.Equal(chosen.Select(i => all[i]), Score(model, [.. chosen.Select(i => s_reviews[i])]));
        }

        Assert.True(all.Distinct().Count() > s_reviews.Length / 2, "the scores hardly differ: nothing was checked");
    }

    [Fact]
    public void The_same_reviews_give_the_same_bits_with_any_number_of_threads_and_every_time()
    {
        float[] alone = Score(s_model, s_reviews);
        Assert.Equal(alone, Score(s_model, s_reviews));
        Assert.Equal(alone, Score(s_model, s_reviews, threads: 2));
        Assert.Equal(alone, Score(s_model, s_reviews, threads: 7));
    }

    [Fact]
    public void Many_callers_at_a_time_get_the_scores_of_one()
    {
        float[] alone = Score(s_model, s_reviews);
        // A fresh model: its weights are packed and its vocabulary projected while several threads wait for that.
        SentimentModel fresh = NewModel();
        var fourThreads = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        Parallel.For(0, 16, fourThreads, _ => Assert.Equal(alone, Score(fresh, s_reviews)));
    }

    [Fact]
    public void New_weights_are_seen_by_the_next_score()
    {
        SentimentModel model = NewModel();
        float before = Score(model, s_reviews)[0];
        model.Arena.Values.Span.Clear();
        model.Arena.MarkChanged();
        Assert.NotEqual(0.5f, before);
        Assert.All(Score(model, s_reviews), score => Assert.Equal(0.5f, score));
    }

    [Fact]
    public void Texts_are_encoded_scored_and_counted()
    {
        IReadOnlyList<ReviewScore> scores = s_model.Score(["word1 word2 nonsense", "", "word7"], 1, TestContext.Current.CancellationToken);
        Assert.Equal([(3, 1, false), (0, 0, false), (1, 0, false)], scores.Select(score => (score.Tokens, score.UnknownTokens, score.Truncated)));
        Assert.Equal(Score(s_model, [[1, 2], [0], [7]]), scores.Select(score => score.Score), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(scores, score => Assert.InRange(score.Score, 0, 1));
        Assert.Empty(s_model.Score(Array.Empty<string>(), 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_cancelled_call_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => s_model.Logits(s_reviews, 1, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => s_model.Logits(s_reviews, 2, cancelled.Token));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(Ids)]
    [InlineData(int.MaxValue)]
    public void An_id_without_a_row_in_the_embedding_is_refused(int id)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Score(s_model, [[1], [2, id]]));
        Assert.Contains(id.ToString(), refused.Message);
        Assert.Contains(id < 0 ? "start at 0" : $"below {Ids}", refused.Message);
    }

    [Fact]
    public void A_gradient_is_asked_for_in_vain_where_none_are_kept() =>
        Assert.Throws<InvalidOperationException>(() => { _ = NewModel().Parameters[0].Gradient; });

    private static float[] Score(SentimentModel model, IReadOnlyList<int[]> reviews, int threads = 1) =>
        [.. model.Logits(reviews, threads, TestContext.Current.CancellationToken).Select(SentimentModel.Sigmoid)];

    private static SentimentModel NewModel(
        string layers =
            """[ { "type": "embedding", "size": 20 }, { "type": "lstm", "units": 17 }, { "type": "dropout", "rate": 0.5 }, """
            + """{ "type": "dense", "units": 1 } ]""")
    {
        Recipe recipe = SentimentModelRig.RecipeOf(layers);
        SentimentModel model = SentimentModel.Create(recipe, SentimentModelRig.EncoderOf(Ids), 3);
        var random = new SeededRandom(9);
        foreach (Parameter parameter in model.Parameters)
        {
            foreach (ref float value in parameter.Value)
                value = (float)random.NextUniform(parameter.Name.EndsWith("variance", StringComparison.Ordinal) ? 0.1 : -1, 1);
        }

        model.Arena.MarkChanged();
        return model;
    }

    private static int[][] NewReviews(int count)
    {
        var random = new SeededRandom(2);
        int[][] reviews = new int[count][];
        for (int i = 0; i < count; i++)
        {
            reviews[i] = new int[1 + random.NextInt32(30)];
            foreach (ref int id in reviews[i].AsSpan())
                id = random.NextInt32(Ids);
        }

        return reviews;
    }
}
