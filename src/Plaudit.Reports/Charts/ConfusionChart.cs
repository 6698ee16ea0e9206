using System.Text.Json.Nodes;
using Plaudit.Evaluation;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>The confusion matrix as a heat map, each row shaded by its own shares.</summary>
internal static class ConfusionChart
{
    private static readonly string[] s_labels = ["negative", "positive"];

    /// <summary>Makes the chart.</summary>
    public static Chart Of(ConfusionMatrix confusion)
    {
        long[][] counts = [[confusion.TrueNegative, confusion.FalsePositive], [confusion.FalseNegative, confusion.TruePositive]];
        var rows = new List<JsonObject>();
        var cells = new List<string[]>();
        for (int actual = 0; actual < 2; actual++)
        {
            long sum = counts[actual].Sum();
            for (int predicted = 0; predicted < 2; predicted++)
            {
                long count = counts[actual][predicted];
                double share = sum == 0 ? 0 : (double)count / sum;
                rows.Add(new JsonObject
                {
                    ["actual"] = s_labels[actual],
                    ["predicted"] = s_labels[predicted],
                    ["count"] = count,
                    ["share"] = VegaLite.Number(share),
                    ["shade"] = VegaLite.Number(0.05 + (0.95 * share)),
                    ["countText"] = Format.Count(count),
                    ["shareText"] = sum == 0 ? "no such reviews" : Format.Percent(share),
                });
            }

            cells.Add([s_labels[actual], Format.Count(counts[actual][0]), Format.Count(counts[actual][1])]);
        }

        const string textColor = $$"""{ "condition": { "test": "datum.share > 0.5", "value": "{{Palette.OnColor}}" }, "value": "{{Palette.Ink}}" }""";
        JsonObject spec = VegaLite.Spec("Confusion matrix: actual labels by predicted ones", rows, 250, $$"""
            {
              "encoding": {
                "x": { "field": "predicted", "type": "nominal", "sort": null, "title": "predicted", "axis": { "labelAngle": 0, "orient": "top", "domain": false } },
                "y": { "field": "actual", "type": "nominal", "sort": null, "title": "actual", "axis": { "labelAngle": -90, "labelAlign": "center", "grid": false } }
              },
              "layer": [
                { "mark": { "type": "rect", "color": "{{Palette.Plain}}", "stroke": "{{Palette.Surface}}", "strokeWidth": 3 },
                  "encoding": {
                    "fillOpacity": { "field": "shade", "type": "quantitative", "scale": null, "legend": null },
                    "tooltip": [ { "field": "actual" }, { "field": "predicted" }, { "field": "countText", "title": "reviews" }, { "field": "shareText", "title": "share of actual" } ]
                  } },
                { "mark": { "type": "text", "fontSize": 21, "fontWeight": 600, "dy": -8 }, "encoding": { "text": { "field": "countText" }, "color": {{textColor}} } },
                { "mark": { "type": "text", "fontSize": 12, "dy": 14 }, "encoding": { "text": { "field": "shareText" }, "color": {{textColor}} } }
              ]
            }
            """);
        var numbers = new TableElement(
            "Rows are actual labels, columns predicted ones.",
            [new Column("actual"), Column.Number("predicted negative"), Column.Number("predicted positive")], cells);
        return new Chart("Confusion matrix", "Shares are of the reviews with that actual label.", spec, numbers);
    }
}
