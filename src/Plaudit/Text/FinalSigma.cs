using System.Buffers;
using System.Globalization;
using System.Text;

namespace Plaudit.Text;

/// <summary>
/// Unicode's Final_Sigma condition (The Unicode Standard, table 3-17), by which <c>Σ</c> at the end of a word becomes <c>ς</c>: a cased letter
/// comes before it and none after it, case-ignorable characters such as marks, apostrophes and full stops not counted.
/// </summary>
internal static class FinalSigma
{
    // Word_Break = MidLetter, MidNumLet or Single_Quote: case-ignorable in spite of their category.
    private static readonly SearchValues<char> s_wordInner = SearchValues.Create(
        "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A");

    /// <summary>Whether the sigma at <paramref name="index"/> is final.</summary>
    public static bool IsFinal(ReadOnlySpan<char> text, int index)
    {
        ReadOnlySpan<char> before = text[..index];
        Rune rune = default;
        while (before.Length > 0)
        {
            Rune.DecodeLastFromUtf16(before, out rune, out int length);
            if (!IsCaseIgnorable(rune))
                break;
            before = before[..^length];
        }

        if (before.Length == 0 || !IsCased(rune))
            return false;
        ReadOnlySpan<char> behind = text[(index + 1)..];
        while (behind.Length > 0)
        {
            Rune.DecodeFromUtf16(behind, out rune, out int length);
            if (!IsCaseIgnorable(rune))
                return !IsCased(rune);
            behind = behind[length..];
        }

        return true;
    }

    /// <summary>Unicode's Case_Ignorable.</summary>
    internal static bool IsCaseIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || (rune.IsBmp && s_wordInner.Contains((char)rune.Value));

    /// <summary>
    /// Unicode's Cased, of characters that are not case-ignorable: the letters with case, the ordinal indicators, Roman numerals and enclosed
    /// letters.
    /// </summary>
    internal static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || rune.Value is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
