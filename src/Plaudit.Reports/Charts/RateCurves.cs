using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>Plots of two shares against each other, for one model or several: ROC and precision-recall.</summary>
internal static class RateCurves
{
    /// <summary>ROC curves.</summary>
    /// <param name="curves">
    /// See <see cref="ModelCurve.Roc"/>; one without a point, as of reviews of one class only, is left out of the drawing.
    /// </param>
    public static Chart Roc(IReadOnlyList<ModelCurve> curves) => Of(
        "ROC curve", "AUC", "false positive rate", "true positive rate", curves, [(0, 0), (1, 1)],
            "The dashed line is guessing; the area under the curve is 1 at best.");

    /// <summary>Precision-recall curves.</summary>
    /// <param name="curves">See <see cref="ModelCurve.PrecisionRecall"/>.</param>
    /// <param name="positiveShare">The share of positive reviews: the precision of guessing.</param>
    public static Chart PrecisionRecall(IReadOnlyList<ModelCurve> curves, double positiveShare) => Of(
        "Precision-recall curve", "average precision", "recall", "precision", curves, [(0, positiveShare), (1, positiveShare)],
        "The dashed line is guessing: the share of positive reviews.");

    private static Chart Of(
        string title, string figure, string xTitle, string yTitle, IReadOnlyList<ModelCurve> curves, (double X, double Y)[] chance, string caption)
    {
        string[] names = [.. curves.Select(curve => curve.Name)];
        JsonObject spec = VegaLite.Spec($"{title}: {yTitle} by {xTitle}", ModelCurve.Rows(curves, names), 280, $$"""
            {
              "encoding": {
                "x": { "field": "x", "type": "quantitative", "title": "{{xTitle}}", "scale": { "domain": [0, 1] }, "axis": { "format": ".1f" } },
                "y": { "field": "y", "type": "quantitative", "title": "{{yTitle}}", "scale": { "domain": [0, 1] }, "axis": { "format": ".1f" } }
              },
              "layer": [
                { "mark": { "type": "line", "color": "{{Palette.Muted}}", "strokeWidth": 1, "strokeDash": [4, 4] } },
                { "mark": { "type": "line", "clip": false }, "encoding": { "color": { "field": "model", "type": "nominal" }, "order": { "field": "place", "type": "quantitative" } } },
                { "mark": { "type": "point", "filled": true, "size": 90, "opacity": 0 },
                  "encoding": { "color": { "field": "model", "type": "nominal" },
                                "tooltip": [ { "field": "model" }, { "field": "x", "type": "quantitative", "title": "{{xTitle}}", "format": ".3f" },
                                             { "field": "y", "type": "quantitative", "title": "{{yTitle}}", "format": ".3f" } ] } }
              ]
            }
            """);
        spec["layer"]![0]!["data"] = VegaLite.Values(chance.Select(point => new JsonObject { ["x"] = point.X, ["y"] = VegaLite.Number(point.Y) }));
        foreach (JsonNode? layer in spec["layer"]!.AsArray().Skip(1))
        {
            layer!["encoding"]!["color"]!["scale"] = VegaLite.SeriesScale(names);
            layer["encoding"]!["color"]!["legend"] = VegaLite.SeriesLegend(names);
        }

        string figures = curves.Count == 1
            ? double.IsNaN(curves[0].Figure)
            ? $"All reviews are of one class: {figure} is not defined. "
            : $"{Capital(figure)} {Format.Share(curves[0].Figure)}. "
            : $"{Capital(figure)}: {string.Join(", ", curves.Select(curve => $"{curve.Name} {Format.Share(curve.Figure)}"))}. ";
        return new Chart(title, figures + caption, spec, Numbers(curves, xTitle, yTitle));
    }

    /// <summary>Some twenty points of each curve: enough to follow it by.</summary>
    private static TableElement Numbers(IReadOnlyList<ModelCurve> curves, string xTitle, string yTitle) => new(
        "", [new Column("model"), Column.Number(xTitle), Column.Number(yTitle)],
        [.. curves.SelectMany(curve => curve.Points(21).Select(point => (string[])[curve.Name, point.X.ToString("F3"), point.Y.ToString("F3")]))]);

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
