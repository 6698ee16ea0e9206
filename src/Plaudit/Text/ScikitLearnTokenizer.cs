using System.Buffers;
using System.Globalization;
using System.Text;

namespace Plaudit.Text;

/// <summary>
/// The words of scikit-learn's vectorizers with their defaults: lower case, then every match of Python's <c>\b\w\w+\b</c>, which is every
/// longest run of letters, numbers and underscores that has two characters or more. Marks are not part of a word, unlike in .NET's <c>\w</c>.
/// </summary>
internal sealed class ScikitLearnTokenizer : ITokenizer
{
    private const int ShortestWord = 2;

    public string Name => "scikit-learn";

    public IReadOnlyList<ICleaningStep> Preparation { get; } = [new Lowercase()];

    public bool TryRead(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> token)
    {
        int start = position;
        int characters = 0;
        int at = position;
        while (at < text.Length)
        {
            if (IsWordCharacter(text, at, out int length))
            {
                characters++;
                at += length;
                continue;
            }

            if (characters >= ShortestWord)
                break;
            at += length;
            start = at;
            characters = 0;
        }

        token = characters >= ShortestWord ? text[start..at] : default;
        position = at;
        return token.Length > 0;
    }

    /// <summary>Python's <c>\w</c>: <c>str.isalnum()</c> or an underscore.</summary>
    private static bool IsWordCharacter(ReadOnlySpan<char> text, int index, out int length)
    {
        char c = text[index];
        length = 1;
        if (char.IsAscii(c))
            return char.IsAsciiLetterOrDigit(c) || c == '_';
        return Rune.DecodeFromUtf16(text[index..], out Rune rune, out length) == OperationStatus.Done && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
    }
}
