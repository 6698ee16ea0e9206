using System.Buffers;
using System.Text;

namespace Plaudit.Text;

/// <summary>
/// One form for texts that read the same: character references of HTML are decoded, typographic characters become what keyboards type, characters
/// without width go, and letters with marks are composed (Unicode's form C). Comes after the steps that remove tags, so that a decoded
/// <c>&amp;lt;</c> opens none.
/// </summary>
internal sealed class Normalize : ICleaningStep
{
    // A dash becomes three units, and so does at most what form C takes apart.
    private const int MostUnits = 3;

    // Tags and variation selectors beyond the basic plane, U+E0000 to U+E03FF.
    private const char InvisiblePlane = '\uDB40';

    private static readonly SearchValues<char> s_notable = SearchValues.Create(['&', InvisiblePlane, .. Typography.Replaced]);

    public string Name => "normalize";

    public int LengthBound(ReadOnlySpan<char> text) => text.ContainsAny(s_notable)
        || CanonicalComposition.IsNeeded(text) ? MostUnits * text.Length : text.Length;

    public int Apply(ReadOnlySpan<char> text, Span<char> cleaned) => Write(text, cleaned, null);

    public IReadOnlyList<Origin> Origins(ReadOnlySpan<char> text)
    {
        var origins = new List<Origin>(text.Length);
        Write(text, new char[LengthBound(text)], origins);
        return origins;
    }

    private static int Write(ReadOnlySpan<char> text, Span<char> cleaned, List<Origin>? origins)
    {
        int written = WritePlain(text, cleaned, origins);
        if (!CanonicalComposition.IsNeeded(cleaned[..written]))
            return written;
        char[] plain = ArrayPool<char>.Shared.Rent(written);
        cleaned[..written].CopyTo(plain);
        written = CanonicalComposition.Compose(plain.AsSpan(0, written), cleaned, origins);
        ArrayPool<char>.Shared.Return(plain);
        return written;
    }

    private static int WritePlain(ReadOnlySpan<char> text, Span<char> cleaned, List<Origin>? origins)
    {
        Span<char> pair = stackalloc char[2];
        int read = 0;
        int written = 0;
        while (true)
        {
            int found = text[read..].IndexOfAny(s_notable);
            int end = found < 0 ? text.Length : read + found;
            text[read..end].CopyTo(cleaned[written..]);
            written += end - read;
            origins?.AddRange(Enumerable.Range(read, end - read).Select(Origin.At));
            if (found < 0)
                return written;
            int character = text[end];
            if (!HtmlEntities.TryDecode(text[end..], out int length, out character))
                character = Rune.DecodeFromUtf16(text[end..], out Rune rune, out length) == OperationStatus.Done ? rune.Value : text[end];
            ReadOnlySpan<char> units = Units(character, pair);
            units.CopyTo(cleaned[written..]);
            written += units.Length;
            read = end + length;
            origins?.AddRange(Enumerable.Repeat(new Origin(end, read), units.Length));
        }
    }

    private static ReadOnlySpan<char> Units(int character, Span<char> pair)
    {
        if (!Rune.TryCreate(character, out Rune rune))
        {
            pair[0] = (char)character;
            return pair[..1];
        }

        int length = rune.EncodeToUtf16(pair);
        if (length == 1 && Typography.TryReplace(pair[0], out string? plain))
            return plain;
        return pair[0] == InvisiblePlane ? default : pair[..length];
    }
}
