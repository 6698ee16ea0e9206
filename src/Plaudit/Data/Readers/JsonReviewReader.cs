using System.Text.Json;

namespace Plaudit.Data.Readers;

/// <summary>
/// JSON objects, with the review under <c>text</c> or <c>review</c> and its label under <c>label</c> or <c>sentiment</c> (a word, 0 or 1): one per
/// line, or as many tools write them, in an array or over several lines each. The first lines tell which.
/// </summary>
internal sealed class JsonReviewReader : RowReviewReader
{
    private static readonly string[] s_textKeys = ["text", .. ColumnNames.Text.Where(name => name != "text")];
    private static readonly string[] s_labelKeys = ["label", .. ColumnNames.Label.Where(name => name != "label")];

    /// <inheritdoc/>
    public override string Format => "JSON and JSON Lines (.json, .jsonl)";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Extensions => [".jsonl", ".ndjson", ".json"];

    /// <inheritdoc/>
    protected override IEnumerable<ReviewRow> Rows(StrictUtf8Reader reader, ReviewReadOptions options, LabelRule labels)
    {
        (List<string> first, bool isDocument) = Begin(reader);
        IEnumerable<string> lines = first.Concat(Lines(reader));
        var keys = new Keys(
            options.TextColumn is { } text ? [text] : s_textKeys,
            options.LabelColumn is { } label ? [label] : s_labelKeys,
            options.KeepColumns,
            reader.File,
            options.OnNote);
        if (isDocument)
            options.OnNote?.Invoke($"{reader.File}: read as one JSON document, not as a JSON object a line");
        return isDocument ? Document(lines, reader.File, keys) : OneALine(lines, keys, labels);
    }

    private static IEnumerable<ReviewRow> OneALine(IEnumerable<string> lines, Keys keys, LabelRule labels)
    {
        long number = 0;
        foreach (string line in lines)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return Parse(number, number, line, keys);
            else if (labels == LabelRule.Ignored)
                yield return new ReviewRow(number, "", null);
        }
    }

    private static IEnumerable<ReviewRow> Document(IEnumerable<string> lines, string file, Keys keys)
    {
        long number = 0;
        foreach ((string json, long line) in new JsonValues(file).In(lines))
            yield return Parse(++number, line, json, keys);
    }

    /// <summary>
    /// The lines up to the first that is not blank, and one more if it holds no complete object: after half an object no other can begin, so that
    /// such a file has an object a line and the first is cut.
    /// </summary>
    private static (List<string> Lines, bool IsDocument) Begin(StrictUtf8Reader reader)
    {
        var lines = new List<string>();
        while (lines is [] || string.IsNullOrWhiteSpace(lines[^1]))
        {
            if (reader.ReadLine() is not { } line)
                return (lines, false);
            lines.Add(line);
        }

        string first = lines[^1].TrimStart();
        if (first[0] == '[')
            return (lines, true);
        if (first[0] != '{' || JsonValues.AreWhole(first))
            return (lines, false);
        if (reader.ReadLine() is not { } second)
            return (lines, false);
        lines.Add(second);
        return (lines, !second.TrimStart().StartsWith('{'));
    }

    private static IEnumerable<string> Lines(StrictUtf8Reader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static ReviewRow Parse(long number, long line, string json, Keys keys)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement row = document.RootElement;
            if (row.ValueKind != JsonValueKind.Object)
                return ReviewRow.Bad(number, $"expected a JSON object, found {Kind(row)}", line);
            if (Find(row, keys.Text) is not { } text)
                return ReviewRow.Bad(number,
                    $"no key {string.Join(" or ", keys.Text.Take(2))}; keys found: {Names(row)}. {Setting.TextColumn} names another", line);
            if (text.Value.ValueKind != JsonValueKind.String)
                return ReviewRow.Bad(number, $"the review is {Kind(text.Value)}: expected a string", line);
            JsonProperty? label = Find(row, keys.Label);
            keys.Note(text.Name, label?.Name);
            return new ReviewRow(number, text.Value.GetString()!, label is { } found ? Shown(found.Value) : null, Line: line)
            {
                Columns = keys.Keep ? [.. row.EnumerateObject().Select(key => KeyValuePair.Create(key.Name, Shown(key.Value) ?? ""))] : null,
            };
        }
        catch (JsonException e)
        {
            return ReviewRow.Bad(number, $"not JSON: {JsonFault.Describe(e, oneLine: !json.Contains('\n', StringComparison.Ordinal), line)}", line);
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair after \u: well-formed JSON that is not text.
            return ReviewRow.Bad(number, $"not text: {e.Message.TrimEnd('.')}", line);
        }
    }

    private static JsonProperty? Find(JsonElement row, string[] keys)
    {
        foreach (string key in keys)
        {
            JsonProperty? near = null;
            foreach (JsonProperty property in row.EnumerateObject().Where(property => property.Name.Equals(key, StringComparison.OrdinalIgnoreCase)))
            {
                if (property.Name == key)
                    return property;
                near ??= property;
            }

            if (near is not null)
                return near;
        }

        return null;
    }

    private static string? Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static string Names(JsonElement row) =>
        string.Join(", ", row.EnumerateObject().Select(property => LabelCodes.Shortened(property.Name)).Take(10));

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Null => "null",
        JsonValueKind kind => $"a JSON {kind.ToString().ToLowerInvariant()}",
    };

    /// <summary>Which keys are looked for; the first row tells which are taken.</summary>
    private sealed class Keys(string[] text, string[] label, bool keep, string file, Action<string>? onNote)
    {
        private bool _isSaid = text.Length == 1;

        public string[] Text => text;

        public string[] Label => label;

        public bool Keep => keep;

        public void Note(string textKey, string? labelKey)
        {
            if (!_isSaid && !text.Take(2).Contains(textKey))
                onNote?.Invoke($"{file}: the text is under the key '{textKey}'{(labelKey is null ? "" : $", the label under '{labelKey}'")}");
            _isSaid = true;
        }
    }
}
