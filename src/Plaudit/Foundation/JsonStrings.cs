using System.Text;
using System.Text.Json;

namespace Plaudit;

/// <summary>Looks at the strings of a JSON text before anything is made of them.</summary>
internal static class JsonStrings
{
    /// <summary>
    /// Finds a string with half a surrogate pair (<c>"\ud800"</c>): JSON allows it, but it is not text, and reading it later throws.
    /// </summary>
    /// <param name="json">A valid JSON text; comments and trailing commas are passed over.</param>
    /// <returns>Null, or what is wrong with its line, without a full stop.</returns>
    public static string? HalfCharacter(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                int line = json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
                return $"line {line}: a string holds half of a character, such as \\ud800 without its other half";
            }
        }

        return null;
    }

    /// <inheritdoc cref="HalfCharacter(ReadOnlySpan{byte})"/>
    public static string? HalfCharacter(string json) => HalfCharacter(Encoding.UTF8.GetBytes(json));
}
