using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;
using Plaudit.Tuning;

namespace Plaudit.Reports.Tests;

/// <summary>The report of compare, in a browser.</summary>
public sealed class ComparisonReportTests(Browser browser) : ReportRig(browser)
{
    [Fact]
    public async Task Comparison_shows_figures_curves_matrices_pairs_and_disagreements()
    {
        await using OpenedPage page =
            await Open(1200, "compare", Baseline("naive-bayes"), Baseline("lexicon"), Baseline("tfidf-logistic"), "--data", "sample");
        await page.AssertSound();
        Assert.False(await page.Overflows());
        Assert.Equal(["Result", "Curves", "Confusion matrices", "Which differences are real?", "Disagreements", "Data and models", "Environment"],
            await Texts(page, "h2"));
        Assert.Equal(["Metrics", "ROC curves", "Calibration", "naive-bayes", "lexicon", "tfidf-logistic"], await Texts(page, "figure h3"));
        Assert.Equal(["model", "accuracy", "95 % interval", "precision", "recall", "F1", "ROC AUC", "log loss", "weights", "file", "trained in",
            "reviews/s"], await Texts(page, "section:nth-of-type(1) > .table thead th"));
        Assert.Equal(15, (await Texts(page, "#chart-1 td.number")).Length);
        Assert.Equal(["naive-bayes – lexicon", "naive-bayes – tfidf-logistic", "lexicon – tfidf-logistic"],
            await Texts(page, "section:nth-of-type(4) tbody th"));
        Assert.All(await Texts(page, "section:nth-of-type(4) tbody td:nth-child(2)"), words =>
            Assert.Matches("^(\\S+ is better|\\S+ is ahead, which may be chance|equally accurate)$", words));
        string[] verdicts = await Texts(page, "h3 + .reviews:nth-of-type(1) li:first-child .verdict span");
        Assert.Equal(5, verdicts.Length);
        string[] directions = await Texts(page, "section:nth-of-type(5) h3");
        Assert.InRange(directions.Length, 2, 6);
        Assert.All(directions, direction => Assert.Matches("^Positive to .+; negative to .+: [1-9]\\d* reviews?$", direction));
        int[] shown = await page.Page.Locator(".reviews").EvaluateAllAsync<int[]>("all => all.map(list => list.children.length)");
        Assert.Equal(directions.Select(direction => Math.Min(3, int.Parse(direction.Split(' ')[^2], CultureInfo.InvariantCulture))), shown);
        Assert.All(await page.Page.Locator(".reviews > li")
            .EvaluateAllAsync<int[]>("all => all.map(one => Math.round(one.getBoundingClientRect().height))"), height =>
            Assert.InRange(height, 1, 220));
        await page.AssertAccessible();
        Assert.Matches("^is (positive|negative)$", verdicts[0]);
        Assert.Matches(@"^lexicon [01]\.\d{4}( \(wrong\))?$", verdicts[2]);
    }

    [Fact]
    public async Task Comparison_of_one_model_or_one_class_leaves_out_what_is_not_there()
    {
        string positive = Folder.Write("positive.csv", "review,sentiment\nwonderful,1\nterrible,1\n");
        await using OpenedPage page = await Open(360, "compare", Baseline("lexicon"), "--data", positive);
        await page.AssertSound(withMarks: false);
        Assert.False(await page.Overflows());
        Assert.Equal(["Result", "Curves", "Confusion matrices", "Data and models", "Environment"], await Texts(page, "h2"));
        Assert.Contains("All reviews are positive", (await Texts(page, ".notice"))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_folds_long_disagreements_behind_their_beginning()
    {
        string review = "It is dull, but not bad; "
            + string.Concat(Enumerable.Repeat("the cat sat on the mat and saw a wonderful terrible plot, ", 40));
        string rows = string.Concat(
            Enumerable.Range(0, 8).SelectMany(i => (string[])[$"\"{i} wonderful {review}\",1\n", $"\"{i} who left awful not {review}\",0\n"]));
        await using OpenedPage page =
            await Open(390, "compare", Baseline("lexicon"), Baseline("naive-bayes"), "--data",
            Folder.Write("long.csv", "review,sentiment\n" + rows));
        Assert.False(await page.Overflows());
        string summary = (await Texts(page, ".folded summary"))[0];
        Assert.InRange(summary.Length, 100, 260);
        Assert.EndsWith(" …", summary, StringComparison.Ordinal);
        Assert.StartsWith(summary[..20], (await Texts(page, ".folded blockquote"))[0], StringComparison.Ordinal);
        Assert.False(await page.Page.Locator(".folded blockquote").First.IsVisibleAsync());
        await page.Page.Locator(".folded summary").First.ClickAsync();
        Assert.True(await page.Page.Locator(".folded blockquote").First.IsVisibleAsync());
        await page.Keep("comparison-390");
        await page.AssertAccessible();
    }

    [Theory]
    [InlineData("沉悶的電影,0\nดีมาก,1\nفيلم رائع,1\n")]
    [InlineData("x,1\ny,0\nz,1\na,0\nb,1\nc,0\nd,1\ne,0\nf,1\ng,0\n")]
    public async Task Comparison_of_odd_data_still_renders(string rows)
    {
        await using OpenedPage page =
            await Open(1200, "compare", Baseline("lexicon"), Baseline("naive-bayes"), "--data",
            Folder.Write("odd.csv", "review,sentiment\n" + rows));
        await page.AssertSound(withMarks: false);
        Assert.NotEmpty(await Texts(page, "section:nth-of-type(4) tbody th"));
    }

    [Fact]
    public async Task Comparison_shows_hostile_reviews_as_text()
    {
        string quoted = Attack.Replace("\"", "\"\"", StringComparison.Ordinal);
        string data = Folder.Write(
            "<i>reviews.csv",
            $"review,sentiment\n\"Dull, terrible, awful, but who left not {quoted}\",1\n\"wonderful {quoted}\",1\n\"The cat sat on the mat with a "
            + $"plot {quoted}\",0\n");
        string report = await File.ReadAllTextAsync(
            Written("compare", Baseline("lexicon"), Baseline("naive-bayes"), "--data", data), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>window", report, StringComparison.Ordinal);
        await using OpenedPage page = await Browser.Open(Report);
        await page.AssertSound();
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.images.length === 0"));
        Assert.All(await Texts(page, "blockquote"), quote => Assert.Contains(Attack, quote, StringComparison.Ordinal));
        Assert.Equal("2 models on <i>reviews.csv", (await Texts(page, "h1"))[0]);
    }
}
