using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>An axis of parallel coordinates: something that differs from line to line.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Ticks">Values written beside it, and where: 0 at the bottom, 1 at the top.</param>
internal sealed record ParallelAxis(string Name, IReadOnlyList<(double Position, string Text)> Ticks);

/// <summary>A line across all axes, such as one trial.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Positions">(axes) where it crosses each, 0 at the bottom, 1 at the top; null where it has no value.</param>
/// <param name="Values">(axes) the values there, as they are written.</param>
/// <param name="Strength">How strongly it is drawn, in [0, 1]: the better, the stronger.</param>
/// <param name="IsBest">Whether it stands out.</param>
internal sealed record ParallelLine(string Name, IReadOnlyList<double?> Positions, IReadOnlyList<string> Values, double Strength, bool IsBest = false);

/// <summary>Many trials over many settings: each trial a line, each setting an axis.</summary>
internal static class ParallelCoordinates
{
    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="axes">The axes, left to right.</param>
    /// <param name="lines">The lines; stronger ones are drawn above weaker ones.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(string title, IReadOnlyList<ParallelAxis> axes, IReadOnlyList<ParallelLine> lines, string caption = "")
    {
        string[] names = [.. axes.Select(axis => axis.Name)];
        IEnumerable<JsonObject> rows = lines.OrderBy(line => line.IsBest).ThenBy(line => line.Strength).SelectMany((line, place) => line.Positions.Select((position, axis) => new JsonObject
        {
            ["line"] = place,
            ["name"] = line.Name,
            ["axis"] = names[axis],
            ["order"] = axis,
            ["position"] = position is { } value ? VegaLite.Number(value) : null,
            ["value"] = line.Values[axis],
            ["strength"] = VegaLite.Number(line.IsBest ? 1 : 0.12 + (0.6 * line.Strength)),
            ["best"] = line.IsBest,
        }));
        // Lines from end to end of two axes would run through texts that stand right there.
        const string aside = """ "dy": { "expr": "datum.position > 0.9 ? -6 : datum.position < 0.1 ? 8 : 0" } """;
        JsonObject spec = VegaLite.Spec($"Parallel coordinates: {title}", rows, 300, $$"""
            {
              "encoding": {
                "x": { "field": "axis", "type": "ordinal", "sort": null, "title": null, "scale": { "type": "point", "padding": 0.4 },
                       "axis": { "domain": false, "orient": "top", "labelAngle": 0, "offset": 8, "labelColor": "{{Palette.Ink}}", "labelOverlap": false, "labelLimit": 110 } },
                "y": { "field": "position", "type": "quantitative", "axis": null, "scale": { "domain": [0, 1] } }
              },
              "layer": [
                { "mark": { "type": "rule", "color": "{{Palette.Muted}}", "strokeWidth": 1 }, "encoding": { "y": { "field": "bottom", "type": "quantitative" }, "y2": { "field": "top" } } },
                { "mark": { "type": "line" },
                  "encoding": {
                    "detail": { "field": "line", "type": "nominal" },
                    "order": { "field": "order", "type": "quantitative" },
                    "opacity": { "field": "strength", "type": "quantitative", "scale": null, "legend": null },
                    "strokeWidth": { "condition": { "test": "datum.best", "value": 3.5 }, "value": 1.5 },
                    "color": { "condition": { "test": "datum.best", "value": "{{Palette.Orange}}" }, "value": "{{Palette.Blue}}" }
                  } },
                { "mark": { "type": "point", "filled": true, "size": 60, "opacity": 0 },
                  "encoding": { "tooltip": [ { "field": "name", "title": "trial" }, { "field": "axis", "title": "setting" }, { "field": "value", "title": "value" } ] } },
                { "mark": { "type": "text", "align": "left", "dx": 6, {{aside}}, "fontSize": 11, "stroke": "{{Palette.Surface}}", "strokeWidth": 3, "strokeJoin": "round" },
                  "encoding": { "text": { "field": "text" } } },
                { "mark": { "type": "text", "align": "left", "dx": 6, {{aside}}, "fontSize": 11, "color": "{{Palette.Muted}}" }, "encoding": { "text": { "field": "text" } } }
              ]
            }
            """);
        JsonArray layers = spec["layer"]!.AsArray();
        layers[0]!["data"] = VegaLite.Values(names.Select(name => new JsonObject { ["axis"] = name, ["bottom"] = 0, ["top"] = 1 }));
        foreach (int texts in (int[])[3, 4])
            layers[texts]!["data"] = VegaLite.Values(axes.SelectMany(axis => axis.Ticks.Select(tick => new JsonObject { ["axis"] = axis.Name, ["position"] = VegaLite.Number(tick.Position), ["text"] = tick.Text })));
        spec["encoding"]!["x"]!["scale"]!["domain"] = VegaLite.Texts(names);
        var numbers = new TableElement("", [new Column("trial"), .. names.Select(name => new Column(name))], [.. lines.Select(line => (string[])[line.Name, .. line.Values])]);
        return new Chart(title, caption, spec, numbers) { Width = ChartWidth.Full };
    }
}
