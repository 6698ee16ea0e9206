using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>An axis of parallel coordinates: something that differs from line to line.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Ticks">Values written beneath it, and where: 0 at the left, 1 at the right; in that order.</param>
internal sealed record ParallelAxis(string Name, IReadOnlyList<(double Position, string Text)> Ticks);

/// <summary>A line across all axes, such as one trial.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Positions">(axes) where it crosses each, 0 at the left, 1 at the right; null where it has no value.</param>
/// <param name="Values">(axes) the values, as text.</param>
/// <param name="Strength">How strongly it is drawn, in [0, 1]: the better, the stronger.</param>
/// <param name="IsBest">Whether to highlight it.</param>
internal sealed record ParallelLine(
    string Name, IReadOnlyList<double?> Positions, IReadOnlyList<string> Values, double Strength, bool IsBest = false);

/// <summary>
/// Many trials over many settings: each trial a line, each setting an axis. The axes lie beneath each other, so that names and values have the
/// whole width, however many there are and however narrow the page.
/// </summary>
internal static class ParallelCoordinates
{
    private const int AxisHeight = 62;

    // Of the gap between two values, what a text may take: those at the ends grow inwards.
    private const double RoomOfGap = 0.62;

    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="axes">The axes, left to right.</param>
    /// <param name="lines">The lines; stronger ones are drawn above weaker ones.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(string title, IReadOnlyList<ParallelAxis> axes, IReadOnlyList<ParallelLine> lines, string caption = "")
    {
        string[] names = [.. axes.Select(axis => axis.Name)];
        IEnumerable<JsonObject> rows =
            lines.OrderBy(line => line.IsBest).ThenBy(line => line.Strength)
            .SelectMany((line, place) => line.Positions.Select((position, axis) => new JsonObject
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
        const string text =
            """ "type": "text", "baseline": "top", "dy": 6, "fontSize": 11, "align": { "expr": "datum.position < 0.02 ? 'left' : datum.position > 0.98 ? 'right' : 'center'" }, "limit": { "expr": "datum.room * width" } """;
        const string name = """ "type": "text", "align": "left", "baseline": "bottom", "dy": -5, "fontSize": 12, "fontWeight": 600 """;
        const string halo = $$""" "stroke": "{{Palette.Surface}}", "strokeWidth": 3, "strokeJoin": "round" """;
        JsonObject spec = VegaLite.Spec($"Parallel coordinates: {title}", rows, AxisHeight * Math.Max(2, axes.Count), $$"""
            {
              "encoding": {
                "y": { "field": "axis", "type": "ordinal", "sort": null, "axis": null, "scale": { "type": "point", "padding": 0.5 } },
                "x": { "field": "position", "type": "quantitative", "axis": null, "scale": { "domain": [0, 1], "padding": 4, "nice": false } }
              },
              "layer": [
                { "mark": { "type": "rule", "color": "{{Palette.Muted}}", "strokeWidth": 1 }, "encoding": { "x": { "field": "left", "type": "quantitative" }, "x2": { "field": "right" } } },
                { "mark": { "type": "line" },
                  "encoding": {
                    "detail": { "field": "line", "type": "nominal" },
                    "order": { "field": "order", "type": "quantitative" },
                    "opacity": { "field": "strength", "type": "quantitative", "scale": null, "legend": null },
                    "strokeWidth": { "condition": { "test": "datum.best", "value": 3.5 }, "value": 1.5 },
                    "color": { "condition": { "test": "datum.best", "value": "{{Palette.Best}}" }, "value": "{{Palette.Plain}}" }
                  } },
                { "mark": { "type": "point", "filled": true, "size": 60, "opacity": 0 },
                  "encoding": { "tooltip": [ { "field": "name", "title": "trial" }, { "field": "axis", "title": "setting" }, { "field": "value", "title": "value" } ] } },
                { "mark": { {{text}}, {{halo}} }, "encoding": { "text": { "field": "text" } } },
                { "mark": { {{text}}, "color": "{{Palette.Muted}}" }, "encoding": { "text": { "field": "text" } } },
                { "mark": { {{name}}, {{halo}} }, "encoding": { "x": { "field": "left", "type": "quantitative" }, "text": { "field": "axis" } } },
                { "mark": { {{name}}, "color": "{{Palette.Ink}}" }, "encoding": { "x": { "field": "left", "type": "quantitative" }, "text": { "field": "axis" } } }
              ]
            }
            """);
        JsonArray layers = spec["layer"]!.AsArray();
        foreach (int ofAxes in (int[])[0, 5, 6])
            layers[ofAxes]!["data"] = VegaLite.Values(names.Select(each => new JsonObject { ["axis"] = each, ["left"] = 0, ["right"] = 1 }));
        foreach (int texts in (int[])[3, 4])
        {
            layers[texts]!["data"] = VegaLite.Values(axes.SelectMany(axis => axis.Ticks.Select(tick => new JsonObject
            {
                ["axis"] = axis.Name,
                ["position"] = VegaLite.Number(tick.Position),
                ["text"] = tick.Text,
                ["room"] = VegaLite.Number(RoomOf(axis)),
            })));
        }

        spec["encoding"]!["y"]!["scale"]!["domain"] = VegaLite.Texts(names);
        var numbers = new TableElement(
            "", [new Column("trial"), .. names.Select(name => new Column(name))], [.. lines.Select(line => (string[])[line.Name, .. line.Values])]);
        return new Chart(title, caption, spec, numbers) { Width = ChartWidth.Full };
    }
    /// <summary>The share of the width that each text of an axis may take without touching its neighbour.</summary>
    private static double RoomOf(ParallelAxis axis) =>
        axis.Ticks.Zip(axis.Ticks.Skip(1), (left, right) => Math.Abs(right.Position - left.Position)).DefaultIfEmpty(1).Min() * RoomOfGap;
}
