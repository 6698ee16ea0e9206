using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>
/// Bars in groups, each with its value written out: models by metric, say. They lie, so that names and values have room on a phone.
/// </summary>
internal static class GroupedBars
{
    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="groups">The groups, top to bottom.</param>
    /// <param name="series">The bars of a group, top to bottom.</param>
    /// <param name="value">The value of group and series, 0 or more; NaN draws no bar.</param>
    /// <param name="show">How a value is written.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(
        string title, IReadOnlyList<string> groups, IReadOnlyList<string> series, Func<int, int, double> value, Func<double, string> show,
            string caption = "")
    {
        var rows = new List<JsonObject>();
        for (int group = 0; group < groups.Count; group++)
        {
            for (int bar = 0; bar < series.Count; bar++)
            {
                double number = value(group, bar);
                rows.Add(new JsonObject
                {
                    ["group"] = groups[group],
                    ["series"] = series[bar],
                    ["value"] = VegaLite.Number(number),
                    ["text"] = show(number)
                });
            }
        }

        int height = Math.Max(60, groups.Count * ((series.Count * 18) + 14));
        JsonObject spec = VegaLite.Spec(title, rows, height, $$"""
            {
              "encoding": {
                "y": { "field": "group", "type": "nominal", "sort": null, "title": null, "axis": { "labelFontSize": 12, "labelColor": "{{Palette.Ink}}", "grid": false, "labelLimit": 170 },
                       "scale": { "paddingInner": 0.22, "paddingOuter": 0.1 } },
                "yOffset": { "field": "series", "type": "nominal", "sort": null },
                "x": { "field": "value", "type": "quantitative", "title": null, "scale": { "zero": true }, "axis": null }
              },
              "layer": [
                { "mark": { "type": "bar" },
                  "encoding": { "color": { "field": "series", "type": "nominal" }, "tooltip": [ { "field": "group" }, { "field": "series" }, { "field": "text", "title": "value" } ] } },
                { "mark": { "type": "text", "align": "left", "dx": 5, "fontSize": 11.5, "limit": 150 }, "encoding": { "text": { "field": "text" } } }
              ]
            }
            """);
        JsonObject color = spec["layer"]![0]!["encoding"]!["color"]!.AsObject();
        color["scale"] = VegaLite.SeriesScale(series);
        color["legend"] = VegaLite.SeriesLegend(series);
        spec["encoding"]!["yOffset"]!["scale"] = new JsonObject { ["domain"] = VegaLite.Texts(series) };
        var numbers = new TableElement("", [new Column(""), .. series.Select(Column.Number)],
            [.. groups.Select((name, group) => (string[])[name, .. series.Select((_, bar) => show(value(group, bar)))])]);
        return new Chart(title, caption, spec, numbers) { Width = ChartWidth.Full };
    }
}
