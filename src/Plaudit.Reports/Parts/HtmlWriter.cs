using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Plaudit.Reports.Parts;

/// <summary>
/// Writes HTML in which text stays text: everything passed as text or as an attribute's value is encoded, and there is no way around it but
/// <see cref="Own"/>, for what this assembly itself holds.
/// </summary>
internal sealed class HtmlWriter
{
    // Keeps letters of every script, and escapes what has a meaning in HTML or JavaScript.
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = new();
    private int _charts;

    /// <summary>Begins an element.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="attributes">Names and values; one whose value is null is left out.</param>
    public void Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(tag, attributes);
        _open.Push(tag);
    }

    /// <summary>Ends the element that was begun last.</summary>
    public void Close()
    {
        string tag = _open.Pop();
        _html.Append("</").Append(tag).Append('>');
        if (tag is not ("span" or "mark" or "a" or "code" or "bdi"))
            _html.Append('\n');
    }

    /// <summary>An element that has no end, such as <c>meta</c>.</summary>
    public void Empty(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(tag, attributes);
        _html.Append('\n');
    }

    /// <summary>An element that holds nothing but text.</summary>
    public void Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Open(tag, attributes);
        Text(text);
        Close();
    }

    /// <summary>Text.</summary>
    public void Text(string text) => _html.Append(s_encoder.Encode(text));

    /// <summary>A block of data for scripts. No text in it can end the block: the characters &lt;, &gt; and &amp; are escaped.</summary>
    public void Json(JsonNode data)
    {
        Open("script", ("type", "application/json"));
        _html.Append(data.ToJsonString(s_json));
        Close();
    }

    /// <summary>A script or style sheet of this assembly, unchanged.</summary>
    /// <param name="tag"><c>script</c> or <c>style</c>.</param>
    /// <param name="source">Its source; nothing that a user wrote.</param>
    public void Own(string tag, string source)
    {
        Open(tag);
        _html.Append(source);
        Close();
    }

    /// <summary>A name for the next chart that no other element has.</summary>
    public string NextChartName() => $"chart-{++_charts}";

    /// <summary>What was written.</summary>
    public override string ToString() => _html.ToString();

    private void Tag(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach ((string name, string? value) in attributes)
        {
            if (value is not null)
                _html.Append(' ').Append(name).Append("=\"").Append(s_encoder.Encode(value)).Append('"');
        }

        _html.Append('>');
    }
}
