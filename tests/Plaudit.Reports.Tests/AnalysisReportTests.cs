using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;
using Plaudit.Tuning;

namespace Plaudit.Reports.Tests;

/// <summary>The reports of explore and tune, and what all reports of analyses share, in a browser.</summary>
public sealed partial class AnalysisReportTests(Browser browser) : ReportRig(browser)
{
    [Theory]
    [InlineData(1200)]
    [InlineData(360)]
    public async Task Exploration_shows_what_the_notebook_plots(int width)
    {
        await using OpenedPage page = await Open(width, "explore", "--data", "sample");
        await page.AssertSound();
        Assert.False(await page.Overflows());
        Assert.Equal(["Rows and classes", "Length of reviews", "Words", "Vocabulary and length limits", "Environment"], await Texts(page, "h2"));
        Assert.Equal(
            [
                "Class balance", "Length of reviews", "Length by class", "Reviews by range of length", "Most frequent words: positive",
                    "Most frequent words: negative",
                "Words that tell the classes apart", "Word cloud: positive", "Word cloud: negative", "Vocabulary coverage",
                    "What a maximum length cuts",
            ],
            await Texts(page, "figure h3"));
        Assert.Equal(["count", "mean", "std", "min", "25%", "50%", "75%", "max"], await Texts(page, "section:nth-of-type(2) > .table tbody th"));
        Assert.Equal(["240 (50.0 %)", "240 (50.0 %)"], await Texts(page, "#chart-1 td.number"));
        Assert.Equal(20, (await Texts(page, "#chart-5 tbody th")).Length);
        Assert.Equal(["below 50", "50–99", "100–199", "200–499", "500–999", "1,000 or more"], await Texts(page, "#chart-4 tbody th"));
        Assert.Contains("different width", await page.Page.Locator("#chart-4").TextContentAsync() ?? "", StringComparison.Ordinal);
        Assert.Equal(["positive", "positive", "positive", "negative", "negative", "negative"],
            await Texts(page, ".reviews .verdict > span:first-child"));
        string[] positive = await Texts(page, "#chart-8 tbody th");
        string[] negative = await Texts(page, "#chart-9 tbody th");
        Assert.Equal((100, 100, 0), (positive.Length, negative.Length, positive.Intersect(negative).Count()));
        await page.Keep($"exploration-{width}");
        await page.AssertAccessible();
        Assert.Equal($"plaudit explore --data sample --report {Report}", (await Texts(page, "pre"))[^1].Trim());
    }

    [Theory]
    [InlineData("Lovely,1\nA fine film,1\n", "All 2 labelled reviews are positive")]
    [InlineData("a,0\nb,1\nc,0\nd,1\ne,0\nf,1\ng,0\nh,1\ni,0\nj,1\n", "10 different reviews are few")]
    [InlineData("沉悶的電影,0\nดีมาก,1\nفيلم رائع,1\nпрекрасный фильм,1\n", "電影")]
    [InlineData("fine,\nbad,\n", "No row has a label")]
    [InlineData("!!!,0\n???,1\n", "The reviews hold no words")]
    [InlineData("<b>,0\n\"<script>window.pwned = 1</script> <img src=x onerror=pwned()>\",1\n", "2 different reviews")]
    public async Task Exploration_of_odd_data_still_renders(string rows, string said)
    {
        await using OpenedPage page = await Open(1200, "explore", "--data", Folder.Write("<i>odd.csv", "review,sentiment\n" + rows));
        await page.AssertSound(withMarks: false);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.images.length === 0"));
        Assert.Contains(said, await page.Page.Locator("main").TextContentAsync() ?? "", StringComparison.Ordinal);
        Assert.Equal("<i>odd.csv", (await Texts(page, "h1"))[0]);
    }

