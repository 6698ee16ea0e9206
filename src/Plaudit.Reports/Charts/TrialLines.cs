using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>The curve of one among many trials.</summary>
/// <param name="Name">The trial.</param>
/// <param name="Points">Its points, left to right.</param>
/// <param name="IsBest">Whether to highlight it.</param>
internal sealed record TrialLine(string Name, IReadOnlyList<(double X, double Y)> Points, bool IsBest = false);

/// <summary>Many curves at once, such as the validation accuracy of all trials: pale, and the best above them.</summary>
internal static class TrialLines
{
    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="xTitle">What goes to the right, such as <c>epoch</c>.</param>
    /// <param name="yTitle">What goes up.</param>
    /// <param name="format">How values are written on the axis (d3-format), such as <c>.0%</c>.</param>
    /// <param name="lines">The curves.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(string title, string xTitle, string yTitle, string format, IReadOnlyList<TrialLine> lines, string caption = "")
    {
        IEnumerable<JsonObject> rows = lines.OrderBy(line => line.IsBest).SelectMany((line, place) => line.Points.Select(point => new JsonObject
        {
            ["line"] = place,
            ["name"] = line.Name,
            ["x"] = VegaLite.Number(point.X),
            ["y"] = VegaLite.Number(point.Y),
            ["best"] = line.IsBest,
            // A trial that was stopped at its first point has no line: its dot is all there is to see.
            ["alone"] = line.Points.Count == 1,
        }));
        double opacity = lines.Count > 60 ? 0.25 : lines.Count > 15 ? 0.4 : 0.6;
        JsonObject spec = VegaLite.Spec($"Curves of all trials: {title}", rows, 300, $$"""
            {
              "encoding": {
                "x": { "field": "x", "type": "quantitative", "scale": { "zero": false, "nice": false, "padding": 6 }, "axis": { "tickMinStep": 1 } },
                "y": { "field": "y", "type": "quantitative", "scale": { "zero": false }, "axis": { } },
                "detail": { "field": "line", "type": "nominal" },
                "color": { "condition": { "test": "datum.best", "value": "{{Palette.Best}}" }, "value": "{{Palette.Plain}}" }
              },
              "layer": [
                { "mark": { "type": "line" },
                  "encoding": { "opacity": { "condition": { "test": "datum.best", "value": 1 }, "value": {{opacity}} },
                                "strokeWidth": { "condition": { "test": "datum.best", "value": 3 }, "value": 1.25 } } },
                { "mark": { "type": "point", "filled": true },
                  "encoding": { "opacity": { "condition": { "test": "datum.best", "value": 1 }, "value": {{opacity}} },
                                "size": { "condition": { "test": "datum.best || datum.alone", "value": 36 }, "value": 12 },
                                "tooltip": [ { "field": "name", "title": "trial" }, { "field": "x", "type": "quantitative" }, { "field": "y", "type": "quantitative" } ] } }
              ]
            }
            """);
        spec["encoding"]!["x"]!["title"] = xTitle;
        spec["encoding"]!["y"]!["title"] = yTitle;
        spec["encoding"]!["y"]!["axis"]!["format"] = format;
        JsonArray tips = spec["layer"]![1]!["encoding"]!["tooltip"]!.AsArray();
        (tips[1]!["title"], tips[2]!["title"], tips[2]!["format"]) = (xTitle, yTitle, ".4~f");
        var numbers = new TableElement("The last point of each.", [new Column("trial"), Column.Number(xTitle), Column.Number(yTitle)],
            [.. lines.Where(line => line.Points.Count > 0)
                .Select(line => (string[])[line.Name, Format.Number(line.Points[^1].X), Format.Share(line.Points[^1].Y)])]);
        return new Chart(title, caption, spec, numbers) { Width = ChartWidth.Full };
    }
}
