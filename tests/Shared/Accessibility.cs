using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace Plaudit.Tests.Browsing;

/// <summary>axe, with which every page and report is looked through.</summary>
internal static class Accessibility
{
    private static readonly Lazy<string> s_axe =
        new(() => File.ReadAllText(Path.Combine(Root(), "src/Plaudit.Reports/node_modules/axe-core/axe.min.js")));

    /// <summary>Finds nothing that keeps a person from using what is shown now.</summary>
    public static async Task AssertAccessible(IPage page)
    {
        await page.EvaluateAsync(s_axe.Value + ";0");
        JsonElement found = await page.EvaluateAsync<JsonElement>("""
            async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }))
              .violations.map(violation => `${violation.id}: ${violation.help}: ${violation.nodes
                .map(node => node.html.slice(0, 200) + " " + node.failureSummary).join(" | ")}`)
            """);
        Assert.True(found.GetArrayLength() == 0, string.Join("\n", found.EnumerateArray().Select(each => each.GetString())));
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../.."));
}
