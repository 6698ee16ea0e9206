using System.Text.Json;

namespace Plaudit.Server.Tests;

/// <summary>Overload, time limits, keys, rates and origins.</summary>
public class LimitTests(TestModels models)
{
    [Fact]
    public async Task A_full_queue_says_when_to_come_again_and_answers_the_others()
    {
        var options = new PlauditServerOptions { Models = [models.First], Workers = 1, MaxGroup = 1, QueueCapacity = 2 };
        await using RunningServer server = await RunningServer.Start(options);
        float expected = (await server.Predict(models.Reviews[0])).Score;
        string heavy = string.Join(' ', models.Reviews);
        var asked = new List<Task<Reply>>();
        while (!asked.Exists(task => task.IsCompletedSuccessfully && task.Result.Code != 200))
        {
            // A fast service is asked until its queue is full.
            Assert.InRange(asked.Count, 0, 20_000);
            for (int i = 0; i < 100; i++)
                asked.Add(server.Predict(i % 2 == 0 ? models.Reviews[0] : heavy));
            await Task.WhenAny(asked[^1], Task.Delay(100, TestContext.Current.CancellationToken));
        }

        Reply[] replies = await Task.WhenAll(asked);
        Reply[] refused = [.. replies.Where(reply => reply.Code != 200)];
        Assert.NotEmpty(refused);
        foreach (Reply reply in refused)
        {
            reply.IsProblem(503, "too many reviews are waiting");
            Assert.Equal("1", reply.Headers.GetValues("Retry-After").Single());
        }

        Assert.True(replies.Length > refused.Length, "no request was answered");
        Assert.All(replies.Where((reply, i) => i % 2 == 0 && reply.Code == 200), reply => Assert.Equal(expected, reply.Score));
        Assert.Equal(expected, (await server.Predict(models.Reviews[0])).Score);
        Assert.Contains("plaudit_waiting_reviews 0", (await server.Get("/metrics")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_takes_too_long_is_given_up()
    {
        await using RunningServer server =
            await RunningServer.Start(
            new PlauditServerOptions { Models = [models.Baseline], RequestTimeoutSeconds = 0.01, MaxExplainedWords = 100_000 });
        string review = string.Concat(Enumerable.Repeat("a good film ", 20_000));
        (await server.Post("/explain", JsonSerializer.Serialize(new { review }))).IsProblem(504, "not ready within 0.01 seconds");
        Assert.Equal(200, (await server.Get("/health/ready")).Code);
    }

    [Fact]
    public async Task A_key_is_asked_for_where_there_is_one()
    {
        const string key = "a-long-secret";
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.First], ApiKey = key });
        foreach (string path in (string[])["/models", "/models/first", "/metrics"])
        {
            (await server.Get(path)).IsProblem(401, "this service asks for a key");
            (await server.Get(path, null, ("X-Api-Key", key + "x"))).IsProblem(401, "is not this service's");
            (await server.Get(path, null, ("X-Api-Key", ""), ("Authorization", "Basic " + key))).IsProblem(401, "asks for a key");
            Assert.Equal(200, (await server.Get(path, null, ("X-Api-Key", key))).Code);
            Assert.Equal(200, (await server.Get(path, null, ("Authorization", "Bearer " + key))).Code);
        }

        Assert.Equal("Bearer", (await server.Get("/models")).Headers.WwwAuthenticate.Single().Scheme);
        (await server.Predict("a film")).IsProblem(401, "asks for a key");
        foreach (string path in (string[])["/", "/health/live", "/health/ready", "/favicon.svg", "/openapi/v1.json", "/docs/index.html"])
            Assert.Equal(200, (await server.Get(path)).Code);
    }

