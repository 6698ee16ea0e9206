using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>One bar of a histogram.</summary>
/// <param name="Lower">Where it begins.</param>
/// <param name="Upper">Where it ends.</param>
/// <param name="Count">Values in between.</param>
internal readonly record struct HistogramBin(double Lower, double Upper, double Count);

/// <summary>A histogram of some values, with the curve of their estimated density.</summary>
/// <param name="Name">Which values, such as a class; empty where there are no others.</param>
/// <param name="Bins">The bars.</param>
/// <param name="Density">Points of the curve, in counts as the bars are; may be empty.</param>
internal sealed record HistogramSeries(string Name, IReadOnlyList<HistogramBin> Bins, IReadOnlyList<(double X, double Y)> Density);

/// <summary>How often values are how large: one histogram, or several through each other.</summary>
internal static class HistogramChart
{
    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="xTitle">What is measured, unit included.</param>
    /// <param name="series">One histogram or several.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(string title, string xTitle, IReadOnlyList<HistogramSeries> series, string caption = "")
    {
        string[] names = [.. series.Select(one => one.Name)];
        IEnumerable<JsonObject> bars = series.SelectMany(one => one.Bins.Select(bin => new JsonObject
        {
            ["series"] = one.Name,
            ["lower"] = VegaLite.Number(bin.Lower),
            ["upper"] = VegaLite.Number(bin.Upper),
            ["count"] = VegaLite.Number(bin.Count),
        }));
        IEnumerable<JsonObject> curve = series.SelectMany(one => one.Density.Select(point => new JsonObject
        {
            ["series"] = one.Name,
            ["x"] = VegaLite.Number(point.X),
            ["y"] = VegaLite.Number(point.Y),
        }));
        double opacity = series.Count > 1 ? 0.35 : 0.45;
        JsonObject spec = VegaLite.Spec($"Histogram: {title}", bars, 280, $$"""
            {
              "layer": [
                { "mark": { "type": "bar", "opacity": {{opacity}}, "binSpacing": 0.5, "cornerRadiusEnd": 0 },
                  "encoding": {
                    "x": { "field": "lower", "type": "quantitative", "bin": { "binned": true }, "scale": { "zero": false, "nice": false }, "axis": { "tickCount": 8, "format": ",~r" } },
                    "x2": { "field": "upper" },
                    "y": { "field": "count", "type": "quantitative", "title": "reviews", "stack": null, "axis": { "format": ",~r" } },
                    "color": { "field": "series", "type": "nominal" },
                    "tooltip": [ { "field": "lower", "type": "quantitative", "title": "from", "format": ",.4~r" }, { "field": "upper", "type": "quantitative", "title": "to", "format": ",.4~r" },
                                 { "field": "count", "type": "quantitative", "title": "reviews", "format": ",~r" } ]
                  } },
                { "mark": { "type": "line", "strokeWidth": 2 },
                  "encoding": { "x": { "field": "x", "type": "quantitative" }, "y": { "field": "y", "type": "quantitative" }, "color": { "field": "series", "type": "nominal" } } }
              ]
            }
            """);
        JsonArray layers = spec["layer"]!.AsArray();
        layers[0]!["encoding"]!["x"]!["title"] = xTitle;
        layers[1]!["data"] = VegaLite.Values(curve);
        foreach (JsonNode? layer in layers)
        {
            layer!["encoding"]!["color"]!["scale"] = VegaLite.SeriesScale(names);
            layer["encoding"]!["color"]!["legend"] = VegaLite.SeriesLegend(names);
        }

        return new Chart(title, caption, spec,
            new TableElement("", [.. names.Length > 1
            ? [new Column("")] : Array.Empty<Column>(), Column.Number("from"), Column.Number("to"), Column.Number("reviews")],
            [.. series.SelectMany(one =>
                one.Bins.Select(bin => (string[])[.. names.Length > 1
                ? [one.Name] : Array.Empty<string>(), Format.Number(bin.Lower), Format.Number(bin.Upper), Format.Number(bin.Count)]))]))
        { Width = ChartWidth.Full };
    }
}
