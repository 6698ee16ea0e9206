using System.Text.Json;
using Plaudit.Inference;

namespace Plaudit.Server.Tests;

/// <summary>Explanations, models, health, metrics, documentation and the page.</summary>
public class EndpointTests(TestModels models)
{
    [Fact]
    public async Task An_explanation_is_the_librarys()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        const string review = "A wonderful <b>film</b>, moving & clever. \U0001F600 Zzyzx!";
        Explanation expected = SentimentPredictor.Load(models.First).Explain(review, null, TestContext.Current.CancellationToken);
        Reply reply = await server.Post("/explain", JsonSerializer.Serialize(new { review }));
        Assert.Equal(200, reply.Code);
        Assert.Equal((float)expected.Prediction.Score, reply.Score);
        Assert.True(reply.Json.GetProperty("complete").GetBoolean());
        Assert.Equal(
            expected.Words.Select(word => (word.Word, word.Start, word.Length, word.Known, word.Read, (float)word.Contribution!.Value)),
            reply.Json.GetProperty("words").EnumerateArray().Select(word => (
                word.GetProperty("word").GetString()!, word.GetProperty("start").GetInt32(), word.GetProperty("length").GetInt32(),
                word.GetProperty("known").GetBoolean(), word.GetProperty("read").GetBoolean(), word.GetProperty("contribution").GetSingle())));
        (await server.Post("/explain", "{\"review\": \" \"}")).IsProblem(400, "the review is empty");
        (await server.Post("/explain?model=x", "{\"review\": \"a\"}")).IsProblem(404, "no model named 'x'");
    }

    [Fact]
    public async Task Bundled_model_is_served_by_its_name_beside_others()
    {
        await using RunningServer server = await RunningServer.Start("bundled", $"net={models.First}", "twin=bundled");
        Reply list = await server.Get("/models");
        Assert.Equal(["bundled", "net", "twin"],
            list.Json.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()));
        Reply answer = await server.Predict("Moving, funny, and over too soon.");
        Assert.Equal("bundled", answer.Json.GetProperty("model").GetString());
        Assert.Equal(SentimentPredictor.Default.Predict("Moving, funny, and over too soon.").Score, answer.Json.GetProperty("score").GetSingle());
    }

    [Fact]
    public async Task Models_are_listed_with_their_cards()
    {
        await using RunningServer server = await RunningServer.Start($"net={models.First}", $"bayes={models.Baseline}");
        Reply list = await server.Get("/models");
        Assert.Equal("net", list.Json.GetProperty("default").GetString());
        Assert.Equal(["net", "bayes"], list.Json.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()));
        Reply card = await server.Get("/models/net");
        Assert.Equal("test-network", card.Json.GetProperty("recipe").GetProperty("name").GetString());
        Assert.Equal(SentimentPredictor.Load(models.First).Model.ParameterCount, card.Json.GetProperty("parameters").GetInt64());
        Assert.Equal(3, card.Json.GetProperty("layers").GetArrayLength());
        Assert.Equal("first.safetensors", card.Json.GetProperty("file").GetString());
        Assert.True(card.Json.GetProperty("loaded").GetDateTimeOffset() > card.Json.GetProperty("written").GetDateTimeOffset());
        Assert.Equal("naive-bayes", (await server.Get("/models/bayes")).Json.GetProperty("kind").GetString());
        (await server.Get("/models/other")).IsProblem(404, "choose one of net, bayes");
    }

    [Fact]
    public async Task Without_a_model_the_bundled_one_serves()
    {
        await using RunningServer server = await RunningServer.Start();
        Reply reply = await server.Predict("A wonderful film, moving and clever.");
        Assert.Equal((float)SentimentPredictor.Default.Predict("A wonderful film, moving and clever.").Score, reply.Score);
        Assert.Equal("Positive", reply.Json.GetProperty("sentiment").GetString());
        Reply card = await server.Get("/models/bundled");
        Assert.Equal(200, card.Code);
        Assert.Matches("^[0-9a-f]{12}$", card.Json.GetProperty("version").GetString()!);
    }

    [Fact]
    public async Task The_card_of_a_run_tells_its_curves_and_not_its_folders()
    {
        string file = models.Copy(models.First, "model.safetensors");
        string run = Path.GetDirectoryName(file)!;
        await File.WriteAllTextAsync(
            Path.Combine(run, "history.jsonl"), "{\"epoch\":1,\"trainLoss\":0.7}\n{\"epoch\":2,\"trainLoss\":0.6}\n",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(run, "metrics.json"), "not JSON", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(run, "checkpoint"));
        await File.WriteAllTextAsync(
            Path.Combine(run, "checkpoint", "run.json"), "{\"data\":\"/home/someone/imdb.tar.gz\"}", TestContext.Current.CancellationToken);
        await using RunningServer server = await RunningServer.Start($"run={run}");
        Reply card = await server.Get("/models/run");
        Assert.Equal([1, 2], card.Json.GetProperty("history").EnumerateArray().Select(epoch => epoch.GetProperty("epoch").GetInt32()));
        Assert.Equal("imdb.tar.gz", card.Json.GetProperty("data").GetString());
        Assert.False(card.Json.TryGetProperty("evaluation", out _));
        Assert.DoesNotContain("someone", card.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[[")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"confusion\": 7, \"roc\": \"x\"}")]
    [InlineData("{\"confusion\": {\"truePositive\": -1}, \"rocAuc\": 1e999}")]
    public async Task A_model_whose_figures_are_no_figures_has_a_card_without_them(string metrics)
    {
        await using RunningServer server = await RunningServer.Start($"odd={models.WithMetrics(metrics)}");
        Reply card = await server.Get("/models/odd");
        Assert.Equal((200, "test-network"), (card.Code, card.Json.GetProperty("recipe").GetProperty("name").GetString()));
        Assert.Equal(200, (await server.Get("/charts/models/odd")).Code);
        Assert.Equal(200, (await server.Predict("a film")).Code);
    }

    [Fact]
    public async Task Health_and_metrics_tell_how_the_service_is()
    {
        await using RunningServer server = await RunningServer.Start($"net={models.First}");
        Assert.Equal("live", (await server.Get("/health/live")).Json.GetProperty("status").GetString());
        Reply ready = await server.Get("/health/ready");
        Assert.Equal((200, "ready"), (ready.Code, ready.Json.GetProperty("status").GetString()));
        for (int i = 0; i < 3; i++)
            await server.Predict("a good film");
        await server.Predict("");
        Reply metrics = await server.Get("/metrics");
        Assert.Equal("text/plain", metrics.Type?.MediaType);
        string[] lines = metrics.Body.Split('\n');
        Assert.Contains("plaudit_requests_total{endpoint=\"/predict\",status=\"200\"} 3", lines);
        Assert.Contains("plaudit_requests_total{endpoint=\"/predict\",status=\"400\"} 1", lines);
        Assert.Contains("plaudit_request_seconds_count{endpoint=\"/predict\"} 4", lines);
        Assert.Contains("plaudit_group_reviews_sum 3", lines);
        Assert.Contains("plaudit_ready 1", lines);
        Assert.All(lines.Where(line => line.Length > 0), line =>
            Assert.Matches("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+\\})? [-+0-9.E]+)$", line));
    }

    [Fact]
    public async Task The_documentation_names_every_endpoint_and_needs_no_other_address()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        Reply document = await server.Get("/openapi/v1.json");
        Assert.Equal(document.Body, (await server.Get("/openapi/v1.json")).Body);
        Assert.True(document.Headers.Contains("Content-Security-Policy"));
        Assert.StartsWith("3.", document.Json.GetProperty("openapi").GetString());
        Assert.Equal(
            ["/explain", "/health/live", "/health/ready", "/metrics", "/models", "/models/{name}", "/predict", "/predict/batch"],
            document.Json.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        JsonElement answer = document.Json.GetProperty("components").GetProperty("schemas").GetProperty("Answer").GetProperty("properties");
        Reply real = await server.Predict("a film");
        Assert.Equal(real.Json.EnumerateObject().Select(member => member.Name), answer.EnumerateObject().Select(member => member.Name));

        // What /docs offers to send is answered.
        foreach ((string path, string type) in new[] { ("/predict", "application/json"), ("/predict/batch", "application/json"),
            ("/predict/batch", "application/x-ndjson"), ("/explain", "application/json") })
        {
            JsonElement example = document.Json.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("requestBody")
                .GetProperty("content").GetProperty(type).GetProperty("example");
            Reply tried = await server.Post(path, example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText(), type);
            Assert.Equal(200, tried.Code);
            Assert.DoesNotContain("error", tried.Body, StringComparison.Ordinal);
        }

        Reply page = await server.Get("/docs/index.html");
        Assert.Equal(200, page.Code);
        Assert.DoesNotContain("https://", page.Body.Replace("https://github.com", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(200, (await server.Get("/docs/swagger-ui-bundle.js")).Code);
        Assert.Equal(301, (await server.Get("/docs")).Code);
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("text/html;q=0.1, application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData(null, "application/json")]
    [InlineData(";;;", "application/json")]
    public async Task The_root_is_the_page_for_browsers_and_the_ready_message_for_others(string? accept, string type)
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        Reply reply = await server.Get("/", accept);
        Assert.Equal((200, type), (reply.Code, reply.Type?.MediaType));
        Assert.Contains(type == "text/html" ? "<!doctype html>" : "ready", reply.Body, StringComparison.OrdinalIgnoreCase);
        string policy = string.Join(' ', reply.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(reply.Headers.Contains("Server"));
        Assert.False(reply.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("GET", "/predict", 405, "use POST")]
    [InlineData("DELETE", "/models", 405, "use GET")]
    [InlineData("PUT", "/", 405, "use GET")]
    [InlineData("GET", "/nothing", 404, "there is nothing at /nothing")]
    [InlineData("GET", "/wwwroot/index.html", 404, "there is nothing at")]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd", 404, "there is nothing at")]
    [InlineData("GET", "/..%2f..%2fetc%2fpasswd.txt", 404, "there is nothing at")]
    [InlineData("GET", "/..%5c..%5cappsettings.json", 404, "there is nothing at")]
    [InlineData("GET", "/appsettings.json", 404, "there is nothing at")]
    [InlineData("GET", "/docs/../appsettings.json", 404, "there is nothing at")]
    [InlineData("GET", "/models/..%2f..%2fetc", 404, "no model named")]
    public async Task Wrong_methods_and_paths_are_explained(string method, string path, int status, string detail)
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(server.Address.OriginalString.TrimEnd('/') + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        (await server.Send(request)).IsProblem(status, detail);
    }
}