    [Fact]
    public async Task A_report_prints_light_and_in_colour_from_a_dark_screen_too()
    {
        await using OpenedPage page = await Open(1200, "compare", Baseline("naive-bayes"), Baseline("lexicon"), "--data", "sample");
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(255, 255, 255)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("exact", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.chart')).printColorAdjust"));
        await page.Keep("comparison-print");
    }

    [Fact]
    public async Task Tuning_leaves_a_report_in_itsFolder_and_where_it_was_asked_to()
    {
        await using OpenedPage page = await Open(1200, Tune("run", "9"));
        await page.AssertSound();
        Assert.False(await page.Overflows());
        await page.AssertAccessible();
        await page.Keep("tuning");
        string run = Folder.File("run");
        var result = TuningResult.FromJson(File.ReadAllText(Path.Combine(run, "results.json")));
        Assert.True(File.Exists(Path.Combine(run, "report.html")));
        Assert.Equal(["Result", "What the keys do", "Curves of all trials", "Trials", "Recipe and space", "Environment"], await Texts(page, "h2"));
        Assert.Equal(["Settings and figures of all trials", "Importance of each key", "Validation accuracy", "Validation loss"],
            await Texts(page, "figure h3"));
        Assert.Equal(["training.optimizer.rate", "training.batchSize", "$units", "layers"], await Texts(page, "section:nth-of-type(1) tbody th"));
        Assert.Equal(result.Ranked.Select(trial => $"{trial.Number}"), await Texts(page, "section:nth-of-type(4) tbody th"));
        Assert.Contains($"{result.BestTrial!.Figures!.Accuracy:F4}", await Texts(page, ".figures dd"));
        string[] code = await Texts(page, "pre");
        Assert.Equal(File.ReadAllText(Path.Combine(run, "best.json")).TrimEnd('\n'), code[0]);
        Assert.Equal(Space.TrimEnd('\n'), code[2]);
        Assert.Equal($"plaudit train {run}/best.json --data sample", code[3]);
        Assert.Equal($"plaudit tune {run}/recipe.json --data sample --space {run}/space.json --seed 42 --trials 9 --parallel 2 --threads 2", code[4]);

        string[] words = [.. code[4].Split(' ').Skip(1), "--run", Folder.File("again")];
        Assert.Equal(0, CommandLine.Run(words).Code);
        var again = TuningResult.FromJson(File.ReadAllText(Folder.File("again/results.json")));
        Assert.Equal(result.Trials.Select(trial => string.Join(' ', trial.Values)), again.Trials.Select(trial => string.Join(' ', trial.Values)));
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(390)]
    public async Task Settings_of_trials_do_not_overlap_and_their_table_scrolls(int width)
    {
        await using OpenedPage page = await Open(width, Tune("run", "12"));
        Assert.False(await page.Overflows());
        string[] overlaps = await page.Page.EvaluateAsync<string[]>("""
            () => {
              const boxes = [...document.querySelectorAll("#chart-1 svg text")].filter(text => text.textContent.trim() !== "")
                .map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }));
              const both = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
              return boxes.flatMap((one, i) => boxes.slice(i + 1).filter(other => other.text !== one.text && both(one.box, other.box))
                .map(other => `${one.text} and ${other.text}`));
            }
            """);
        Assert.Empty(overlaps);
        Assert.True(await page.Page.Locator("#chart-1 svg text").CountAsync() >= 20);
        Assert.Equal("auto sticky",
            await page.Page.EvaluateAsync<string>(
            "() => `${getComputedStyle(document.querySelector('.table.tall')).overflowY} ${getComputedStyle(document.querySelector('.tall thead "
            + "th')).position}`"));
        Assert.InRange(await page.Page.EvaluateAsync<double>("() => document.querySelector('.table.tall').getBoundingClientRect().height"), 50, 560);
        await page.Keep($"tuning-{width}");
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal("visible", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.table.tall')).overflowY"));
    }

    [Fact]
    public async Task Blue_and_orange_mean_the_classes_and_nothing_else()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        foreach (string file in (string[])[Written("compare", Baseline("naive-bayes"), Baseline("lexicon"), "--data", "sample"),
            Written(Tune("run", "3"))])
        {
            foreach (Match spec in Block().Matches(await File.ReadAllTextAsync(file, stop)))
                Assert.DoesNotMatch($"{Palette.Blue}|{Palette.Orange}", spec.Groups["json"].Value);
        }
    }

    [Fact]
    public async Task Tuning_of_one_trial_still_renders()
    {
        await using OpenedPage page = await Open(360, Tune("run", "1"));
        await page.AssertSound();
        Assert.False(await page.Overflows());
        Assert.Contains("So few trials", await page.Page.Locator("main").TextContentAsync() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Specifications_in_the_reports_are_valid_by_their_schemas()
    {
        string[] files =
        [
            Written("explore", "--data", "sample"), Written("compare", Baseline("naive-bayes"), Baseline("lexicon"), "--data", "sample"),
                Written(Tune("run", "3")),
            Written("explore", "--data", Folder.Write("one.csv", "review,sentiment\nfine,1\n")),
        ];
        (string, JsonNode)[] specs =
            [.. files.SelectMany((file, i) =>
            Block().Matches(File.ReadAllText(file)).Select((match, j) => ($"{i}.{j}", JsonNode.Parse(match.Groups["json"].Value)!)))];
        Assert.InRange(specs.Length, 20, 40);
        Assert.Empty(SpecificationTests.Validate(specs));
    }

    [GeneratedRegex("<script type=\"application/json\">(?<json>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Block();
}
