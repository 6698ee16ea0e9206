using System.Buffers;
using System.Text.Json;

namespace Plaudit.Server.Json;

/// <summary>A review as a request holds it.</summary>
/// <param name="Review">The text; may be blank.</param>
/// <param name="Model">The requested model, or null.</param>
internal readonly record struct ReviewRequest(string Review, string? Model);

/// <summary>Reads reviews from JSON: <c>{"review": "..."}</c>, in batches also a bare text. Unknown members are skipped.</summary>
internal static class ReviewJson
{
    private const int DeepestNesting = 16;

    /// <summary>Reads <c>{"review": "...", "model": "..."}</c>.</summary>
    /// <exception cref="RequestFault">400, saying what was expected, where, and what was found.</exception>
    public static ReviewRequest ReadOne(ReadOnlySequence<byte> json) => Read(json, (ref reader) =>
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong("a JSON object with the member \"review\"", reader.TokenType);
        return ReadObject(ref reader, "");
    });

    /// <summary>Reads a line of a stream: an object or a text.</summary>
    /// <param name="json">The line, without its end.</param>
    /// <param name="number">Its number in the stream, from 1, for messages.</param>
    /// <exception cref="RequestFault">As for <see cref="ReadOne"/>.</exception>
    public static ReviewRequest ReadLine(ReadOnlySequence<byte> json, long number) => Read(json, (ref reader) => ReadItem(ref reader, ""), number);

    /// <summary>Reads an array of objects and texts.</summary>
    /// <exception cref="RequestFault">As for <see cref="ReadOne"/>, or 413: more than <paramref name="limit"/>.</exception>
    public static List<ReviewRequest> ReadArray(ReadOnlySequence<byte> json, int limit) => Read(json, (ref reader) =>
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Wrong("a JSON array of reviews", reader.TokenType);
        var reviews = new List<ReviewRequest>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reviews.Count == limit)
                throw new RequestFault(413, $"the array holds more than {limit:N0} reviews: send fewer at a time, or use NDJSON, a review a line");
            reviews.Add(ReadItem(ref reader, $"[{reviews.Count}]"));
        }

        return reviews;
    });

    private static T Read<T>(ReadOnlySequence<byte> json, Parser<T> parse, long firstLine = 1)
    {
        json = firstLine == 1 ? WithoutMark(json) : json;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
        try
        {
            if (!reader.Read())
                throw NoJson("it is empty");
            T value = parse(ref reader);
            // Also reads what follows the value: a request must be complete.
            return reader.Read() ? throw NoJson("something follows it") : value;
        }
        catch (JsonException e)
        {
            throw NoJson(json.IsEmpty ? "it is empty" : $"see line {e.LineNumber + firstLine}, byte {e.BytePositionInLine + 1}");
        }
        catch (InvalidOperationException)
        {
            // Invalid text: bytes that are not UTF-8, or half of a surrogate pair.
            throw new RequestFault(400, "a text in the request is not valid Unicode: send UTF-8, and surrogates (\\uD800 to \\uDFFF) in pairs only");
        }
    }

    /// <summary>The bytes without a byte order mark, which Windows programs put before UTF-8.</summary>
    public static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> bytes)
    {
        var reader = new SequenceReader<byte>(bytes);
        return reader.IsNext("\uFEFF"u8) ? bytes.Slice(3) : bytes;
    }

    private static ReviewRequest ReadItem(ref Utf8JsonReader reader, string where) => reader.TokenType switch
    {
        JsonTokenType.String => new ReviewRequest(reader.GetString()!, null),
        JsonTokenType.StartObject => ReadObject(ref reader, where),
        _ => throw Wrong($"a text or an object with the member \"review\"{At(where)}", reader.TokenType),
    };

    private static ReviewRequest ReadObject(ref Utf8JsonReader reader, string where)
    {
        string? review = null;
        string? text = null;
        string? model = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isReview = reader.ValueTextEquals("review"u8);
            // What the command line reads in JSON lines.
            bool isText = !isReview && reader.ValueTextEquals("text"u8);
            bool isModel = !isReview && !isText && reader.ValueTextEquals("model"u8);
            reader.Read();
            if (isReview)
                review = reader.TokenType == JsonTokenType.String
                    ? reader.GetString()
                    : throw Wrong($"a text as \"review\"{At(where)}", reader.TokenType);
            else if (isText)
                text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            else if (isModel)
                model = reader.TokenType is JsonTokenType.String or JsonTokenType.Null
                    ? reader.GetString()
                    : throw Wrong($"a name as \"model\"{At(where)}", reader.TokenType);
            else
                reader.Skip();
        }

        return new ReviewRequest(
            review ?? text ?? throw new RequestFault(400, $"the member \"review\" is missing{At(where)}: expected {{\"review\": \"some text\"}}"),
            model);
    }

    private static RequestFault NoJson(string why) =>
        new(400, $"the request's body is not JSON: {why}; expected {{\"review\": \"some text\"}} in UTF-8");

    private static RequestFault Wrong(string expected, JsonTokenType found) => new(400, $"expected {expected}, found {Name(found)}");

    private static string At(string where) => where.Length == 0 ? "" : $" at {where}";

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "something else",
    };

    private delegate T Parser<out T>(ref Utf8JsonReader reader);
}