    [Fact]
    public async Task A_client_that_asks_too_often_is_told_to_wait()
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.First], RateLimit = 0.01 });
        Assert.Equal(200, (await server.Predict("a film")).Code);
        Reply refused = (await server.Predict("a film")).IsProblem(429, "more than 0.01 reviews per second");
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single()), 1, 100);
        Assert.Equal(200, (await server.Get("/health/ready")).Code);
    }

    [Fact]
    public async Task A_batch_counts_as_many_as_it_has_reviews_and_a_stream_is_slowed_down()
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.First], RateLimit = 20 });
        Assert.Equal(200, (await server.Post("/predict/batch", JsonSerializer.Serialize(Enumerable.Repeat("a film", 100)))).Code);
        // 40 of them were allowed at once; the other 60, and one more, take three seconds.
        Reply refused = (await server.Predict("a film")).IsProblem(429, "more than 20 reviews per second");
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single()), 2, 4);

        await using RunningServer other = await RunningServer.Start(new PlauditServerOptions { Models = [models.First], RateLimit = 100 });
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Reply lines = await other.Post("/predict/batch", string.Concat(Enumerable.Repeat("\"a film\"\n", 400)), "application/x-ndjson");
        Assert.Equal(400, lines.Body.TrimEnd('\n').Split('\n').Length);
        // 200 at once, the last group of 96 on credit, and the rest at 100 a second.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, 0.5, 30);
    }

    [Fact]
    public async Task Keys_cannot_be_guessed_at_any_rate()
    {
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [models.First], RateLimit = 0.01, ApiKey = "a-long-secret" });
        (await server.Get("/models", null, ("X-Api-Key", "guess-one"))).IsProblem(401, "is not this service's");
        (await server.Get("/models", null, ("X-Api-Key", "guess-two"))).IsProblem(429, "more than 0.01 reviews");
        Assert.Contains("X-Api-Key", (await server.Get("/openapi/v1.json")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://locahost:5000")]
    [InlineData("http://example.org:5000")]
    [InlineData("http://localhost:0")]
    [InlineData("http://user@127.0.0.1:5739")]
    [InlineData("http://any:5743")]
    public void Names_that_would_listen_everywhere_are_refused(string url) =>
        Assert.Contains("would listen at all addresses",
            Assert.Throws<PlauditException>(() => new PlauditServerOptions { Urls = url }.Validate()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost:5000", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.8.9.1:1", 200)]
    [InlineData("[::1]:80", 200)]
    [InlineData("reviews.example.org", 200)]
    [InlineData("attacker.example", 400)]
    [InlineData("localhost.attacker.example:5000", 400)]
    [InlineData("192.168.0.7", 400)]
    public async Task On_loopback_only_loopback_names_and_allowed_hosts_pass(string host, int status)
    {
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [models.First], AllowedHosts = ["reviews.example.org"] });
        foreach (string path in (string[])["/models", "/health/live", "/", "/openapi/v1.json"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            Assert.Equal(status, (await server.Send(request)).Code);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task What_a_page_of_another_site_may_send_unasked_is_refused(string? type)
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        foreach (string path in (string[])["/predict", "/predict/batch", "/explain"])
            (await server.Post(path, """{"review": "a good film"}""", type)).IsProblem(415, "Content-Type: application/json");
    }

    [Theory]
    [InlineData("/predict", "application/json", "{\"review\": \"a good")]
    [InlineData("/predict/batch", "application/x-ndjson", "{\"review\": \"a good")]
    public async Task A_body_or_a_line_that_does_not_end_is_given_up(string path, string type, string sent)
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.First], BodyTimeoutSeconds = 0.4 });
        using RawConnection connection = await RawConnection.To(server.Address);
        await connection.Send($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: 1000\r\n\r\n{sent}");
        Task<string> answer = connection.Rest();
        for (int i = 0; i < 20 && !answer.IsCompleted; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            await connection.Send("x");
        }

        Assert.True(answer.IsCompleted, "the connection is still open after two seconds");
        // The head of a stream's answer has gone out: it ends in the middle, without the last chunk.
        string received = await answer;
        if (type == "application/json")
            Assert.Contains(" 408 ", received, StringComparison.Ordinal);
        else
            Assert.DoesNotContain("\r\n0\r\n\r\n", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_impossible_chunk_size_is_the_clients_fault()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        using RawConnection connection = await RawConnection.To(server.Address);
        string answer = await connection.Exchange(
            [.. "POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"u8,
            .. "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{"u8]);
        Assert.Contains(" 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed()
    {
        await using RunningServer server = await RunningServer.Start(new PlauditServerOptions { Models = [models.First], MaxConnections = 2 });
        using RawConnection first = await RawConnection.To(server.Address);
        using RawConnection second = await RawConnection.To(server.Address);
        byte[] request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray();
        Assert.Contains(" 200 ", await first.Exchange(request), StringComparison.Ordinal);
        Assert.Contains(" 200 ", await second.Exchange(request), StringComparison.Ordinal);
        using RawConnection third = await RawConnection.To(server.Address);
        Assert.DoesNotContain(" 200 ", await third.Exchange(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_the_key_text_and_line_numbers_of_streams_are_understood()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        float score = (await server.Predict("a good film")).Score;
        Assert.Equal(score, (await server.Post("/predict", "\uFEFF{\"text\": \"a good film\"}")).Score);
        Reply lines = await server.Post("/predict/batch", "\uFEFF{\"text\": \"a good film\"}\n\"a good film\"\n{bad\n", "application/x-ndjson");
        string[] answers = lines.Body.TrimEnd('\n').Split('\n');
        Assert.Equal(score, JsonDocument.Parse(answers[0]).RootElement.GetProperty("score").GetSingle());
        Assert.Equal(score, JsonDocument.Parse(answers[1]).RootElement.GetProperty("score").GetSingle());
        Assert.Contains("line 3,", JsonDocument.Parse(answers[2]).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_no_header_holds_is_refused() =>
        Assert.Contains("ASCII",
            Assert.Throws<PlauditException>(() => new PlauditServerOptions { ApiKey = "secret–key-of-mine" }.Validate()).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task What_can_be_read_can_be_asked_for_by_HEAD()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        foreach (string path in (string[])["/", "/health/live", "/health/ready", "/models", "/models/first", "/metrics", "/docs/index.html"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)response.StatusCode);
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Origins_are_let_in_by_name_alone()
    {
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [models.First], AllowedOrigins = ["https://example.org"] });
        Reply allowed = await server.Get("/models", null, ("Origin", "https://example.org"));
        Assert.Equal("https://example.org", allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.False((await server.Get("/models", null, ("Origin", "https://example.com"))).Headers.Contains("Access-Control-Allow-Origin"));
    }
}
