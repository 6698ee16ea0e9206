using System.Buffers;
using System.Globalization;
using System.Text;

namespace Plaudit.Text;

/// <summary>
/// Words and punctuation marks, in the text's own case. A word is a run of letters, marks and numbers, with single apostrophes or format
/// characters (soft hyphens, joiners) inside; any other visible character, with the marks set on it, is a token by itself. White space and
/// what cannot be seen separate.
/// </summary>
internal sealed class WordTokenizer : ITokenizer
{
    private static readonly Kind[] s_ascii = [.. Enumerable.Range(0, 128).Select(c => KindOf(new Rune(c)))];

    private enum Kind : byte
    {
        Separator,
        Word,
        Mark,
        Symbol,
        Apostrophe,
        Format,
    }

    public string Name => "words";

    public bool TryRead(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> token)
    {
        int start = position;
        while (start < text.Length)
        {
            Kind kind = KindAt(text, start, out int length);
            if (kind is not (Kind.Separator or Kind.Format))
            {
                position = kind is Kind.Word or Kind.Mark ? EndOfWord(text, start + length) : EndOfMarks(text, start + length);
                token = text[start..position];
                return true;
            }

            start += length;
        }

        position = start;
        token = default;
        return false;
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length)
        {
            Kind kind = KindAt(text, end, out int length);
            if (kind is Kind.Word or Kind.Mark)
                end += length;
            else if (kind is Kind.Apostrophe or Kind.Format && end + length < text.Length
                && KindAt(text, end + length, out int next) is Kind.Word or Kind.Mark)
                end += length + next;
            else
                break;
        }

        return end;
    }

    private static int EndOfMarks(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length && KindAt(text, end, out int length) == Kind.Mark)
            end += length;
        return end;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int length)
    {
        char c = text[index];
        if (char.IsAscii(c))
        {
            length = 1;
            return s_ascii[c];
        }

        // Half of a surrogate pair decodes to U+FFFD, which is not text.
        return Rune.DecodeFromUtf16(text[index..], out Rune rune, out length) == OperationStatus.Done ? KindOf(rune) : Kind.Separator;
    }

    private static Kind KindOf(Rune rune) => rune.Value is '\'' or '\u2019' ? Kind.Apostrophe : Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Word,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Kind.Mark,
        UnicodeCategory.Format => Kind.Format,
        UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate => Kind.Separator,
        _ => Kind.Symbol,
    };
}
