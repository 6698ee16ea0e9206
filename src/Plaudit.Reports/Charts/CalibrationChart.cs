using System.Text.Json.Nodes;
using Plaudit.Evaluation;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>The reliability diagram: how often reviews of about the same score are positive, for one model or several.</summary>
internal static class CalibrationChart
{
    /// <summary>Makes the chart.</summary>
    /// <param name="models">Each model's name and calibration; bins without reviews are left out.</param>
    public static Chart Of(IReadOnlyList<(string Name, Calibration Calibration)> models)
    {
        string[] names = [.. models.Select(model => model.Name)];
        var rows = new List<JsonObject>();
        var numbers = new List<string[]>();
        foreach ((string name, Calibration calibration) in models)
        {
            foreach (CalibrationBin bin in calibration.Bins.Where(bin => bin.Count > 0))
            {
                rows.Add(new JsonObject
                {
                    ["model"] = name,
                    ["score"] = VegaLite.Number(bin.MeanScore),
                    ["positive"] = VegaLite.Number(bin.PositiveShare),
                    ["count"] = bin.Count,
                });
                numbers.Add([name, $"{bin.Lower:0.0#}–{bin.Upper:0.0#}", Format.Count(bin.Count), bin.MeanScore.ToString("F3"),
                    bin.PositiveShare.ToString("F3")]);
            }
        }

        JsonObject spec = VegaLite.Spec("Calibration: share of positive reviews by mean score", rows, 280, $$"""
            {
              "encoding": {
                "x": { "field": "score", "type": "quantitative", "title": "mean score", "scale": { "domain": [0, 1] }, "axis": { "format": ".1f" } },
                "y": { "field": "positive", "type": "quantitative", "title": "share of positive reviews", "scale": { "domain": [0, 1] }, "axis": { "format": ".1f" } }
              },
              "layer": [
                { "mark": { "type": "line", "color": "{{Palette.Muted}}", "strokeWidth": 1, "strokeDash": [4, 4] } },
                { "mark": { "type": "line", "opacity": 0.8 }, "encoding": { "color": { "field": "model", "type": "nominal" } } },
                { "mark": { "type": "point", "filled": true, "opacity": 1 },
                  "encoding": { "color": { "field": "model", "type": "nominal" },
                                "size": { "field": "count", "type": "quantitative", "legend": null, "scale": { "range": [30, 320], "zero": true } },
                                "tooltip": [ { "field": "model" }, { "field": "count", "title": "reviews", "format": ",~r", "type": "quantitative" },
                                             { "field": "score", "type": "quantitative", "title": "mean score", "format": ".3f" },
                                             { "field": "positive", "type": "quantitative", "title": "positive", "format": ".3f" } ] } }
              ]
            }
            """);
        spec["layer"]![0]!["data"] =
            VegaLite.Values([new JsonObject { ["score"] = 0, ["positive"] = 0 }, new JsonObject { ["score"] = 1, ["positive"] = 1 }]);
        foreach (JsonNode? layer in spec["layer"]!.AsArray().Skip(1))
        {
            layer!["encoding"]!["color"]!["scale"] = VegaLite.SeriesScale(names);
            layer["encoding"]!["color"]!["legend"] = VegaLite.SeriesLegend(names);
        }

        string errors = models.Count == 1
            ? $"Expected calibration error {Format.Share(models[0].Calibration.ExpectedCalibrationError)}, Brier score "
            + $"{Format.Share(models[0].Calibration.BrierScore)}. "
            : "Expected calibration error: "
            + $"{string.Join(", ", models.Select(model => $"{model.Name} {Format.Share(model.Calibration.ExpectedCalibrationError)}"))}. ";
        return new Chart("Calibration", $"{errors}On the dashed line scores mean what they say; larger dots mean more reviews.", spec,
            new TableElement(
            "", [new Column("model"), Column.Number("scores"), Column.Number("reviews"), Column.Number("mean score"),
                Column.Number("share positive")], numbers));
    }
}
