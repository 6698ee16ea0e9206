using System.Text;

namespace Plaudit.Data.Readers;

/// <summary>Decodes whole texts; invalid UTF-8 is reported, never replaced.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes <paramref name="bytes"/>, without a byte order mark if there is one.</summary>
    /// <param name="bytes">The whole text.</param>
    /// <param name="text">The text, or an empty one where it is invalid.</param>
    /// <returns>Null, or what is wrong: a sentence without its full stop.</returns>
    public static string? Decode(ReadOnlySpan<byte> bytes, out string text)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        int start = bytes.StartsWith(mark) ? mark.Length : 0;
        try
        {
            text = Encoding.GetString(bytes[start..]);
            return null;
        }
        catch (DecoderFallbackException e)
        {
            text = "";
            int offset = start + e.Index;
            return Fault(offset, offset < bytes.Length ? bytes[offset] : null);
        }
    }

    /// <summary>What is wrong with the byte at <paramref name="offset"/>; a sentence without its full stop.</summary>
    public static string Fault(long offset, byte? found)
    {
        string byteFound = found is { } value ? $" (0x{value:X2})" : "";
        // The first byte of a UTF-16 file's byte order mark: Windows tools write such files and call them Unicode.
        string hint = offset == 0 && found is 0xFF or 0xFE ? "it looks like UTF-16" : "it may be in another encoding, such as Windows-1252";
        return $"invalid UTF-8 at byte offset {offset}{byteFound}; {hint}: save it as UTF-8";
    }
}
