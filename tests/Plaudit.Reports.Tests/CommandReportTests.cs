using Microsoft.Playwright;
using Plaudit.Cli;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;

namespace Plaudit.Reports.Tests;

/// <summary>The reports that commands write, in a browser.</summary>
public sealed class CommandReportTests(Browser browser) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Training_run_has_a_report_with_curves_mistakes_recipe_and_the_command()
    {
        string run = _folder.File("run");
        Assert.Equal(0, CommandLine.Run(CommandLine.Train(run)).Code);
        await using OpenedPage page = await browser.Open(Path.Combine(run, "report.html"));
        await page.AssertSound();
        Assert.Equal(["Result", "Learning curves", "Evaluation", "Most confident mistakes", "Data", "Model and recipe", "Environment"],
            await Texts(page, "h2"));
        Assert.Equal(["Loss", "Accuracy", "Confusion matrix", "ROC curve", "Precision-recall curve", "Calibration"], await Texts(page, "figure h3"));
        string[] epochs = await Texts(page, "#chart-1 tbody th");
        Assert.Equal(["1", "2", "3"], epochs.Select(epoch => epoch.Trim()));
        Assert.InRange(await page.Page.Locator(".reviews li").CountAsync(), 1, 10);
        Assert.Contains("\"batchSize\": 16", await page.Page.Locator("details > pre").Last.TextContentAsync() ?? "", StringComparison.Ordinal);
        string[] code = await Texts(page, "pre");
        Assert.Equal($"plaudit train {run}/recipe.json --data sample --threads 1", code[^1].Replace('\\', '/').Trim());
        Assert.Contains("288", string.Join(' ', await Texts(page, "td")), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(Path.Combine(run, "report.html")).Length, 500_000, 2_000_000);
        await page.AssertAccessible();
    }

    [Fact]
    public async Task Baseline_has_no_learning_curves()
    {
        string run = _folder.File("run");
        Assert.Equal(0, CommandLine.Run("train", "naive-bayes", "--data", "sample", "--run", run).Code);
        await using OpenedPage page =
            await browser.Open(Path.Combine(run, "report.html"),
            new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 360, Height = 740 } });
        await page.AssertSound();
        Assert.False(await page.Overflows());
        Assert.DoesNotContain("Learning curves", await Texts(page, "h2"));
    }

    [Fact]
    public async Task Hostile_reviews_are_shown_as_text()
    {
        string run = Baseline();
        const string Attack =
            "<script>window.pwned = 1</script><img src=\"https://example.org/x.png\" onerror=\"window.pwned = "
            + "1\"><style>body{display:none}</style></script></blockquote>";
        string data = _folder.Write(
            "<i>reviews.csv",
            $"review,sentiment\n\"A wonderful, moving film. {Attack.Replace("\"", "\"\"")}\",0\n\"Terrible, boring waste. "
            + $"{Attack.Replace("\"", "\"\"")}\",1\nFine,1\n");
        string report = _folder.File("report.html");
        Assert.Equal(0, CommandLine.Run("evaluate", run, "--data", data, "--report", report).Code);
        await using OpenedPage page = await browser.Open(report);
        await page.AssertSound();
        Assert.True(await page.Page.EvaluateAsync<bool>(
            "() => window.pwned === undefined && document.images.length === 0 && document.body.clientHeight > 500"));
        await page.AssertAccessible();
        string[] quotes = await Texts(page, "blockquote");
        Assert.True(quotes.Length >= 2 && quotes.Take(2).All(quote => quote.Contains(Attack, StringComparison.Ordinal)), string.Join('\n', quotes));
        Assert.Contains("<i>reviews.csv", (await Texts(page, "h1"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lovely,1\nA fine film,1\n")]
    [InlineData("Dull.,0\n")]
    [InlineData("沉悶的電影,0\nดีมาก,1\nفيلم رائع,1\n")]
    public async Task Odd_data_still_renders(string rows)
    {
        string run = Baseline();
        string report = _folder.File("report.html");
        Assert.Equal(0, CommandLine.Run(
            "evaluate", run, "--data", _folder.Write("odd.csv", "review,sentiment\n" + rows), "--report", report, "--json").Code);
        await using OpenedPage page = await browser.Open(report);
        await page.AssertSound(withMarks: false);
    }

    [Fact]
    public void Review_of_a_megabyte_is_cut()
    {
        string run = Baseline();
        string report = _folder.File("report.html");
        string data = _folder.Write("long.csv", $"review,sentiment\n{string.Concat(Enumerable.Repeat("wonderful ", 100_000))},0\nwonderful,0\n");
        Assert.Equal(0, CommandLine.Run("evaluate", run, "--data", data, "--report", report).Code);
        string html = File.ReadAllText(report);
        Assert.Contains("more characters)", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 500_000, 1_200_000);
    }

    [Fact]
    public void Report_that_cannot_be_written_loses_no_run()
    {
        string run = _folder.File("run");
        using var interruption = new Interruption();
        // A folder in the report's place, put there while the run goes on.
        var error = new TriggerWriter("epoch 1/", () => Directory.CreateDirectory(Path.Combine(run, "report.html", "x")));
        var output = new StringWriter();
        Assert.Equal(0, CommandLine.Run(output, error, interruption, "", false, CommandLine.Train(run)));
        Assert.True(File.Exists(Path.Combine(run, "model.safetensors")) && File.Exists(Path.Combine(run, "metrics.json")));
        Assert.Contains("warning: the run is done and its model saved, but not its report: cannot write ", error.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("accuracy", output.ToString(), StringComparison.Ordinal);

        CommandResult evaluate = CommandLine.Run("evaluate", run, "--data", "sample", "--report", Path.Combine(run, "report.html"));
        Assert.Equal(1, evaluate.Code);
        Assert.Contains("report.html: it is a folder", evaluate.Error, StringComparison.Ordinal);
    }

    private string Baseline()
    {
        string run = _folder.File("baseline");
        Assert.Equal(0, CommandLine.Run("train", "naive-bayes", "--data", "sample", "--run", run).Code);
        return run;
    }

    private static async Task<string[]> Texts(OpenedPage page, string selector) => [.. await page.Page.Locator(selector).AllTextContentsAsync()];
}
