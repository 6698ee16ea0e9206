using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>A figure over the epochs, on the training and on the validation part.</summary>
internal static class LearningCurve
{
    private static readonly string[] s_parts = ["training", "validation"];

    /// <summary>The loss, in nats.</summary>
    public static Chart Loss(IReadOnlyList<double> training, IReadOnlyList<double> validation, int? best) =>
        Of("Loss", "mean cross-entropy, nats", ".3~f", training, validation, best);

    /// <summary>The accuracy, in [0, 1].</summary>
    public static Chart Accuracy(IReadOnlyList<double> training, IReadOnlyList<double> validation, int? best) =>
        Of("Accuracy", "share of right answers", ".0%", training, validation, best);

    /// <summary>Any figure.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="unit">Its unit, for the axis.</param>
    /// <param name="format">How the axis writes it (d3-format).</param>
    /// <param name="training">(epochs) on the training part; NaN where there is none.</param>
    /// <param name="validation">(epochs) on the validation part.</param>
    /// <param name="best">The best epoch, from 1, or null.</param>
    public static Chart Of(string title, string unit, string format, IReadOnlyList<double> training, IReadOnlyList<double> validation, int? best)
    {
        int epochs = training.Count;
        var rows = new List<JsonObject>();
        for (int i = 0; i < epochs; i++)
        {
            rows.Add(new JsonObject { ["epoch"] = i + 1, ["part"] = s_parts[0], ["value"] = VegaLite.Number(training[i]) });
            rows.Add(new JsonObject { ["epoch"] = i + 1, ["part"] = s_parts[1], ["value"] = VegaLite.Number(validation[i]) });
        }

        // A single epoch would otherwise be on the axis; many need no dots.
        string domain = epochs > 1 ? $"[1, {epochs}]" : "[0.5, 1.5]";
        string dots = epochs <= 40 ? "{ \"size\": 36, \"filled\": true, \"opacity\": 1 }" : "false";
        JsonObject spec = VegaLite.Spec($"{title} by epoch, training and validation", rows, 250, $$"""
            {
              "encoding": {
                "x": { "field": "epoch", "type": "quantitative", "title": "epoch", "scale": { "domain": {{domain}}, "nice": false, "zero": false },
                       "axis": { "format": "d", "tickMinStep": 1, "tickCount": {{Math.Min(epochs, 8)}} } }
              },
              "layer": [
                { "mark": { "type": "rule", "color": "{{Palette.Muted}}", "strokeDash": [3, 3] } },
                { "mark": { "type": "text", "align": "left", "dx": 5, "dy": 4, "baseline": "top", "color": "{{Palette.Muted}}", "text": "best" }, "encoding": { "y": { "value": 0 } } },
                {
                  "mark": { "type": "line", "point": {{dots}}, "tooltip": true },
                  "encoding": {
                    "y": { "field": "value", "type": "quantitative", "title": "{{unit}}", "scale": { "zero": false, "nice": true }, "axis": { "format": "{{format}}" } },
                    "color": { "field": "part", "type": "nominal" }
                  }
                }
              ]
            }
            """);
        JsonArray layers = spec["layer"]!.AsArray();
        JsonObject color = layers[2]!["encoding"]!["color"]!.AsObject();
        color["scale"] = VegaLite.SeriesScale(s_parts);
        color["legend"] = VegaLite.SeriesLegend(s_parts);
        foreach (JsonNode? layer in layers.Take(2))
            layer!["data"] = VegaLite.Values(best is { } epoch && epochs > 1 ? [new JsonObject { ["epoch"] = epoch }] : []);

        var numbers = new TableElement("", [Column.Number("epoch"), Column.Number("training"), Column.Number("validation")],
            [.. Enumerable.Range(0, epochs).Select(i => (string[])[$"{i + 1}", Format.Share(training[i]), Format.Share(validation[i])])]);
        string caption = best is { } number && epochs > 1 ? $"Epoch {number} was the best by validation." : "";
        return new Chart(title, caption, spec, numbers);
    }
}
