using System.Text;
using System.Text.Json;
using Plaudit.Inference;

namespace Plaudit.Server.Tests;

public class PredictTests(TestModels models)
{
    [Fact]
    public async Task One_review_gets_the_librarys_answer_to_the_bit()
    {
        await using RunningServer server = await RunningServer.Start($"first={models.First}");
        var predictor = SentimentPredictor.Load(models.First);
        foreach (string review in models.Reviews.Take(20))
        {
            Reply reply = await server.Predict(review);
            Prediction expected = predictor.Predict(review);
            Assert.Equal(200, reply.Code);
            Assert.Equal("application/json", reply.Type?.MediaType);
            Assert.Equal(["sentiment", "score", "label", "probability", "tokens", "unknownTokens", "truncated", "model", "version"],
                reply.Json.EnumerateObject().Select(member => member.Name));
            Assert.Equal((float)expected.Score, reply.Score);
            Assert.Equal((float)expected.Probability, reply.Json.GetProperty("probability").GetSingle());
            Assert.Equal($"{expected.Label}", reply.Json.GetProperty("sentiment").GetString());
            Assert.Equal($"{expected.Label}", reply.Json.GetProperty("label").GetString());
            Assert.Equal((expected.Tokens, expected.UnknownTokens, expected.Truncated),
                (Int(reply, "tokens"), Int(reply, "unknownTokens"), reply.Json.GetProperty("truncated").GetBoolean()));
            Assert.Equal("first", reply.Json.GetProperty("model").GetString());
            Assert.Matches("^[0-9a-f]{12}$", reply.Json.GetProperty("version").GetString()!);
        }
    }

    [Fact]
    public async Task A_model_is_chosen_by_name_in_body_or_query()
    {
        await using RunningServer server =
            await RunningServer.Start($"first={models.First}", $"second={models.Second}", $"baseline={models.Baseline}");
        string review = models.Reviews[0];
        foreach ((string name, string file) in ((string, string)[])[("first", models.First), ("second", models.Second),
            ("baseline", models.Baseline)])
        {
            float expected = (float)SentimentPredictor.Load(file).Predict(review).Score;
            Assert.Equal(expected, (await server.Predict(review, $"?model={name}")).Score);
            Assert.Equal(expected, (await server.Post("/predict", JsonSerializer.Serialize(new { review, model = name.ToUpperInvariant() }))).Score);
        }

        Assert.Equal("first", (await server.Predict(review)).Json.GetProperty("model").GetString());
        (await server.Predict(review, "?model=third")).IsProblem(404, "no model named 'third' here: choose one of first, second, baseline");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("\u00A0\u3000")]
    [InlineData("<br /><br />")]
    [InlineData("\u200B")]
    [InlineData("\U0001F44D !")]
    public async Task An_empty_review_is_refused_in_both_ways(string review)
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        Reply reply = (await server.Predict(review)).IsProblem(400, "the review is empty");
        Assert.Equal("Empty review", reply.Json.GetProperty("error").GetString());
        string body = JsonSerializer.Serialize(new { review });
        (await server.Post("/explain", body)).IsProblem(400, "expected at least one word in \"review\"");
        const string Empty = """{"label":null,"error":"Empty review"}""";
        Assert.Equal($"[{Empty}]", (await server.Post("/predict/batch", $"[{body}]")).Body);
        Assert.Equal($"{Empty}\n", (await server.Post("/predict/batch", body, "application/x-ndjson")).Body);
        Assert.DoesNotContain("plaudit_reviews_total{", (await server.Get("/metrics")).Body.Replace("} 0", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 400, "not JSON: it is empty")]
    [InlineData("hello", 400, "not JSON: see line 1")]
    [InlineData("{\"review\": \"a film\"", 400, "not JSON")]
    [InlineData("{\"review\": \"a film\"} {}", 400, "not JSON")]
    [InlineData("{\"review\": \"a\nfilm\"}", 400, "not JSON")]
    [InlineData("{}", 400, "the member \"review\" is missing")]
    [InlineData("{\"body\": \"a film\"}", 400, "the member \"review\" is missing")]
    [InlineData("{\"Review\": \"a film\"}", 400, "the member \"review\" is missing")]
    [InlineData("{\"review\": 7}", 400, "expected a text as \"review\", found a number")]
    [InlineData("{\"review\": null}", 400, "found null")]
    [InlineData("{\"review\": [\"a film\"]}", 400, "found an array")]
    [InlineData("{\"review\": \"a film\", \"model\": 7}", 400, "expected a name as \"model\", found a number")]
    [InlineData("[\"a film\"]", 400, "expected a JSON object with the member \"review\", found an array")]
    [InlineData("\"a film\"", 400, "found a text")]
    [InlineData("null", 400, "found null")]
    [InlineData("{\"review\": \"\\ud800\"}", 400, "not valid Unicode")]
    [InlineData("{\"review\": \"a\", \"deep\": [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}", 400, "not JSON")]
    public async Task What_is_no_review_is_refused_with_what_was_expected(string body, int status, string detail)
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        (await server.Post("/predict", body)).IsProblem(status, detail);
        Assert.Equal(200, (await server.Predict("a film")).Code);
    }

    [Theory]
    [InlineData(null, "found none")]
    [InlineData("text/plain", "found text/plain")]
    [InlineData("application/x-www-form-urlencoded", "found application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16", "expected the header Content-Type: application/json")]
    [InlineData("application/x-ndjson", "expected the header Content-Type: application/json")]
    public async Task Another_content_type_is_refused(string? type, string detail)
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        (await server.Post("/predict", "{\"review\": \"a film\"}", type)).IsProblem(415, detail);
        (await server.Post("/explain", "{\"review\": \"a film\"}", type)).IsProblem(415, detail);
    }

    [Fact]
    public async Task Odd_texts_are_texts()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        var predictor = SentimentPredictor.Load(models.First);
        string[] texts = ["\0\0a\0film", "so \U0001F600\U0001F44D\U0001F3FD", "这部电影很好看", "<script>alert(1)</script>", "a\r\nfilm\t\u202E",
            new string('x', 100_000), string.Concat(Enumerable.Repeat("good film ", 20_000))];
        foreach (string text in texts)
            Assert.Equal((float)predictor.Predict(text).Score, (await server.Predict(text)).Score);
        Assert.Equal((float)predictor.Predict("a film").Score,
            (await server.Post("/predict", "{\"review\": \"a film\"}", "Application/JSON; charset=UTF-8")).Score);
        Assert.Equal((float)predictor.Predict("a film").Score,
            (await server.Post("/predict", "{\"x\": {\"y\": [1]}, \"review\": \"a \\u0066ilm\", \"model\": null}")).Score);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        (await server.Post("/predict", [.. "{\"review\": \""u8, 0xFF, 0xFE, .. "\"}"u8])).IsProblem(400, "");
        (await server.Post("/predict", Encoding.Unicode.GetBytes("{\"review\": \"a film\"}"))).IsProblem(400, "not JSON");
    }

    [Fact]
    public async Task A_body_of_several_megabytes_is_too_long()
    {
        await using RunningServer server = await RunningServer.Start(models.First);
        string body = $$"""{"review": "{{new string('a', 5_000_000)}}"}""";
        foreach (string path in (string[])["/predict", "/explain", "/predict/batch"])
            (await server.Post(path, body)).IsProblem(413, "longer than 1,048,576 bytes");
        Assert.Equal(200, (await server.Predict("a film")).Code);
    }

    private static int Int(Reply reply, string member) => reply.Json.GetProperty(member).GetInt32();
}
