using System.Text.Json.Nodes;

namespace Plaudit.Reports.Charts;

/// <summary>
/// What the specifications of all charts share: one look, and a width that follows the page's. A chart's own part is written as JSON, as Vega-Lite's
/// documentation has it; data and every text that a user may have written are added as values, never into that JSON or into an expression.
/// </summary>
internal static class VegaLite
{
    private const string Schema = "https://vega.github.io/schema/vega-lite/v6.json";
    private const string Font = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Noto Sans, DejaVu Sans, Noto Sans CJK SC, sans-serif";

    /// <summary>A specification.</summary>
    /// <param name="description">What the chart shows, for those who do not see it.</param>
    /// <param name="rows">Its data, one object per row.</param>
    /// <param name="height">Height of the plot in pixels.</param>
    /// <param name="body">The rest: mark or layers, and encoding.</param>
    public static JsonObject Spec(string description, IEnumerable<JsonObject> rows, int height, string body)
    {
        JsonObject spec = Read(body);
        spec.Insert(0, "$schema", Schema);
        spec["description"] = description;
        spec["width"] = "container";
        spec["height"] = height;
        spec["autosize"] = new JsonObject { ["type"] = "fit-x", ["contains"] = "padding" };
        spec["background"] = Palette.Surface;
        spec["data"] = Values(rows);
        spec["config"] = Config();
        return spec;
    }

    /// <summary>Reads JSON that this assembly holds.</summary>
    public static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>Rows as Vega's inline data.</summary>
    public static JsonObject Values(IEnumerable<JsonObject> rows) => new() { ["values"] = new JsonArray([.. rows]) };

    /// <summary>Texts as a JSON list.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>A number with six digits, which is more than a pixel shows; what is not finite becomes null, which Vega leaves out.</summary>
    public static JsonNode? Number(double value)
    {
        if (!double.IsFinite(value))
            return null;
        return value == Math.Round(value)
            && Math.Abs(value) < 1e15 ? JsonValue.Create((long)value) : JsonValue.Create(double.Parse(value.ToString("G6")));
    }

    /// <summary>
    /// A colour scale that gives each series its own colour, in the palette's order; the two classes have the same colours everywhere.
    /// </summary>
    public static JsonObject SeriesScale(IReadOnlyList<string> names) => new()
    {
        ["domain"] = Texts(names),
        ["range"] = Texts(names.Select((name, i) => name switch
        {
            "positive" => Palette.Positive,
            "negative" => Palette.Negative,
            _ => Palette.Series[i % Palette.Series.Count],
        })),
    };

    /// <summary>A legend above the plot, or none for a single series. Long names are stacked, so that a phone has room for them.</summary>
    public static JsonObject? SeriesLegend(IReadOnlyList<string> names) => names.Count < 2 ? null : new JsonObject
    {
        ["title"] = null,
        ["orient"] = "top",
        ["symbolOpacity"] = 1,
        ["columns"] = names.Any(name => name.Length > 20) ? 1 : names.Count > 3 ? 2 : 0,
    };

    /// <summary>The look of axes, legends and text.</summary>
    public static JsonObject Config() => Read($$"""
        {
          "font": "{{Font}}",
          "padding": 2,
          "axis": { "labelColor": "{{Palette.Muted}}", "titleColor": "{{Palette.Muted}}", "gridColor": "{{Palette.Rule}}", "domainColor": "{{Palette.Muted}}",
                    "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "titlePadding": 8, "labelPadding": 6, "labelLimit": 150,
                    "domain": false, "ticks": false, "tickCount": 5, "labelOverlap": true },
          "axisX": { "grid": false, "domain": true },
          "legend": { "labelColor": "{{Palette.Ink}}", "labelFontSize": 12, "labelLimit": 260, "symbolSize": 90, "symbolType": "circle", "symbolStrokeWidth": 0,
                      "orient": "top", "offset": 8, "columnPadding": 14 },
          "view": { "stroke": null },
          "mark": { "color": "{{Palette.Plain}}" },
          "text": { "color": "{{Palette.Ink}}", "fontSize": 12 },
          "rule": { "color": "{{Palette.Muted}}" },
          "line": { "strokeWidth": 2, "strokeCap": "round", "strokeJoin": "round" },
          "bar": { "cornerRadiusEnd": 1.5 },
          "range": { "category": [{{string.Join(", ", Palette.Series.Select(color => $"\"{color}\""))}}] }
        }
        """);
}
