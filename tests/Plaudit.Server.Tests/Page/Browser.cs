using Microsoft.Playwright;
using Plaudit.Server.Tests.Page;
using Plaudit.Tests.Browsing;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Plaudit.Server.Tests.Page;

/// <summary>Opens the page of a server.</summary>
public sealed class Browser : Chromium
{
    /// <summary>
    /// Opens the page of a server in a window of its own, in which nothing is stored and nothing outside the server can be reached.
    /// </summary>
    internal async Task<OpenedPage> Open(RunningServer server, BrowserNewContextOptions? options = null, string address = "") =>
        await OpenedPage.Open(await NewWindow(options), server, address);
}
