using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>Standing bars of counts by bin, stacked where there is more than one series.</summary>
internal static class CountBars
{
    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="xTitle">What the bins are of, unit included.</param>
    /// <param name="bins">The bins, left to right, such as <c>101–200</c>.</param>
    /// <param name="series">Names and counts (a count a bin); one with an empty name, or several.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(string title, string xTitle, IReadOnlyList<string> bins, IReadOnlyList<(string Name, IReadOnlyList<long> Counts)> series,
        string caption = "")
    {
        string[] names = [.. series.Select(one => one.Name)];
        IEnumerable<JsonObject> rows = series.SelectMany((one, place) => one.Counts.Select((count, bin) => new JsonObject
        {
            ["bin"] = bins[bin],
            ["series"] = one.Name,
            ["count"] = count,
            ["place"] = place,
        }));
        IEnumerable<JsonObject> totals = bins.Select((name, bin) =>
        {
            long total = series.Sum(one => one.Counts[bin]);
            return new JsonObject { ["bin"] = name, ["count"] = total, ["text"] = Format.Count(total) };
        });
        JsonObject spec = VegaLite.Spec($"Counts: {title}", rows, 260, """
            {
              "encoding": {
                "x": { "field": "bin", "type": "ordinal", "sort": null, "axis": { "labelAngle": 0 }, "scale": { "paddingInner": 0.15 } },
                "y": { "field": "count", "type": "quantitative", "title": "reviews", "axis": { "format": ",~r" } }
              },
              "layer": [
                { "mark": { "type": "bar" },
                  "encoding": { "color": { "field": "series", "type": "nominal" }, "order": { "field": "place" },
                                "tooltip": [ { "field": "bin" }, { "field": "series", "title": "class" }, { "field": "count", "type": "quantitative", "title": "reviews", "format": ",~r" } ] } },
                { "mark": { "type": "text", "dy": -7, "fontSize": 11 }, "encoding": { "text": { "field": "text" } } }
              ]
            }
            """);
        spec["encoding"]!["x"]!["title"] = xTitle;
        JsonArray layers = spec["layer"]!.AsArray();
        layers[0]!["encoding"]!["color"]!["scale"] = VegaLite.SeriesScale(names);
        layers[0]!["encoding"]!["color"]!["legend"] = VegaLite.SeriesLegend(names);
        // Side by side, more totals than this run into each other.
        layers[1]!["data"] = VegaLite.Values(bins.Count <= 12 ? totals : []);
        var numbers = new TableElement("", [new Column(xTitle), .. names.Select(name => Column.Number(name.Length == 0 ? "reviews" : name))],
            [.. bins.Select((name, bin) => (string[])[name, .. series.Select(one => Format.Count(one.Counts[bin]))])]);
        return new Chart(title, caption, spec, numbers) { Width = ChartWidth.Full };
    }
}
