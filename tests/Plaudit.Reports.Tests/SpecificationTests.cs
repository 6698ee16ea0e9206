using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plaudit.Reports.Parts;
using Plaudit.Tests.Data;

namespace Plaudit.Reports.Tests;

public sealed partial class SpecificationTests
{
    [Fact]
    public void Every_chart_is_valid_by_the_schema_of_its_language()
    {
        // One that is not valid goes with them: were it not found, neither would others be.
        Chart wrong = ChartGallery.Charts[0] with { Title = "Wrong", Spec = ChartGallery.Charts[0].Spec.DeepClone().AsObject() };
        wrong.Spec["layer"]![2]!["mark"]!["type"] = "lines";
        string[] faults = Validate(
            ((Chart[])[.. ChartGallery.Charts, .. ChartGallery.AtTheirLimits, wrong]).Select(chart => (chart.Title, (JsonNode)chart.Spec)));
        Assert.Contains(faults, fault => fault.StartsWith("Wrong: /layer/2", StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.StartsWith("Wrong: ", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Charts_use_no_colour_that_the_dark_screen_does_not_know()
    {
        string[] known = [.. Palette.Shades.Select(shade => shade.Light)];
        foreach (Chart chart in ChartGallery.Charts)
            Assert.All(Colour().Matches(chart.Spec.ToJsonString()).Select(match => match.Value), colour => Assert.Contains(colour, known));
    }

    [Fact]
    public void Every_chart_has_its_numbers_as_a_table()
    {
        Assert.All(ChartGallery.Charts, chart => Assert.NotEmpty(chart.Numbers.Rows));
        Assert.All(ChartGallery.Charts.Concat(ChartGallery.AtTheirLimits), chart =>
            Assert.All(chart.Numbers.Rows, row => Assert.Equal(chart.Numbers.Columns.Count, row.Count)));
    }

    /// <summary>A line for each fault of a specification, its chart's title in front.</summary>
    internal static string[] Validate(IEnumerable<(string Title, JsonNode Spec)> charts)
    {
        using var folder = new TemporaryFolder();
        var specs = new JsonObject();
        foreach ((string title, JsonNode spec) in charts)
            specs[specs.ContainsKey(title) ? $"{title} ({specs.Count})" : title] = spec.DeepClone();
        string file = folder.Write("specs.json", specs.ToJsonString());
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "validate.mjs"), Project(), file])
            start.ArgumentList.Add(argument);
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string faults = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.Result);
        return faults.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Project([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../src/Plaudit.Reports"));

    [GeneratedRegex("#[0-9a-fA-F]{6}")]
    private static partial Regex Colour();
}
