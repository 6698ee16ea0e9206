using System.Text;
using Microsoft.Playwright;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;
using Plaudit.Tests.Data;

namespace Plaudit.Reports.Tests;

public sealed class GalleryPageTests(Browser browser) : IDisposable
{
    private const string Hostile =
        "</script><script>window.pwned = 1</script><img src=x onerror=\"window.pwned = 1\"><!--<script>{{pwned}}\u2028\u202E\0\"' onload='pwned()";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1200, ColorScheme.Light)]
    [InlineData(1200, ColorScheme.Dark)]
    [InlineData(380, ColorScheme.Light)]
    public async Task Every_chart_is_drawn(int width, ColorScheme scheme)
    {
        await using OpenedPage page = await browser.Open(Write(ChartGallery.Charts), Options(width, scheme));
        await page.AssertSound();
        Assert.False(await page.Overflows());
        await Keep(page, $"gallery-{width}-{scheme}");
    }

    [Fact]
    public async Task Charts_of_nothing_and_of_one_value_are_drawn_too()
    {
        await using OpenedPage page = await browser.Open(Write(ChartGallery.AtTheirLimits), Options(1200, ColorScheme.Light));
        await page.AssertSound(withMarks: false);
        await Keep(page, "limits");
    }

    [Fact]
    public async Task Charts_turn_dark_and_light_with_the_screen_and_are_light_on_paper()
    {
        const string colours = """
            () => [...document.querySelectorAll("figure.chart svg [fill], figure.chart svg [stroke]")].flatMap(mark =>
              ["fill", "stroke"].filter(name => mark.hasAttribute(name)).map(name => getComputedStyle(mark)[name]))
            """;
        await using OpenedPage page = await browser.Open(Write(ChartGallery.Charts), Options(1200, ColorScheme.Dark));
        string[] dark = [.. (await page.Page.EvaluateAsync<string[]>(colours)).Distinct()];
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        string[] paper = [.. (await page.Page.EvaluateAsync<string[]>(colours)).Distinct()];
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen, ColorScheme = ColorScheme.Light });
        string[] light = [.. (await page.Page.EvaluateAsync<string[]>(colours)).Distinct()];

        string[] neutral = ["none", "rgba(0, 0, 0, 0)", "rgb(0, 0, 0)"];
        Assert.Equal(light.Order(), paper.Order());
        Assert.Empty(light.Except([.. Palette.Shades.Select(shade => Css(shade.Light)), .. neutral]));
        Assert.Empty(dark.Except([.. Palette.Shades.Select(shade => Css(shade.Dark)), .. neutral]));
        Assert.Contains(Css(Palette.Shades.First(shade => shade.Light == Palette.Blue).Dark), dark);
    }

    [Fact]
    public async Task Chart_is_saved_as_an_SVG_file()
    {
        await using OpenedPage page = await browser.Open(Write(ChartGallery.Charts), Options(1200, ColorScheme.Dark));
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Locator(".save").First.ClickAsync());
        Assert.Equal("loss.svg", download.SuggestedFilename);
        string svg = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Contains(Palette.Series[0], svg, StringComparison.Ordinal);
        await page.AssertSound();
    }

    [Fact]
    public async Task Whatever_texts_say_they_are_shown_as_text()
    {
        string[] names = [Hostile, $"{Hostile} 2"];
        Chart[] charts =
        [
            GroupedBars.Of(Hostile, names, names, (_, _) => 1, _ => Hostile, Hostile),
            WordBars.Of("words", [(Hostile, 1)], _ => Hostile),
            WordCloud.Of("cloud", [("<img src=x onerror=pwned()>", 2), ("datum.weight", 1)], Format.Count),
            RateCurves.Roc([new ModelCurve(Hostile, [0, 1], [0, 1], 0.5)]),
            TrialLines.Of(Hostile, Hostile, Hostile, ".0%", [new TrialLine(Hostile, [(1, 0.5), (2, 0.6)])]),
            ParallelCoordinates.Of("axes", [new ParallelAxis(Hostile, [(0, Hostile)]), new ParallelAxis("b", [])],
                [new ParallelLine(Hostile, [0, 1], [Hostile, Hostile], 1)]),
        ];
        var review = QuotedReview.Of([new Verdict(Label.Positive, Hostile)], Hostile, Hostile);
        IReportElement[] parts =
            [.. charts, new ReviewList([review]), new CodeElement(Hostile, Hostile), new Facts([(Hostile, Hostile)]), new Notice(Hostile)];
        string file = Write(new Report(Hostile, Hostile, Hostile, DateTimeOffset.UnixEpoch, [new Section(Hostile, parts)]));
        await using OpenedPage page = await browser.Open(file, Options(1200, ColorScheme.Light));
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.images.length === 0"));
        // A NUL cannot stand in HTML: the parser shows the replacement character.
        string shown = Hostile.Replace('\0', '\uFFFD');
        Assert.Equal(shown, await page.Page.Locator("blockquote").TextContentAsync());
        Assert.Equal(shown, await page.Page.Locator("h1").TextContentAsync());
        await page.Page.Locator("svg .mark-rect.role-mark path").Last.HoverAsync(new LocatorHoverOptions { Force = true });
        await page.Page.WaitForSelectorAsync("#vg-tooltip-element.visible");
        Assert.Contains("</script>", await page.Page.Locator("#vg-tooltip-element").TextContentAsync() ?? "", StringComparison.Ordinal);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.images.length === 0"));
        await page.AssertSound();
    }

    [Fact]
    public async Task Word_clouds_show_words_of_other_scripts()
    {
        await using OpenedPage page = await browser.Open(Write(ChartGallery.Charts), Options(1200, ColorScheme.Light));
        string[] words = await page.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll("figure.chart")].find(figure => figure.querySelector("h3").textContent === "中文詞雲")
              .querySelectorAll(".role-mark text").values().filter(word => word.getBoundingClientRect().width > 5)
              .map(word => word.textContent).toArray()
            """);
        Assert.Contains("電影", words);
        Assert.Contains("фильм", words);
        Assert.True(words.Length >= 6, string.Join(' ', words));
    }

    [Fact]
    public async Task Trial_that_was_stopped_at_once_is_seen_as_a_dot_as_large_as_the_best_ones()
    {
        Chart chart = TrialLines.Of("trials", "epoch", "accuracy", ".0%",
            [new TrialLine("best", [(1, 0.7), (2, 0.8)], IsBest: true), new TrialLine("other", [(1, 0.6), (2, 0.65)]),
                new TrialLine("stopped", [(1, 0.5)])]);
        await using OpenedPage page = await browser.Open(Write([chart]), Options(1200, ColorScheme.Light));
        double[] widths = await page.Page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll("figure.chart svg .mark-symbol.role-mark path")].map(dot => dot.getBBox().width).sort((a, b) => a - b)
            """);
        Assert.Equal(5, widths.Length);
        Assert.True(widths[1] < widths[2] && widths[2] == widths[4], string.Join(' ', widths));
        await page.AssertSound();
    }

    [Fact]
    public void Without_its_data_a_report_is_at_most_two_megabytes()
    {
        var report = new Report("Test", "Empty", "", DateTimeOffset.UnixEpoch, []);
        Assert.InRange(Encoding.UTF8.GetByteCount(report.ToHtml()), 500_000, 2_000_000);
    }

    private static BrowserNewContextOptions Options(int width, ColorScheme scheme) =>
        new() { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme };

    /// <summary>A colour as browsers say it.</summary>
    private static string Css(string hex) =>
        $"rgb({Convert.ToInt32(hex[1..3], 16)}, {Convert.ToInt32(hex[3..5], 16)}, {Convert.ToInt32(hex[5..7], 16)})";

    private string Write(IReadOnlyList<Chart> charts) =>
        Write(new Report("Test", "All charts", "Every kind of chart.", DateTimeOffset.UnixEpoch, [new Section("Charts", charts)]));

    private string Write(Report report)
    {
        string file = _folder.File("report.html");
        AtomicFile.Write(file, report.Write);
        return file;
    }

    /// <summary>To look at: <c>PLAUDIT_SHOW=FOLDER</c> keeps a picture of the page there.</summary>
    private static async Task Keep(OpenedPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PLAUDIT_SHOW") is { Length: > 0 } folder)
            await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
