using Microsoft.Playwright;
using Plaudit.Tests.Browsing;

namespace Plaudit.Reports.Tests;

/// <summary>A report in the browser, and all that the browser complained of or asked for.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    private OpenedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // Chromium's advice to authors about how often Vega reads a canvas is no fault of the page.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Canvas2D:", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        context.Request += (_, request) => _requests.Add(request.Url);
    }

    public IPage Page { get; }

    public static async Task<OpenedPage> Open(IBrowserContext context, string address)
    {
        var opened = new OpenedPage(context, await context.NewPageAsync());
        await opened.Page.GotoAsync(address);
        await opened.Page.WaitForFunctionAsync("() => document.documentElement.dataset.charts === 'drawn'");
        return opened;
    }

    /// <summary>Every chart is drawn; the browser had nothing to complain of, and asked for the file alone.</summary>
    /// <param name="withMarks">Whether every chart has data, so that there must be marks.</param>
    public async Task AssertSound(bool withMarks = true)
    {
        Assert.Equal("", string.Join("\n", _complaints));
        string request = Assert.Single(_requests, url => !url.StartsWith("data:", StringComparison.Ordinal));
        Assert.Equal(Page.Url.Split('#')[0], request);
        ChartState[] charts = await Page.EvaluateAsync<ChartState[]>("""
            () => [...document.querySelectorAll("figure.chart")].map(figure => ({
              empty: figure.querySelector(".empty") !== null,
              title: figure.querySelector("h3").textContent,
              failed: figure.querySelector(".failed") !== null,
              marks: [...figure.querySelectorAll("svg .mark-symbol path, svg .mark-line path, svg .mark-rect path, " +
                "svg .mark-text.role-mark text, svg .mark-rule line")]
                .filter(mark => mark.closest(".role-axis, .role-legend") === null).length,
              width: figure.querySelector("svg")?.getBoundingClientRect().width ?? 0,
              room: figure.getBoundingClientRect().width,
              saved: figure.querySelector(".save")?.hidden === false,
              rows: figure.querySelectorAll("table tbody tr").length }))
            """);
        foreach (ChartState chart in charts)
        {
            if (chart.Empty && !withMarks)
                continue;
            Assert.False(chart.Failed || chart.Empty, chart.Title);
            Assert.True(chart.Width > 100 && chart.Width <= chart.Room + 1, $"{chart.Title}: {chart.Width} of {chart.Room} pixels");
            Assert.True(chart.Saved, chart.Title);
            Assert.True(!withMarks || (chart.Marks > 0 && chart.Rows > 0), $"{chart.Title}: {chart.Marks} marks, {chart.Rows} rows");
        }
    }

    /// <summary>axe finds nothing that keeps a person from using the report.</summary>
    public Task AssertAccessible() => Accessibility.AssertAccessible(Page);

    /// <summary>To look at: <c>PLAUDIT_SHOW=FOLDER</c> keeps a picture of the report there.</summary>
    public async Task Keep(string name)
    {
        if (Environment.GetEnvironmentVariable("PLAUDIT_SHOW") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    /// <summary>Whether the page is wider than its window, so that it must be moved sideways.</summary>
    public Task<bool> Overflows() => Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    /// <summary>What the page says of a chart.</summary>
    internal sealed record ChartState
    {
        public string Title { get; set; } = "";

        public bool Failed { get; set; }

        public bool Empty { get; set; }

        public int Marks { get; set; }

        public double Width { get; set; }

        public double Room { get; set; }

        public bool Saved { get; set; }

        public int Rows { get; set; }
    }
}
