using System.Text.Json;

namespace Plaudit.Server.Tests.Page;

/// <summary>What the page draws its charts with, over HTTP.</summary>
public sealed class ChartEndpointTests(PageModels models)
{
    [Fact]
    public async Task A_runs_charts_hold_its_figures()
    {
        await using RunningServer server = await RunningServer.Start(models.Run, models.Everyday, models.Baseline);
        JsonElement[] charts = [.. (await server.Get("/charts/models/small")).Json.EnumerateArray()];
        Assert.Equal(["Loss", "Accuracy", "Confusion matrix", "ROC curve"], charts.Select(chart => chart.GetProperty("title").GetString()));
        Assert.Equal(4, charts[0].GetProperty("numbers").GetProperty("rows").GetArrayLength());
        JsonElement card = (await server.Get("/models/small")).Json.GetProperty("evaluation");
        JsonElement confusion = card.GetProperty("confusion");
        Assert.Equal(
            [confusion.GetProperty("trueNegative").GetInt64(), confusion.GetProperty("falsePositive").GetInt64(),
                confusion.GetProperty("falseNegative").GetInt64(), confusion.GetProperty("truePositive").GetInt64()],
            charts[2].GetProperty("spec").GetProperty("data").GetProperty("values").EnumerateArray()
                .Select(cell => cell.GetProperty("count").GetInt64()));
        Assert.Equal(Area(charts[3]), card.GetProperty("rocAuc").GetDouble(), 0.002);
        Assert.Contains("Confusion matrix", (await server.Get("/charts/models/everyday")).Body, StringComparison.Ordinal);
        Assert.Equal("[]", (await server.Get("/charts/models/bayes")).Body);
        (await server.Get("/charts/models/other")).IsProblem(404, "choose one of small, everyday, bayes");
    }

    [Fact]
    public async Task Files_of_a_run_that_cannot_be_read_cost_their_charts_alone()
    {
        string run = Path.GetDirectoryName(models.Write("history.jsonl", "{\"epoch\":1,"))!;
        File.Copy(models.Everyday.Split('=')[1], Path.Combine(run, "model.safetensors"));
        await using RunningServer server = await RunningServer.Start($"broken={run}");
        Assert.Equal(["Confusion matrix", "ROC curve"],
            (await server.Get("/charts/models/broken")).Json.EnumerateArray().Select(chart => chart.GetProperty("title").GetString()));
        await File.WriteAllTextAsync(Path.Combine(run, "metrics.json"), "{}", TestContext.Current.CancellationToken);
        Assert.Equal("[]", (await server.Get("/charts/models/broken")).Body);
        Assert.Equal(200, (await server.Get("/models/broken")).Code);
    }

    [Fact]
    public async Task Scripts_and_colours_are_the_reports_and_are_sent_once()
    {
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [models.Everyday], ApiKey = "correct-horse" });
        Reply script = await server.Get("/charts/vega.js");
        Assert.Equal((200, "text/javascript"), (script.Code, script.Type?.MediaType));
        Assert.Contains("vegaEmbed", script.Body, StringComparison.Ordinal);
        Assert.Contains("Redistribution", script.Body, StringComparison.Ordinal);
        Assert.Equal(304, (await server.Get("/charts/vega.js", null, ("If-None-Match", script.Headers.ETag!.ToString()))).Code);
        Assert.Contains("prefers-color-scheme: dark", (await server.Get("/charts/dark.css")).Body, StringComparison.Ordinal);
        Assert.Equal(20, (await server.Get("/charts/scores")).Json[0].GetProperty("spec").GetProperty("data").GetProperty("values").GetArrayLength());
        (await server.Get("/charts/models/everyday")).IsProblem(401, "asks for a key");
    }

    [Fact]
    public async Task Every_file_of_the_page_may_run_nothing_that_is_not_its_own()
    {
        await using RunningServer server = await RunningServer.Start(models.Everyday);
        string page = (await server.Get("/", "text/html")).Body;
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        string[] files = [.. System.Text.RegularExpressions.Regex.Matches(page, "(?:href|src)=\"((?:css|js|charts)/[^\"]+|favicon.svg)\"")
            .Select(match => match.Groups[1].Value).Distinct()];
        Assert.True(files.Length > 6);
        foreach (string file in files)
        {
            Reply reply = await server.Get($"/{file}");
            Assert.Equal(200, reply.Code);
            Assert.DoesNotContain("unsafe", string.Join(' ', reply.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    /// <summary>The area under a drawn ROC curve, by trapezoids.</summary>
    private static double Area(JsonElement chart)
    {
        (double X, double Y)[] points =
            [.. chart.GetProperty("spec").GetProperty("data").GetProperty("values").EnumerateArray()
            .Select(point => (point.GetProperty("x").GetDouble(), point.GetProperty("y").GetDouble()))];
        return points.Zip(points.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum();
    }
}
