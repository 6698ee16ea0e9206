using System.Globalization;

namespace Plaudit.Text;

/// <summary>HTML's character references: <c>&amp;rsquo;</c>, <c>&amp;#8217;</c>, <c>&amp;#x2019;</c>.</summary>
internal static class HtmlEntities
{
    private const int LongestName = 32;
    private const int MostDigits = 7;

    // Of the names, browsers read these without a semicolon too, and people write them so; "&copy=1" and similar are left alone.
    private static readonly string[] s_withoutSemicolon = ["amp", "gt", "lt", "nbsp", "quot"];

    private static readonly Dictionary<string,
        int>.AlternateLookup<ReadOnlySpan<char>> s_names = ReadNames().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Decodes the reference that a text begins with. One that was escaped again (<c>&amp;amp;rsquo;</c>) is read through.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="length">How many units the reference takes.</param>
    /// <param name="character">The code point it names.</param>
    /// <returns>False where it begins with none.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, out int length, out int character)
    {
        length = 1;
        character = '&';
        if (text is not ['&', ..])
            return false;
        while (character == '&' && TryDecodeOnce(text[length..], out int body, out int named))
            (length, character) = (length + body, named);
        return length > 1;
    }

    /// <summary>Decodes what follows an ampersand.</summary>
    private static bool TryDecodeOnce(ReadOnlySpan<char> text, out int length, out int character) =>
        text is ['#', ..] ? TryDecodeNumber(text, out length, out character) : TryDecodeName(text, out length, out character);

    private static bool TryDecodeNumber(ReadOnlySpan<char> text, out int length, out int character)
    {
        bool hexadecimal = text is [_, 'x' or 'X', ..];
        int start = hexadecimal ? 2 : 1;
        int end = start;
        while (end < text.Length && end - start <= MostDigits && (hexadecimal ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
            end++;
        length = end < text.Length && text[end] == ';' ? end + 1 : end;
        character = 0;
        return end - start is > 0 and <= MostDigits
            && int.TryParse(text[start..end], hexadecimal ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture, out character)
            && character is > 0 and < 0xD800 or > 0xDFFF and <= 0x10FFFF;
    }

    private static bool TryDecodeName(ReadOnlySpan<char> text, out int length, out int character)
    {
        int end = 0;
        while (end < text.Length && end < LongestName && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        bool closed = end < text.Length && text[end] == ';';
        length = closed ? end + 1 : end;
        character = 0;
        if (end == 0 || (!closed && !s_withoutSemicolon.AsSpan().Contains(text[..end].ToString())))
            return false;
        return s_names.TryGetValue(text[..end], out character);
    }

    private static Dictionary<string, int> ReadNames()
    {
        using Stream stream = typeof(HtmlEntities).Assembly.GetManifestResourceStream("text/html-entities.txt")!;
        using var reader = new StreamReader(stream);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            names[line[..space]] = int.Parse(line.AsSpan(space + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return names;
    }
}
