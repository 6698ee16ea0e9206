using System.Text.Json;
using Plaudit.Models;
using Plaudit.Server.Json;

namespace Plaudit.Server.Tests;

/// <summary>The dearest requests that are allowed, and those that are not: nobody else waits for them, and their memory comes back.</summary>
[Collection(RunAlone.Name)]
public class LongTextTests(TestModels models)
{
    [Fact]
    public async Task An_explanation_lists_no_more_words_than_are_allowed()
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.First], MaxListedWords = 700 });
        string review = string.Concat(Enumerable.Range(0, 3000).Select(i => $"word{i} "));
        Reply reply = await server.Post("/explain", JsonSerializer.Serialize(new { review }));
        Assert.Equal(3000, reply.Json.GetProperty("tokens").GetInt32());
        JsonElement[] words = [.. reply.Json.GetProperty("words").EnumerateArray()];
        // The model reads the last 60 words: they are listed, whatever else is.
        Assert.Equal(Enumerable.Range(2300, 700).Select(i => $"word{i}"), words.Select(word => word.GetProperty("word").GetString()));
        Assert.Equal(60, words.Count(word => word.GetProperty("read").GetBoolean()));
        Assert.All(words, word =>
            Assert.Equal(word.GetProperty("word").GetString(),
            review.Substring(word.GetProperty("start").GetInt32(), word.GetProperty("length").GetInt32())));
    }

    [Fact]
    public async Task Long_explanations_keep_neither_predictions_nor_batches_nor_short_explanations_waiting()
    {
        var options = new PlauditServerOptions
        {
            Models = [$"slow={models.Unbounded}", $"net={models.First}"],
            Workers = 1,
            RequestTimeoutSeconds = 30
        };
        await using RunningServer server = await RunningServer.Start(options);
        string review = string.Concat(Enumerable.Repeat("good film ", 1900));
        using var stop = new CancellationTokenSource();
        Task[] dear = [.. Enumerable.Range(0, 4).Select(_ => Explain(server, review, stop.Token))];
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(200, (await server.Predict("a good film", "?model=net")).Code);
        Assert.Equal(200, (await server.Post("/predict/batch?model=net", """["a good film", "a bad film"]""")).Code);
        Assert.Equal(200, (await server.Post("/predict/batch?model=net", "\"a good film\"\n", "application/x-ndjson")).Code);
        Assert.Equal(200, (await server.Post("/explain?model=net", """{"review": "a good film"}""")).Code);
        Assert.All(dear, task =>
            Assert.False(task.IsCompleted, "the long explanations were done before anything else was asked: nothing was checked"));
        await stop.CancelAsync();
        await Task.WhenAll(dear);
    }

    [Fact]
    public async Task A_review_too_long_for_a_network_without_a_maximum_length_is_refused_by_its_tokens()
    {
        await using RunningServer server =
            await RunningServer.Start(
            new PlauditServerOptions
            {
                Models = [$"free={models.Unbounded}", $"net={models.First}", $"bayes={models.Baseline}"],
                RequestTimeoutSeconds = 120
            });
        string review = string.Concat(Enumerable.Repeat("film ", 200_000));
        string body = JsonSerializer.Serialize(new { review });
        const string detail = "has 200,000 tokens, more than the 4,000";
        (await server.Post("/predict", body)).IsProblem(413, detail);
        (await server.Post("/explain", body)).IsProblem(413, detail);
        (await server.Post("/predict/batch", $"[\"a\", {body}]")).IsProblem(413, "the review at [1] has 200,000 tokens");
        string[] lines = (await server.Post("/predict/batch", $"\"a\"\n{body}\n", "application/x-ndjson")).Body.TrimEnd('\n').Split('\n');
        Assert.Contains("\"score\":", lines[0], StringComparison.Ordinal);
        Assert.Contains(detail, JsonDocument.Parse(lines[1]).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await server.Post("/predict?model=net", body)).Code);
        Assert.Equal(200, (await server.Post("/predict?model=bayes", body)).Code);
        Assert.Equal(200, (await server.Predict(string.Concat(Enumerable.Repeat("film ", 4000)))).Code);
    }

    [Theory]
    [InlineData("/predict")]
    [InlineData("/explain")]
    [InlineData("/predict/batch")]
    public async Task The_time_limit_holds_within_a_single_long_text(string path)
    {
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [models.Unbounded], MaxTokens = 1_000_000, RequestTimeoutSeconds = 0.3 });
        string review = JsonSerializer.Serialize(new { review = string.Concat(Enumerable.Repeat("film ", 60_000)) });
        (await server.Post(path, path == "/predict/batch" ? $"[{review}]" : review)).IsProblem(504, "not ready within 0.3 seconds");
        Assert.Equal(200, (await server.Predict("a film")).Code);
    }

    [Fact]
    public void What_an_outsized_text_needed_is_not_kept()
    {
        IReviewClassifier model =
            Plaudit.Inference.ModelLoader.Load(
            models.Network("lstm", """{ "type": "lstm", "units": 32, "returnSequences": true }, { "type": "max-pooling" }"""));
        string text = string.Concat(Enumerable.Repeat("film ", 300_000));
        model.Score(["a film"], 1, TestContext.Current.CancellationToken);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal(300_000, model.Score([text], 1, TestContext.Current.CancellationToken)[0].Tokens);
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        // One number a token and unit would be 38 MB. A pool may keep the ids.
        Assert.True(kept < 16 << 20, $"{kept:N0} bytes are kept");
    }

    [Fact]
    public void All_bodies_together_are_bounded_and_short_ones_always_pass()
    {
        var memory = new BodyMemory(new PlauditServerOptions());
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        BodyMemory.Account first = memory.Open(context);
        first.Set(1 << 20);
        first.Set(100 << 20);
        Assert.Equal(100 << 20, memory.Held);
        BodyMemory.Account second = memory.Open(context);
        Assert.Equal(503, Assert.Throws<RequestFault>(() => second.Set(50 << 20)).Status);
        memory.Open(context).Set(10_000);
        second.Close();
        first.Close();
        Assert.Equal(0, memory.Held);
    }

    private static async Task Explain(RunningServer server, string review, CancellationToken stop)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { review }), System.Text.Encoding.UTF8, "application/json");
        try
        {
            using HttpResponseMessage response = await server.Client.PostAsync(new Uri("/explain?model=slow", UriKind.Relative), content, stop);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}
