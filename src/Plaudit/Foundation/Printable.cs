using System.Globalization;
using System.Text;

namespace Plaudit;

/// <summary>
/// Text that others wrote, made safe for a terminal or a log: characters that move a cursor, ring a bell, change colours or reorder what is read
/// are shown as escapes such as <c>\u001b</c>. Applied where lines are written, so that no message has to think of it.
/// </summary>
internal static class Printable
{
    private const int LongestWord = 300;
    private const int WordStart = 200;
    private const int LongestLine = 4000;
    private const int LineStart = 3000;

    /// <summary>One line: line breaks are shown as escapes as well, and an overlong name or line keeps its beginning and end.</summary>
    public static string Line(string text) => Escaped(Shortened(text), keepLines: false);

    /// <summary>
    /// A message: as <see cref="Line"/>, but a line break in front of two blanks stays. That is how messages list several faults.
    /// </summary>
    public static string Message(string text) => string.Join("\n  ", text.Split("\n  ").Select(Line));

    /// <summary>Running text, such as a review: line breaks and tabs stay, and nothing is shortened.</summary>
    public static string Text(string text) => Escaped(text, keepLines: true);

    private static string Escaped(string text, bool keepLines)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                Append(escaped, text[i]);
                continue;
            }

            if (keepLines && text[i] is '\n' or '\t' || !IsHarmful(rune))
                escaped.Append(rune);
            else if (rune.IsBmp)
                Append(escaped, text[i]);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
            i += rune.Utf16SequenceLength - 1;
        }

        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, char c) => _ = c switch
    {
        '\n' => escaped.Append("\\n"),
        '\r' => escaped.Append("\\r"),
        '\t' => escaped.Append("\\t"),
        _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };

    /// <summary>
    /// Controls (C0, DEL, C1), line and paragraph separators, direction marks, and invisible tags. Joiners stay: scripts and emoji need them.
    /// </summary>
    private static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate => true,
        UnicodeCategory.Format =>
            rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or (>= 0xE0000 and <= 0xE007F),
        _ => false,
    };

    private static string Shortened(string text)
    {
        if (text.Length <= LongestWord)
            return text;
        string[] words = text.Split(' ');
        for (int i = 0; i < words.Length; i++)
            words[i] = Middle(words[i], LongestWord, WordStart);
        return Middle(string.Join(' ', words), LongestLine, LineStart);
    }

    /// <summary>The beginning and the end of a text that is too long, never half a character.</summary>
    private static string Middle(string text, int longest, int start)
    {
        if (text.Length <= longest)
            return text;
        int end = text.Length - (longest - start);
        if (char.IsHighSurrogate(text[start - 1]))
            start--;
        if (char.IsLowSurrogate(text[end]))
            end++;
        return $"{text[..start]}...({end - start:N0} characters more)...{text[end..]}";
    }
}
