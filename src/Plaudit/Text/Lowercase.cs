using System.Buffers;
using System.Text;

namespace Plaudit.Text;

/// <summary>
/// Python's <c>str.lower()</c>: Unicode's full lower case without a language. Beyond .NET's one-to-one mapping these are the final sigma
/// and <c>İ</c>, which becomes two units.
/// </summary>
internal sealed class Lowercase : ICleaningStep
{
    private const char CapitalDottedI = '\u0130';
    private const string LowerDottedI = "i\u0307";
    private const char CapitalSigma = '\u03A3';
    private const char LowerSigma = '\u03C3';
    private const char LowerFinalSigma = '\u03C2';

    public string Name => "lowercase";

    public int LengthBound(ReadOnlySpan<char> text) => text.Length + text.Count(CapitalDottedI);

    public int Apply(ReadOnlySpan<char> text, Span<char> cleaned)
    {
        int read = 0;
        int written = 0;
        while (true)
        {
            Ascii.ToLower(text[read..], cleaned[written..], out int ascii);
            read += ascii;
            written += ascii;
            if (read == text.Length)
                return written;
            do
                (read, written) = LowerOne(text, read, cleaned, written);
            while (read < text.Length && !char.IsAscii(text[read]));
        }
    }

    public IReadOnlyList<Origin> Origins(ReadOnlySpan<char> text)
    {
        var origins = new List<Origin>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            origins.Add(Origin.At(i));
            if (text[i] == CapitalDottedI)
                origins.Add(Origin.At(i));
        }

        return origins;
    }

    private static (int Read, int Written) LowerOne(ReadOnlySpan<char> text, int read, Span<char> cleaned, int written)
    {
        char c = text[read];
        switch (c)
        {
            case CapitalDottedI:
                LowerDottedI.CopyTo(cleaned[written..]);
                return (read + 1, written + LowerDottedI.Length);
            case CapitalSigma:
                cleaned[written] = FinalSigma.IsFinal(text, read) ? LowerFinalSigma : LowerSigma;
                return (read + 1, written + 1);
            case >= '\uD800' and <= '\uDFFF' when Rune.DecodeFromUtf16(text[read..], out Rune rune, out _) == OperationStatus.Done:
                // A letter of a supplementary plane has its other case there too.
                Rune.ToLowerInvariant(rune).EncodeToUtf16(cleaned[written..]);
                return (read + 2, written + 2);
            default:
                cleaned[written] = char.ToLowerInvariant(c);
                return (read + 1, written + 1);
        }
    }
}
