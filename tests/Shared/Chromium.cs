using Microsoft.Playwright;

namespace Plaudit.Tests.Browsing;

/// <summary>
/// The system's Chromium, started once and only where a test opens a page. Where CI=true it must be there; elsewhere those tests are skipped
/// without it.
/// </summary>
public class Chromium : IAsyncDisposable
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];
    private readonly SemaphoreSlim _start = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _start.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A window of its own, in which nothing is stored.</summary>
    /// <param name="options">Size and colour scheme.</param>
    protected async Task<IBrowserContext> NewWindow(BrowserNewContextOptions? options)
    {
        await _start.WaitAsync();
        try
        {
            _browser ??= await Launch();
        }
        finally
        {
            _start.Release();
        }

        return await _browser.NewContextAsync(options);
    }

    private async Task<IBrowser> Launch()
    {
        string? chromium = ((string?[])[Environment.GetEnvironmentVariable("PLAUDIT_CHROMIUM"), .. s_places]).FirstOrDefault(File.Exists);
        const string missing =
            "Chromium is not installed, so no page is opened in a browser: apt-get install chromium, or name one in PLAUDIT_CHROMIUM";
        if (chromium is null && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing);
        Assert.SkipWhen(chromium is null, missing);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = chromium, Headless = true, Args = ["--no-sandbox", "--disable-gpu"] });
    }
}
