using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;

namespace Plaudit.Reports.Tests;

/// <summary>The reports of compare, explore and tune, in a browser.</summary>
public sealed class SearchReportTests(Browser browser) : IDisposable
{
    private const string Attack = "<script>window.pwned = 1</script><img src=\"https://example.org/x.png\" onerror=\"window.pwned = 1\">";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Comparison_draws_every_model_and_tells_chance_from_difference()
    {
        string report = Compare("sample");
        await using OpenedPage page = await browser.Open(report);
        await page.AssertSound();
        Assert.Equal(["Metrics", "Curves", "Differences", "Confusion matrices", "Disagreements", "Data", "Environment"], await Texts(page, "h2"));
        Assert.Equal(["Metrics of all models", "ROC curve", "Confusion matrix of bayes", "Confusion matrix of lexicon"], await Texts(page, "figure h3"));
        string[] cells = await Texts(page, "td");
        Assert.Contains(cells, cell => cell is "may be chance" || cell.EndsWith(" is better", StringComparison.Ordinal));
        Assert.InRange(await page.Page.Locator(".reviews li").CountAsync(), 1, 20);
    }

    [Theory]
    [InlineData("A wonderful moving film.,1\nLovely.,1\n")]
    [InlineData("沉悶的電影,0\nดีมาก,1\nفيلم رائع,1\n")]
    public async Task Comparison_of_odd_data_still_renders(string rows)
    {
        await using OpenedPage page = await browser.Open(Compare(_folder.Write("odd.csv", $"review,sentiment\n{rows}\"{Attack.Replace("\"", "\"\"", StringComparison.Ordinal)}\",1\n")));
        await page.AssertSound(withMarks: false);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.images.length === 0"));
    }

    [Fact]
    public async Task Exploration_draws_lengths_words_and_clouds()
    {
        string report = Explore("sample");
        await using OpenedPage page = await browser.Open(report);
        await page.AssertSound();
        Assert.Equal(
            ["Classes", "Length of reviews", "Length by class", "Reviews by length", "Most frequent words, positive", "Most frequent words, negative", "Words that tell the classes apart", "Word cloud, positive", "Word cloud, negative"],
            await Texts(page, "figure h3"));
        Assert.InRange(new FileInfo(report).Length, 500_000, 2_000_000);
    }

    [Theory]
    [InlineData("沉悶的電影 沉悶,0\nดีมาก,1\nفيلم رائع,1\n")]
    [InlineData("Fine,1\n")]
    [InlineData("x,1\ny,0\n")]
    public async Task Exploration_of_odd_data_still_renders(string rows)
    {
        await using OpenedPage page = await browser.Open(Explore(_folder.Write("odd.csv", $"review,sentiment\n{rows}\"{Attack.Replace("\"", "\"\"", StringComparison.Ordinal)}\",1\n")));
        await page.AssertSound(withMarks: false);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.images.length === 0"));
    }

    [Fact]
    public async Task Tuning_draws_settings_importance_and_curves()
    {
        string run = _folder.File("tune");
        string space = _folder.Write("space.json", """{ "keys": { "training.optimizer.rate": { "logUniform": [0.001, 0.02] }, "layers.1.units": { "choices": [4, 8] } } }""");
        CommandResult result = CommandLine.Run("tune", "quickstart", "--data", "sample", "--space", space, "--trials", "4", "--run", run, "--set", "training.epochs=2", "--seed", "1");
        Assert.True(result.Code == 0, result.Error);
        await using OpenedPage page = await browser.Open(Path.Combine(run, "report.html"));
        await page.AssertSound();
        Assert.Equal(["Result", "Settings", "Curves", "Trials", "Recipe and space", "Environment"], await Texts(page, "h2"));
        string[] charts = await Texts(page, "figure h3");
        Assert.Contains("Settings of all trials", charts);
        Assert.Contains("Validation accuracy of all trials", charts);
    }

    private string Compare(string data)
    {
        string report = _folder.File("comparison.html");
        foreach ((string name, string recipe) in ((string, string)[])[("bayes", "naive-bayes"), ("lexicon", "lexicon")])
            Assert.Equal(0, CommandLine.Run("train", recipe, "--data", "sample", "--run", _folder.File(name)).Code);
        CommandResult result = CommandLine.Run("compare", _folder.File("bayes"), _folder.File("lexicon"), "--data", data, "--report", report);
        Assert.True(result.Code == 0, result.Error);
        return report;
    }

    private string Explore(string data)
    {
        string report = _folder.File("exploration.html");
        CommandResult result = CommandLine.Run("explore", "--data", data, "--report", report);
        Assert.True(result.Code == 0, result.Error);
        return report;
    }

    private static async Task<string[]> Texts(OpenedPage page, string selector) => [.. (await page.Page.Locator(selector).AllTextContentsAsync()).Select(text => text.Trim())];
}
