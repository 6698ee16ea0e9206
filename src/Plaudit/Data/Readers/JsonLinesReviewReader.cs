using System.Text.Json;

namespace Plaudit.Data.Readers;

/// <summary>
/// One JSON object a line, with the review under <c>text</c> or <c>review</c> and its label under <c>label</c> or <c>sentiment</c> (a word, 0 or 1).
/// </summary>
internal sealed class JsonLinesReviewReader : RowReviewReader
{
    /// <inheritdoc/>
    public override string Format => "JSON Lines (.jsonl)";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Extensions => [".jsonl", ".ndjson"];

    /// <inheritdoc/>
    protected override IEnumerable<ReviewRow> Rows(StrictUtf8Reader reader, ReviewReadOptions options, LabelRule labels)
    {
        string[] textKeys = options.TextColumn is { } text ? [text] : ["text", "review"];
        string[] labelKeys = options.LabelColumn is { } label ? [label] : ["label", "sentiment"];
        long number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return Parse(number, line, textKeys, labelKeys);
            else if (labels == LabelRule.Ignored)
                yield return new ReviewRow(number, "", null);
        }
    }

    private static ReviewRow Parse(long number, string line, string[] textKeys, string[] labelKeys)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return ReviewRow.Bad(number, $"expected a JSON object, found {Kind(document.RootElement)}");
            if (Find(document.RootElement, textKeys) is not { } text)
                return ReviewRow.Bad(number, $"no key {string.Join(" or ", textKeys)}; keys found: {Keys(document.RootElement)}. --text-column names another");
            if (text.ValueKind != JsonValueKind.String)
                return ReviewRow.Bad(number, $"the review is {Kind(text)}: expected a string");
            return new ReviewRow(number, text.GetString()!, Find(document.RootElement, labelKeys) is { } label ? LabelOf(label) : null);
        }
        catch (JsonException e)
        {
            return ReviewRow.Bad(number, $"not JSON: {JsonFault.Describe(e, oneLine: true)}");
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair behind \u: well-formed JSON that is no text.
            return ReviewRow.Bad(number, $"not text: {e.Message.TrimEnd('.')}");
        }
    }

    private static JsonElement? Find(JsonElement row, string[] keys)
    {
        foreach (string key in keys)
        {
            if (row.TryGetProperty(key, out JsonElement exact))
                return exact;
            foreach (JsonProperty property in row.EnumerateObject())
            {
                if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
                    return property.Value;
            }
        }

        return null;
    }

    private static string? LabelOf(JsonElement label) => label.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => label.GetString(),
        // pandas writes 1.0 where a column once held a gap.
        JsonValueKind.Number when label.TryGetDouble(out double number) && number is 0 or 1 => number == 1 ? "1" : "0",
        _ => label.GetRawText(),
    };

    private static string Keys(JsonElement row) => string.Join(", ", row.EnumerateObject().Select(property => property.Name).Take(10));

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Null => "null",
        JsonValueKind kind => $"a JSON {kind.ToString().ToLowerInvariant()}",
    };
}
