using System.Text.Json;
using Plaudit.Inference;
using Plaudit.Server.Models;

namespace Plaudit.Server.Json;

/// <summary>An explanation as JSON: the answer's members, then the words.</summary>
internal static class ExplanationJson
{
    public static Task Write(HttpContext context, Explanation explanation, ServedModel model) => JsonBody.WriteList(context, writer =>
    {
        writer.WriteStartObject();
        AnswerJson.WriteMembers(writer, explanation.Prediction, model);
        writer.WriteBoolean("complete"u8, explanation.Complete);
        writer.WriteStartArray("words"u8);
    }, explanation.Words, WriteWord, writer =>
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Places are counted in UTF-16 units, as JavaScript and C# count.</summary>
    private static void WriteWord(Utf8JsonWriter writer, WordContribution word)
    {
        writer.WriteStartObject();
        writer.WriteString("word"u8, word.Word);
        writer.WriteNumber("start"u8, word.Start);
        writer.WriteNumber("length"u8, word.Length);
        writer.WriteBoolean("known"u8, word.Known);
        writer.WriteBoolean("read"u8, word.Read);
        if (word.Contribution is double contribution)
            writer.WriteNumber("contribution"u8, (float)contribution);
        else
            writer.WriteNull("contribution"u8);
        writer.WriteEndObject();
    }
}
