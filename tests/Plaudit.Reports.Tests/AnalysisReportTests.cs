using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;
using Plaudit.Tuning;

namespace Plaudit.Reports.Tests;

/// <summary>The reports of explore, compare and tune, in a browser.</summary>
public sealed partial class AnalysisReportTests(Browser browser) : IDisposable
{
    private const string Attack =
        "<script>window.pwned = 1</script><img src=\"https://example.org/x.png\" onerror=\"window.pwned = 1\"></script></blockquote>";
    private const string Space = """
        { "keys": { "training.optimizer.rate": { "logUniform": [0.001, 0.05] }, "training.batchSize": { "choices": [16, 32] },
                    "$units": { "integer": [4, 8] },
                    "layers": { "choices": { "<b>one</b> way": [ { "type": "embedding", "size": 4 },
                      { "type": "lstm", "units": "$units" }, { "type": "dense", "units": 1 } ] } } } }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
        await using OpenedPage page = await Open(1200, "explore", "--data", _folder.Write("<i>odd.csv", "review,sentiment\n" + rows));
        await page.AssertSound(withMarks: false);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.images.length === 0"));
        Assert.Contains(said, await page.Page.Locator("main").TextContentAsync() ?? "", StringComparison.Ordinal);
        Assert.Equal("<i>odd.csv", (await Texts(page, "h1"))[0]);
    }

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
        string positive = _folder.Write("positive.csv", "review,sentiment\nwonderful,1\nterrible,1\n");
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
            _folder.Write("long.csv", "review,sentiment\n" + rows));
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

    [Fact]
    public async Task A_report_prints_light_and_in_colour_from_a_dark_screen_too()
    {
        await using OpenedPage page = await Open(1200, "compare", Baseline("naive-bayes"), Baseline("lexicon"), "--data", "sample");
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(255, 255, 255)", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("exact", await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.chart')).printColorAdjust"));
        await page.Keep("comparison-print");
    }

    [Theory]
    [InlineData("沉悶的電影,0\nดีมาก,1\nفيلم رائع,1\n")]
    [InlineData("x,1\ny,0\nz,1\na,0\nb,1\nc,0\nd,1\ne,0\nf,1\ng,0\n")]
    public async Task Comparison_of_odd_data_still_renders(string rows)
    {
        await using OpenedPage page =
            await Open(1200, "compare", Baseline("lexicon"), Baseline("naive-bayes"), "--data",
            _folder.Write("odd.csv", "review,sentiment\n" + rows));
        await page.AssertSound(withMarks: false);
        Assert.NotEmpty(await Texts(page, "section:nth-of-type(4) tbody th"));
    }

    [Fact]
    public async Task Comparison_shows_hostile_reviews_as_text()
    {
        string quoted = Attack.Replace("\"", "\"\"", StringComparison.Ordinal);
        string data = _folder.Write(
            "<i>reviews.csv",
            $"review,sentiment\n\"Dull, terrible, awful, but who left not {quoted}\",1\n\"wonderful {quoted}\",1\n\"The cat sat on the mat with a "
            + $"plot {quoted}\",0\n");
        string report = await File.ReadAllTextAsync(
            Written("compare", Baseline("lexicon"), Baseline("naive-bayes"), "--data", data), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>window", report, StringComparison.Ordinal);
        await using OpenedPage page = await browser.Open(Report);
        await page.AssertSound();
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.images.length === 0"));
        Assert.All(await Texts(page, "blockquote"), quote => Assert.Contains(Attack, quote, StringComparison.Ordinal));
        Assert.Equal("2 models on <i>reviews.csv", (await Texts(page, "h1"))[0]);
    }

    [Fact]
    public async Task Tuning_leaves_a_report_in_its_folder_and_where_it_was_asked_to()
    {
        await using OpenedPage page = await Open(1200, Tune("run", "9"));
        await page.AssertSound();
        Assert.False(await page.Overflows());
        await page.AssertAccessible();
        await page.Keep("tuning");
        string run = _folder.File("run");
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

        string[] words = [.. code[4].Split(' ').Skip(1), "--run", _folder.File("again")];
        Assert.Equal(0, CommandLine.Run(words).Code);
        var again = TuningResult.FromJson(File.ReadAllText(_folder.File("again/results.json")));
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
            Written("explore", "--data", _folder.Write("one.csv", "review,sentiment\nfine,1\n")),
        ];
        (string, JsonNode)[] specs =
            [.. files.SelectMany((file, i) =>
            Block().Matches(File.ReadAllText(file)).Select((match, j) => ($"{i}.{j}", JsonNode.Parse(match.Groups["json"].Value)!)))];
        Assert.InRange(specs.Length, 20, 40);
        Assert.Empty(SpecificationTests.Validate(specs));
    }

    private string Report => _folder.File("report.html");

    /// <summary>Runs a command with a report, and opens that.</summary>
    private async Task<OpenedPage> Open(int width, params string[] command)
    {
        CommandResult result = CommandLine.Run([.. command, "--report", Report]);
        Assert.True(result.Code == 0, result.Error);
        return await browser.Open(Report, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
    }

    /// <summary>Runs a command with a report, and gives its file.</summary>
    private string Written(params string[] command)
    {
        CommandResult result = CommandLine.Run([.. command, "--report", Report]);
        Assert.True(result.Code == 0, result.Error);
        string copy = _folder.File($"{Guid.NewGuid()}.html");
        File.Copy(Report, copy);
        return copy;
    }

    private string[] Tune(string run, string trials) =>
    [
        "tune", "notebook-baseline", "--data", "sample", "--space", _folder.Write("space.json", Space), "--run", _folder.File(run), "--trials",
            trials, "--threads", "2",
        .. CommandLine.Set("split.validation=0.2", "text.maxLength=30", "training.epochs=2"),
    ];

    private string Baseline(string recipe)
    {
        string run = _folder.File(recipe);
        if (!Directory.Exists(run))
            Assert.Equal(0, CommandLine.Run("train", recipe, "--data", "sample", "--run", run).Code);
        return run;
    }

    private static async Task<string[]> Texts(OpenedPage page, string selector) => [.. await page.Page.Locator(selector).AllTextContentsAsync()];

    [GeneratedRegex("<script type=\"application/json\">(?<json>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Block();
}
