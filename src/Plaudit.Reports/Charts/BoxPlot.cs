using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>What a box plot draws of some values.</summary>
/// <param name="Name">Which values, such as a class.</param>
/// <param name="Low">The end of the lower whisker.</param>
/// <param name="Quartile1">The lower end of the box.</param>
/// <param name="Median">The line in it.</param>
/// <param name="Quartile3">The upper end of the box.</param>
/// <param name="High">The end of the upper whisker.</param>
/// <param name="Outliers">Values beyond the whiskers.</param>
internal sealed record BoxFigures(
    string Name, double Low, double Quartile1, double Median, double Quartile3, double High, IReadOnlyList<double> Outliers)
{
    /// <summary>How many values lie beyond the whiskers, where <see cref="Outliers"/> are but some of them.</summary>
    public long Beyond { get; init; } = Outliers.Count;
}

/// <summary>Horizontal boxes, one per class.</summary>
internal static class BoxPlot
{
    /// <summary>More outliers than this would be one blot, and megabytes.</summary>
    private const int MaxOutliers = 150;

    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="xTitle">What is measured, unit included.</param>
    /// <param name="boxes">The boxes, top to bottom; those without a value (NaN) are left out of the drawing.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(string title, string xTitle, IReadOnlyList<BoxFigures> boxes, string caption = "")
    {
        IEnumerable<JsonObject> rows = boxes.Where(box => double.IsFinite(box.Median)).Select(box => new JsonObject
        {
            ["name"] = box.Name,
            ["low"] = VegaLite.Number(box.Low),
            ["quartile1"] = VegaLite.Number(box.Quartile1),
            ["median"] = VegaLite.Number(box.Median),
            ["quartile3"] = VegaLite.Number(box.Quartile3),
            ["high"] = VegaLite.Number(box.High),
        });
        JsonObject spec = VegaLite.Spec($"Box plot: {title}", rows, Math.Max(80, boxes.Count * 62), $$"""
            {
              "encoding": { "y": { "field": "name", "type": "nominal", "sort": null, "title": null, "axis": { "grid": false, "labelColor": "{{Palette.Ink}}" } } },
              "layer": [
                { "mark": { "type": "rule", "color": "{{Palette.Muted}}" },
                  "encoding": { "x": { "field": "low", "type": "quantitative", "axis": { "grid": true, "format": ",~r" } }, "x2": { "field": "high" } } },
                { "mark": { "type": "bar", "size": 26, "cornerRadius": 2 },
                  "encoding": { "x": { "field": "quartile1", "type": "quantitative" }, "x2": { "field": "quartile3" }, "color": { "field": "name", "type": "nominal" },
                                "tooltip": [ { "field": "name", "title": "class" }, {{Tip("low")}}, {{Tip("quartile1")}}, {{Tip("median")}}, {{Tip("quartile3")}}, {{Tip("high")}} ] } },
                { "mark": { "type": "tick", "color": "{{Palette.OnColor}}", "size": 26, "thickness": 2 }, "encoding": { "x": { "field": "median", "type": "quantitative" } } },
                { "mark": { "type": "point", "size": 14, "opacity": 0.5, "filled": true },
                  "encoding": { "x": { "field": "value", "type": "quantitative" }, "color": { "field": "name", "type": "nominal" } } }
              ]
            }
            """);
        JsonArray layers = spec["layer"]!.AsArray();
        layers[0]!["encoding"]!["x"]!["title"] = xTitle;
        layers[3]!["data"] = VegaLite.Values(
            boxes.SelectMany(box => Some(box.Outliers).Select(value => new JsonObject { ["name"] = box.Name, ["value"] = VegaLite.Number(value) })));
        foreach (int colored in (int[])[1, 3])
        {
            layers[colored]!["encoding"]!["color"]!["scale"] = VegaLite.SeriesScale([.. boxes.Select(box => box.Name)]);
            layers[colored]!["encoding"]!["color"]!["legend"] = null;
        }

        var numbers = new TableElement("",
            [new Column("class"), .. ((string[])["lower whisker", "quartile 1", "median", "quartile 3", "upper whisker", "beyond"])
                .Select(Column.Number)],
            [.. boxes.Select(box =>
                (string[])[box.Name, .. ((double[])[box.Low, box.Quartile1, box.Median, box.Quartile3, box.High, box.Beyond])
                .Select(Format.Number)])]);
        return new Chart(title, caption, spec, numbers) { Width = ChartWidth.Full };
    }

    private static string Tip(string field) => $$"""{ "field": "{{field}}", "type": "quantitative", "format": ",.4~r" }""";

    /// <summary>All, or evenly spread ranks of them, the least and the greatest included.</summary>
    private static IEnumerable<double> Some(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length <= MaxOutliers
            ? sorted
            : Enumerable.Range(0, MaxOutliers).Select(i => sorted[(int)((long)i * (sorted.Length - 1) / (MaxOutliers - 1))]);
    }
}
