using Microsoft.Playwright;
using Plaudit.Reports.Tests;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Plaudit.Reports.Tests;

/// <summary>The system's Chromium, started once and only where a test opens a page.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];
    private readonly SemaphoreSlim _start = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a file in a page of its own and waits until its charts are drawn.</summary>
    /// <param name="path">The HTML file.</param>
    /// <param name="options">Size and colour scheme.</param>
    internal async Task<OpenedPage> Open(string path, BrowserNewContextOptions? options = null)
    {
        await Start();
        IBrowserContext context = await _browser!.NewContextAsync(options);
        return await OpenedPage.Open(context, new Uri(Path.GetFullPath(path)).AbsoluteUri);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _start.Dispose();
    }

    private async Task Start()
    {
        await _start.WaitAsync();
        try
        {
            if (_browser is not null)
                return;
            string? chromium = ((string?[])[Environment.GetEnvironmentVariable("PLAUDIT_CHROMIUM"), .. s_places]).FirstOrDefault(File.Exists);
            const string missing = "Chromium is not installed, so no report is opened in a browser: apt-get install chromium, or name one in PLAUDIT_CHROMIUM";
            if (chromium is null && Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(missing);
            Assert.SkipWhen(chromium is null, missing);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Headless = true, Args = ["--no-sandbox", "--disable-gpu"] });
        }
        finally
        {
            _start.Release();
        }
    }
}
