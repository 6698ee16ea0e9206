using System.Net.Http.Json;
using System.Text.Json;

namespace Plaudit.Server.Tests;

/// <summary>The service as a process: started, asked to stop, killed, misconfigured.</summary>
public sealed class ProcessTests(TestModels models) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-serve-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Killed_and_started_again_it_answers_as_before()
    {
        string? before = null;
        for (int i = 0; i < 2; i++)
        {
            using ServerProcess process = ServerProcess.Start(_folder, [], "--model", models.First, "--urls", "http://127.0.0.1:0");
            using HttpClient client = await process.Ready();
            Task<string>[] asking = [.. Enumerable.Range(0, 20).Select(_ => Ask(client))];
            string answer = await asking[0];
            before ??= answer;
            Assert.Equal(before, answer);
            process.Signal("KILL");
            Assert.NotEqual(0, await process.Exit());
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => Ask(client));
            await Task.WhenAll(asking.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
        }
    }

    [Fact]
    public async Task Sigterm_drains_and_the_process_ends_well()
    {
        using ServerProcess process =
            ServerProcess.Start(_folder, [("PLAUDIT_DRAIN_SECONDS", "2")], "--model", models.First, "--urls", "http://127.0.0.1:0");
        using HttpClient client = await process.Ready();
        await Ask(client);
        process.Signal("TERM");
        while ((await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Token)).IsSuccessStatusCode)
            await Task.Delay(10, Token);
        await Ask(client);
        Assert.Equal(0, await process.Exit());
        string[] lines = process.Error.TrimEnd('\n').Split('\n');
        // Redirected, the log is a JSON object a line.
        Assert.All(lines, line => Assert.NotNull(JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()));
        Assert.Contains("every request was answered", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("good film", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_come_from_the_file_the_environment_and_the_command_line_in_this_order()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), JsonSerializer.Serialize(new
        {
            Plaudit = new { Models = new[] { $"file={models.Second}" }, Urls = "http://127.0.0.1:0", MaxBatchReviews = 1, MaxBodyBytes = 2000 },
        }), Token);
        using ServerProcess process =
            ServerProcess.Start(_folder,
            [("PLAUDIT_MODELS", $"environment={models.First};other={models.Baseline}"), ("PLAUDIT_MAX_BATCH_REVIEWS", "2"),
            ("PLAUDIT_DRAIN_SECONDS", "0")], "--set", "maxBatchReviews=3");
        using HttpClient client = await process.Ready();
        var list = await client.GetFromJsonAsync<JsonElement>("/models", Token);
        Assert.Equal(["environment", "other"], list.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()));
        Assert.Equal(413, (int)(await client.PostAsJsonAsync("/predict/batch", new[] { "a", "a", "a", "a" }, Token)).StatusCode);
        Assert.Equal(200, (int)(await client.PostAsJsonAsync("/predict/batch", new[] { "a", "a", "a" }, Token)).StatusCode);
        Assert.Equal(413, (int)(await client.PostAsJsonAsync("/predict", new { review = new string('a', 3000) }, Token)).StatusCode);
        process.Signal("TERM");
        Assert.Equal(0, await process.Exit());
    }

    [Theory]
    [InlineData("there is no model at nowhere", "--model", "nowhere")]
    [InlineData("queueCapacity: expected a number, found 'many'", "--set", "queueCapacity=many")]
    [InlineData("RateLimit: expected 0.0001 to 1,000,000, found 1E-300", "--set", "rateLimit=1e-300")]
    [InlineData("unknown option; known are models, urls", "--set", "colour=blue")]
    [InlineData("QueueCapacity: expected 1 to 1,000,000, found 0\n  Urls: expected an address", "--model", "x", "--set", "queueCapacity=0", "--urls",
        "ftp://a")]
    [InlineData("have the same name, b; give one of them another", "--model", "b=x", "--model", "B=y")]
    public async Task What_cannot_start_says_why_in_one_message(string message, params string[] args)
    {
        using ServerProcess process = ServerProcess.Start(_folder, [], args);
        Assert.Equal(1, await process.Exit());
        Assert.StartsWith("plaudit: ", process.Error);
        Assert.Contains(message, process.Error.Replace("--set ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        await using RunningServer other = await RunningServer.Start(models.First);
        using ServerProcess process =
            ServerProcess.Start(_folder, [], "--model", models.First, "--urls", other.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(1, await process.Exit());
        Assert.Contains("cannot listen at http://127.0.0.1:", process.Error, StringComparison.Ordinal);
        Assert.Contains("Choose another address with --urls", process.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Ask(HttpClient client)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/predict", new { review = "a good film" }, Token);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync(Token);
    }
}
