using System.Text.Json.Nodes;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports.Charts;

/// <summary>Words sized by frequency. A Vega specification, because Vega-Lite has no word cloud transform.</summary>
internal static class WordCloud
{
    private const string Schema = "https://vega.github.io/schema/vega/v6.json";

    /// <summary>Makes the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="words">Words and their weights (counts, say), above 0, in any script; some hundred at most are readable.</param>
    /// <param name="show">How a weight is written.</param>
    /// <param name="color">Of the words, from <see cref="Palette"/>.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(string title, IReadOnlyList<(string Word, double Weight)> words, Func<double, string> show,
        string color = Palette.Positive, string caption = "")
    {
        double most = words.Count == 0 ? 1 : words.Max(word => word.Weight);
        JsonObject spec = VegaLite.Read($$"""
            {
              "$schema": "{{Schema}}",
              "width": 400,
              "height": 300,
              "padding": 2,
              "autosize": { "type": "none", "contains": "padding" },
              "background": "{{Palette.Surface}}",
              "signals": [
                { "name": "width", "init": "isFinite(containerSize()[0]) ? containerSize()[0] : 400",
                  "on": [ { "events": { "source": "window", "type": "resize" }, "update": "isFinite(containerSize()[0]) ? containerSize()[0] : 400" } ] }
              ],
              "data": [ { "name": "words" } ],
              "marks": [
                {
                  "type": "text",
                  "from": { "data": "words" },
                  "encode": {
                    "enter": { "text": { "field": "word" }, "align": { "value": "center" }, "baseline": { "value": "alphabetic" }, "fill": { "value": "{{color}}" },
                               "tooltip": { "signal": "{word: datum.word, value: datum.text}" } },
                    "update": { "fillOpacity": { "signal": "0.65 + 0.35 * datum.weight" } }
                  },
                  "transform": [
                    { "type": "wordcloud", "size": [ { "signal": "width" }, { "signal": "height" } ], "text": { "field": "text" }, "rotate": 0,
                      "fontSize": { "field": "datum.weight" }, "fontSizeRange": { "signal": "[12, clamp(width / 9, 30, 58)]" }, "fontWeight": "600", "padding": 2 }
                  ]
                }
              ]
            }
            """);
        spec["description"] = $"Word cloud: {title}";
        spec["config"] = VegaLite.Config();
        spec["marks"]![0]!["transform"]![0]!["font"] = spec["config"]!["font"]!.DeepClone();
        spec["data"]![0]!["values"] = new JsonArray([.. words.Select(word => (JsonNode)new JsonObject
        {
            ["word"] = word.Word,
            ["weight"] = VegaLite.Number(word.Weight / most),
            ["text"] = show(word.Weight),
        })]);
        var numbers = new TableElement(
            "", [new Column("word"), Column.Number("value")], [.. words.Select(word => (string[])[word.Word, show(word.Weight)])]);
        return new Chart(title, caption, spec, numbers);
    }
}
