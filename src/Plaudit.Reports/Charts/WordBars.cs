using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>Words and how much each counts, as lying bars.</summary>
internal static class WordBars
{
    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="words">The words, top to bottom. Values may be negative: those bars go left, in the other colour.</param>
    /// <param name="show">How a value is written.</param>
    /// <param name="color">Of the bars at 0 or above, from <see cref="Palette"/>.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(string title, IReadOnlyList<(string Word, double Value)> words, Func<double, string> show,
        string color = Palette.Positive, string caption = "")
    {
        bool diverges = words.Any(word => word.Value < 0);
        IEnumerable<JsonObject> rows =
            words.Select(word => new JsonObject { ["word"] = word.Word, ["value"] = VegaLite.Number(word.Value), ["text"] = show(word.Value) });
        JsonObject spec = VegaLite.Spec($"Words: {title}", rows, Math.Max(40, words.Count * 21), $$"""
            {
              "encoding": {
                "y": { "field": "word", "type": "nominal", "sort": null, "title": null,
                       "axis": { "labelColor": "{{Palette.Ink}}", "labelFontSize": 12.5, "grid": false, "labelOverlap": false, "labelLimit": 130 }, "scale": { "padding": 0.18 } },
                "x": { "field": "value", "type": "quantitative", "title": null, "axis": null, "scale": { "zero": true, "padding": {{(diverges ? 40 : 0)}} } }
              },
              "layer": [
                { "mark": { "type": "bar" },
                  "encoding": { "color": { "condition": { "test": "datum.value < 0", "value": "{{Palette.Negative}}" }, "value": "{{color}}" },
                                "tooltip": [ { "field": "word" }, { "field": "text", "title": "value" } ] } },
                { "mark": { "type": "text", "align": { "expr": "datum.value < 0 ? 'right' : 'left'" }, "dx": { "expr": "datum.value < 0 ? -5 : 5" },
                            "fontSize": 11, "limit": 120, "color": "{{Palette.Muted}}" },
                  "encoding": { "text": { "field": "text" } } }
              ]
            }
            """);
        return new Chart(title, caption, spec,
            new TableElement("", [new Column("word"), Column.Number("value")], [.. words.Select(word => (string[])[word.Word, show(word.Value)])]));
    }
}
