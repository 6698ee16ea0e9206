using System.Text.Json;

namespace Plaudit;

/// <summary>What is wrong with a JSON text, for a person who counts lines from 1.</summary>
internal static class JsonFault
{
    /// <summary>The reader's message with its place from 1, without a full stop.</summary>
    /// <param name="e">The reader's exception.</param>
    /// <param name="oneLine">Whether the text is a line of a file, whose number the message has already.</param>
    /// <param name="firstLine">The line of its file that the text begins on, from 1.</param>
    public static string Describe(JsonException e, bool oneLine = false, long firstLine = 1)
    {
        // Both are at the end of the message, counted from 0.
        int place = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string fault = (place < 0 ? e.Message : e.Message[..place]).TrimEnd('.', ' ', '|');
        if (fault.Contains("does not contain any JSON tokens", StringComparison.Ordinal))
            return "it is empty";
        if (e.LineNumber is not { } line || e.BytePositionInLine is not { } position)
            return fault;
        return oneLine ? $"{fault}, at byte {position + 1}" : $"{fault}, at line {line + firstLine}, byte {position + 1}";
    }
}
