using Microsoft.Playwright;
using Plaudit.Tests.Browsing;

namespace Plaudit.Server.Tests.Page;

/// <summary>The page in the browser, and all that the browser complained of or asked for.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly RunningServer _server;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    private OpenedPage(IBrowserContext context, IPage page, RunningServer server)
    {
        (_context, Page, _server) = (context, page, server);
        page.Console += (_, message) =>
        {
            // Chromium's advice to authors about how often Vega reads a canvas is no fault of the page.
            if (message.Type is "error" or "warning" or "assert" && !message.Text.StartsWith("Canvas2D:", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        context.Request += (_, request) => _requests.Add(request.Url);
    }

    public IPage Page { get; }

    public ILocator Verdict => Page.Locator("#verdict");

    public ILocator Review => Page.GetByLabel("Your review");

    public static async Task<OpenedPage> Open(IBrowserContext context, RunningServer server, string address)
    {
        var opened = new OpenedPage(context, await context.NewPageAsync(), server);
        opened.Page.SetDefaultTimeout(60_000);
        await opened.Page.GotoAsync(server.Address + address);
        await opened.Page.WaitForFunctionAsync("() => document.documentElement.dataset.ready === 'true'");
        return opened;
    }

    /// <summary>The text of an element, without surrounding white space.</summary>
    public async Task<string> Text(string selector) => (await Page.Locator(selector).First.InnerTextAsync()).Trim();

    public Task Press(string button) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    public Task Tab(string name) => Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = name }).ClickAsync();

    /// <summary>Waits until the words of the last review are shaded.</summary>
    public Task Shaded() => Page.WaitForSelectorAsync("#shaded");

    /// <summary>Waits until as many charts are drawn.</summary>
    public Task Drawn(int charts) =>
        Page.WaitForFunctionAsync(
        "n => [...document.querySelectorAll('.chart-drawing[data-drawn=true] svg .mark-rect path, .chart-drawing[data-drawn=true] svg .mark-line "
        + "path')].length > 0 && document.querySelectorAll('.chart-drawing[data-drawn=true] svg').length === n", charts);

    /// <summary>Scores a file in the batch view, and waits until it is done.</summary>
    public async Task Score(string file)
    {
        await Tab("Batch");
        await Page.Locator("#file").SetInputFilesAsync(file);
        await Press("Score the reviews");
        await Page.WaitForSelectorAsync(".results");
    }

    /// <summary>The browser had nothing to complain of, and asked nobody but the service.</summary>
    public void AssertSound()
    {
        Assert.Equal("", string.Join("\n", _complaints));
        Assert.All(_requests, url =>
            Assert.True(url.StartsWith(_server.Address.AbsoluteUri, StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal)
            || url.StartsWith("data:", StringComparison.Ordinal), url));
    }

    /// <summary>axe finds nothing that keeps a person from using what is shown now.</summary>
    public Task AssertAccessible() => Accessibility.AssertAccessible(Page);

    /// <summary>Whether the page is wider than its window, so that it must be moved sideways.</summary>
    public Task<bool> Overflows() => Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");

    /// <summary>To look at: <c>PLAUDIT_SHOW=FOLDER</c> keeps a picture of the page there.</summary>
    public async Task Keep(string name)
    {
        if (Environment.GetEnvironmentVariable("PLAUDIT_SHOW") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

}
