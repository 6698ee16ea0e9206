using Microsoft.Playwright;
using Plaudit.Server.Tests.Page;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Plaudit.Server.Tests.Page;

/// <summary>The system's Chromium, started once and only where a test opens the page.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];
    private readonly SemaphoreSlim _start = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens the page of a server in a window of its own, in which nothing is stored and nothing outside the server can be reached.</summary>
    internal async Task<OpenedPage> Open(RunningServer server, BrowserNewContextOptions? options = null, string address = "")
    {
        await Start();
        return await OpenedPage.Open(await _browser!.NewContextAsync(options), server, address);
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
            const string missing = "Chromium is not installed, so the page is not opened in a browser: apt-get install chromium, or name one in PLAUDIT_CHROMIUM";
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
