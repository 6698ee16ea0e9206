using Microsoft.Playwright;
using Plaudit.Reports.Tests;
using Plaudit.Tests.Browsing;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Plaudit.Reports.Tests;

/// <summary>Opens reports as a reader does: from disk.</summary>
public sealed class Browser : Chromium
{
    /// <summary>Opens a file in a page of its own and waits until its charts are drawn.</summary>
    /// <param name="path">The HTML file.</param>
    /// <param name="options">Size and colour scheme.</param>
    internal async Task<OpenedPage> Open(string path, BrowserNewContextOptions? options = null) =>
        await OpenedPage.Open(await NewWindow(options), new Uri(Path.GetFullPath(path)).AbsoluteUri);
}
