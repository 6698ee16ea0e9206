using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plaudit.Reports.Parts;

/// <summary>How much of the page's width a chart takes on a wide screen.</summary>
internal enum ChartWidth
{
    /// <summary>Two share a row.</summary>
    Half,

    /// <summary>Three share a row: small multiples.</summary>
    Third,

    /// <summary>A row of its own.</summary>
    Full,
}

/// <summary>A chart: what draws it, what it says, and its numbers for those who do not see it.</summary>
/// <param name="Title">What it shows, in a few words; also the name of the file that it is saved as.</param>
/// <param name="Caption">How to read it, or what follows from it; may be empty.</param>
/// <param name="Spec">The Vega-Lite or Vega specification, data included.</param>
/// <param name="Numbers">Its numbers as a table.</param>
internal sealed record Chart(string Title, string Caption, JsonObject Spec, TableElement Numbers) : IReportElement
{
    /// <summary>The Vega-Lite or Vega specification, data included.</summary>
    public JsonObject Spec { get; init; } = CleanTexts(Spec);

    /// <summary>How wide it is.</summary>
    public ChartWidth Width { get; init; }

    public void Write(HtmlWriter html)
    {
        string name = html.NextChartName();
        html.Open("figure", ("class", Width switch { ChartWidth.Full => "chart wide", ChartWidth.Third => "chart third", _ => "chart" }),
            ("id", name));
        html.Open("figcaption");
        html.Element("h3", Title, ("id", $"{name}-title"));
        if (Caption.Length > 0)
            html.Element("p", Caption);
        html.Close();
        if (Numbers.Rows.Count == 0)
            html.Element("p", "There is nothing to draw.", ("class", "empty"));
        else
            WriteDrawing(html, name);
        html.Close();
    }

    private void WriteDrawing(HtmlWriter html, string name)
    {
        // To a screen reader the drawing is one picture; its numbers are in the table.
        html.Element("div", "", ("class", "chart-drawing"), ("role", "img"), ("aria-labelledby", $"{name}-title"));
        html.Json(Spec);
        html.Open("div", ("class", "chart-tools"));
        html.Open("details");
        html.Element("summary", "Numbers");
        Numbers.Write(html);
        html.Close();
        html.Element("a", "Save as SVG", ("class", "save"), ("href", $"#{name}"), ("download", $"{FileName}.svg"),
            ("aria-label", $"Save as SVG: {Title}"), ("hidden", ""));
        html.Close();
    }

    /// <summary>
    /// Vega-Lite makes literals of expressions of some texts, names of series among them. It quotes them well but for line ends and control
    /// characters, at which Vega then refuses the chart: they become spaces.
    /// </summary>
    private static JsonObject CleanTexts(JsonObject spec)
    {
        var open = new Stack<JsonNode>([spec]);
        while (open.TryPop(out JsonNode? node))
        {
            foreach (JsonNode? child in node is JsonObject json ? json.Select(property => property.Value).ToArray() : [.. node.AsArray()])
            {
                if (child is JsonObject or JsonArray)
                    open.Push(child);
                else if (child?.GetValueKind() == JsonValueKind.String && child.GetValue<string>() is { } text && text.Any(IsUnfit))
                    child.ReplaceWith(string.Concat(text.Select(c => IsUnfit(c) ? ' ' : c)));
            }
        }

        return spec;
    }

    private static bool IsUnfit(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private string FileName
    {
        get
        {
            string[] words = new string([.. Title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 ? "chart" : string.Join('-', words);
        }
    }
}
