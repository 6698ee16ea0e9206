using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;
using Plaudit.Tuning;

namespace Plaudit.Reports.Tests;

/// <summary>Commands that write a report, and the page that it is.</summary>
public abstract class ReportRig(Browser browser) : IDisposable
{
    private protected const string Attack =
        "<script>window.pwned = 1</script><img src=\"https://example.org/x.png\" onerror=\"window.pwned = 1\"></script></blockquote>";
    private protected const string Space = """
        { "keys": { "training.optimizer.rate": { "logUniform": [0.001, 0.05] }, "training.batchSize": { "choices": [16, 32] },
                    "$units": { "integer": [4, 8] },
                    "layers": { "choices": { "<b>one</b> way": [ { "type": "embedding", "size": 4 },
                      { "type": "lstm", "units": "$units" }, { "type": "dense", "units": 1 } ] } } } }
        """;

    private protected Browser Browser { get; } = browser;

    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string Report => Folder.File("report.html");

    /// <summary>Runs a command with a report, and opens that.</summary>
    private protected async Task<OpenedPage> Open(int width, params string[] command)
    {
        CommandResult result = CommandLine.Run([.. command, "--report", Report]);
        Assert.True(result.Code == 0, result.Error);
        return await Browser.Open(Report, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
    }

    /// <summary>Runs a command with a report, and gives its file.</summary>
    private protected string Written(params string[] command)
    {
        CommandResult result = CommandLine.Run([.. command, "--report", Report]);
        Assert.True(result.Code == 0, result.Error);
        string copy = Folder.File($"{Guid.NewGuid()}.html");
        File.Copy(Report, copy);
        return copy;
    }

    private protected string[] Tune(string run, string trials) =>
    [
        "tune", "notebook-baseline", "--data", "sample", "--space", Folder.Write("space.json", Space), "--run", Folder.File(run), "--trials",
            trials, "--threads", "2",
        .. CommandLine.Set("split.validation=0.2", "text.maxLength=30", "training.epochs=2"),
    ];

    private protected string Baseline(string recipe)
    {
        string run = Folder.File(recipe);
        if (!Directory.Exists(run))
            Assert.Equal(0, CommandLine.Run("train", recipe, "--data", "sample", "--run", run).Code);
        return run;
    }

    private protected static async Task<string[]> Texts(OpenedPage page, string selector) => [.. await page.Page.Locator(selector).AllTextContentsAsync()];
}
