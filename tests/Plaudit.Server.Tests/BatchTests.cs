using System.Text;
using System.Text.Json;
using Plaudit.Inference;

namespace Plaudit.Server.Tests;

[Collection(RunAlone.Name)]
public class BatchTests(TestModels models)
{
    private const string Lines = "application/x-ndjson";

    [Fact]
    public async Task An_array_gets_an_array_in_its_order()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        var predictor = SentimentPredictor.Load(models.First);
        object[] items = [.. models.Reviews.Take(300).Select((review, i) => i % 50 == 7 ? "  " : i % 2 == 0 ? (object)review : new { review })];
        Reply reply = await server.Post("/predict/batch", JsonSerializer.Serialize(items));
        JsonElement[] answers = [.. reply.Json.EnumerateArray()];
        Assert.Equal(300, answers.Length);
        for (int i = 0; i < 300; i++)
        {
            if (i % 50 == 7)
                Assert.Equal("""{"label":null,"error":"Empty review"}""", answers[i].GetRawText());
            else
                Assert.Equal((float)predictor.Predict(models.Reviews[i]).Score, answers[i].GetProperty("score").GetSingle());
        }

        Assert.Equal("[]", (await server.Post("/predict/batch", "[]")).Body);
    }

    [Fact]
    public async Task Each_object_of_an_array_may_name_its_model()
    {
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [$"first={models.First}", $"second={models.Second}"] });
        string review = models.Reviews[0];
        object[] items = [review, new { review, model = "second" }, new { review, model = "first" }, new { review = " ", model = "second" }];
        JsonElement[] answers = [.. (await server.Post("/predict/batch?model=second", JsonSerializer.Serialize(items))).Json.EnumerateArray()];
        Assert.Equal(["second", "second", "first"], answers.Take(3).Select(answer => answer.GetProperty("model").GetString()));
        Assert.Equal((float)SentimentPredictor.Load(models.First).Predict(review).Score, answers[2].GetProperty("score").GetSingle());
        Assert.Equal((float)SentimentPredictor.Load(models.Second).Predict(review).Score, answers[1].GetProperty("score").GetSingle());
        Assert.Equal("Empty review", answers[3].GetProperty("error").GetString());
        (await server.Post("/predict/batch", """[{"review": "a", "model": "none"}]""")).IsProblem(404, "no model named 'none'");
    }

    [Fact]
    public async Task A_wrong_array_is_refused_by_its_place()
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.First], MaxBatchReviews = 10 });
        (await server.Post("/predict/batch", "[\"a\", 7]")).IsProblem(400, "at [1], found a number");
        (await server.Post("/predict/batch", "[{\"review\": 1}]")).IsProblem(400, "at [0], found a number");
        (await server.Post("/predict/batch", "{\"review\": \"a\"}")).IsProblem(400, "expected a JSON array of reviews, found an object");
        (await server.Post("/predict/batch", JsonSerializer.Serialize(Enumerable.Repeat("a", 11)))).IsProblem(413, "more than 10 reviews");
        (await server.Post("/predict/batch?model=none", "[]")).IsProblem(404, "no model named 'none'");
        (await server.Post("/predict/batch", "[]", "text/csv")).IsProblem(415, "application/x-ndjson");
        Assert.Equal(10, (await server.Post("/predict/batch", JsonSerializer.Serialize(Enumerable.Repeat("a", 10)))).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_stream_gets_a_line_for_a_line_in_order()
    {
        await using RunningServer server =
            await RunningServer.Start(
            new PlauditServerOptions { Models = [$"first={models.First}", $"second={models.Second}"], MaxBodyBytes = 20_000 });
        var first = SentimentPredictor.Load(models.First);
        var second = SentimentPredictor.Load(models.Second);
        var body = new StringBuilder();
        var expected = new List<object>();
        for (int i = 0; i < 3000; i++)
        {
            string review = models.Reviews[i % models.Reviews.Count];
            (string line, object answer) = (i % 11) switch
            {
                3 => ("", "Empty review"),
                5 => ("{\"review\": 7}", "Bad line"),
                7 => (JsonSerializer.Serialize(review) + "\r", (float)first.Predict(review).Score),
                9 when i < 100 => (JsonSerializer.Serialize(new string('z', 50_000)), "Bad line"),
                10 => (JsonSerializer.Serialize(new { review, model = "second" }), (float)second.Predict(review).Score),
                _ => (JsonSerializer.Serialize(new { review }), (object)(float)first.Predict(review).Score),
            };
            body.Append(line).Append('\n');
            expected.Add(answer);
        }

        Reply reply = await server.Post("/predict/batch", body.ToString().TrimEnd('\n'), Lines);
        Assert.Equal((200, Lines), (reply.Code, reply.Type?.MediaType));
        JsonElement[] answers = [.. reply.Body.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(expected, answers.Select(
            answer => answer.TryGetProperty("error", out JsonElement error) ? (object)error.GetString()! : answer.GetProperty("score").GetSingle()));
    }

    [Fact]
    public async Task Ten_thousand_empty_lines_get_as_many_answers()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        Reply reply = await server.Post("/predict/batch", new string('\n', 10_000), Lines);
        string[] lines = reply.Body.TrimEnd('\n').Split('\n');
        Assert.Equal(10_000, lines.Length);
        Assert.All(lines, line => Assert.Equal("""{"label":null,"error":"Empty review"}""", line));
        Assert.Equal("", (await server.Post("/predict/batch", "", Lines)).Body);
    }

    [Fact]
    public async Task A_client_may_wait_for_each_answer_before_it_sends_the_next_line()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        var predictor = SentimentPredictor.Load(models.First);
        using RawConnection connection = await StartStream(server);
        for (int i = 0; i < 20; i++)
        {
            await connection.SendChunk(JsonSerializer.Serialize(models.Reviews[i]) + "\n");
            using var answer = JsonDocument.Parse((await connection.NextAnswer())!);
            Assert.Equal((float)predictor.Predict(models.Reviews[i]).Score, answer.RootElement.GetProperty("score").GetSingle());
        }

        await connection.SendChunk("");
        Assert.Null(await connection.NextAnswer());
    }

    [Fact]
    public async Task A_long_stream_takes_no_more_memory_than_a_short_one()
    {
        const int count = 6000;
        await using RunningServer server = await RunningServer.Start(models.Baseline);
        string line = JsonSerializer.Serialize(string.Join(' ', models.Reviews.Take(60))) + "\n";
        using RawConnection connection = await StartStream(server);
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < count; i++)
                await connection.SendChunk(line);
            await connection.SendChunk("");
        }, TestContext.Current.CancellationToken);
        long first = 0;
        long largest = 0;
        for (int i = 0; i < count; i++)
        {
            Assert.Contains("\"score\":", await connection.NextAnswer(), StringComparison.Ordinal);
            if (i % 1000 != 0)
                continue;
            long alive = GC.GetTotalMemory(forceFullCollection: true);
            first = i == 0 ? alive : first;
            largest = Math.Max(largest, alive);
        }

        await sending;
        Assert.Null(await connection.NextAnswer());
        // Half of the text, kept as bytes alone, would be more than this. What earlier tests left behind is alive from the first.
        long allowed = (long)count * line.Length / 2;
        TestContext.Current.TestOutputHelper?.WriteLine($"{largest - first:N0} bytes more than the {first:N0} at the first answer");
        Assert.True(largest - first < allowed,
            $"{largest - first:N0} bytes more than at the first answer were alive while {(long)count * line.Length:N0} bytes of text went through");
    }

    private static async Task<RawConnection> StartStream(RunningServer server)
    {
        RawConnection connection = await RawConnection.To(server.Address);
        await connection.Send(
            $"POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {Lines}\r\nTransfer-Encoding: chunked\r\n\r\n");
        return connection;
    }
}

/// <summary>Tests that measure what the whole process holds, and so run while no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunAlone
{
    public const string Name = "alone";
}
