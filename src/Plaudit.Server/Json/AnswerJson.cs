using System.Text.Json;
using Plaudit.Inference;
using Plaudit.Server.Models;

namespace Plaudit.Server.Json;

/// <summary>Answers as JSON. The first two members are what simple clients look for.</summary>
internal static class AnswerJson
{
    /// <summary>One answer as an object.</summary>
    public static void Write(Utf8JsonWriter writer, Prediction answer, ServedModel model)
    {
        writer.WriteStartObject();
        WriteMembers(writer, answer, model);
        writer.WriteEndObject();
    }

    /// <summary>The members of an answer.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, Prediction answer, ServedModel model)
    {
        writer.WriteString("sentiment"u8, LabelOf(answer));
        // Scores are floats: as such they are shortest, and read back as they were.
        writer.WriteNumber("score"u8, (float)answer.Score);
        writer.WriteString("label"u8, LabelOf(answer));
        writer.WriteNumber("probability"u8, (float)answer.Probability);
        writer.WriteNumber("tokens"u8, answer.Tokens);
        writer.WriteNumber("unknownTokens"u8, answer.UnknownTokens);
        writer.WriteBoolean("truncated"u8, answer.Truncated);
        writer.WriteString("model"u8, model.Name);
        writer.WriteString("version"u8, model.Version);
    }

    /// <summary>The placeholder for a review that cannot be answered.</summary>
    public static void WriteError(Utf8JsonWriter writer, string error, string? detail = null)
    {
        writer.WriteStartObject();
        writer.WriteNull("label"u8);
        writer.WriteString("error"u8, error);
        if (detail is not null)
            writer.WriteString("detail"u8, detail);
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> LabelOf(Prediction answer) => answer.Label == Label.Positive ? "Positive"u8 : "Negative"u8;
}
