using System.Buffers;
using System.Text;

namespace Plaudit.Text;

/// <summary>Unicode's normalization form C (UAX #15): a letter and its marks become one character if there is one.</summary>
internal static class CanonicalComposition
{
    // No character below this composes with the one before it.
    private const char FirstMark = '\u0300';

    /// <summary>Whether a text may not be in form C yet.</summary>
    public static bool IsNeeded(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange(FirstMark, char.MaxValue) && text.ContainsAny(CanonicalForms.Table.Unsettled);

    /// <summary>Composes a text. Half of a surrogate pair stays what it is.</summary>
    /// <param name="text">The text; not overlapping <paramref name="composed"/>.</param>
    /// <param name="composed">Room for three times as many units.</param>
    /// <param name="origins">What each unit of the text was made from, and afterwards what each of the composed one was; null if not needed.</param>
    /// <returns>How many units were written.</returns>
    public static int Compose(ReadOnlySpan<char> text, Span<char> composed, List<Origin>? origins)
    {
        Origin[]? sources = origins?.ToArray();
        origins?.Clear();
        int read = 0;
        int written = 0;
        while (true)
        {
            int found = text[read..].IndexOfAny(CanonicalForms.Table.Unsettled);
            int first = found < 0 ? text.Length : read + found;
            while (found >= 0 && first > read && text[first] >= FirstMark)
                first--;
            text[read..first].CopyTo(composed[written..]);
            origins?.AddRange(sources.AsSpan(read, first - read));
            written += first - read;
            if (found < 0)
                return written;
            int length = text[(first + 1)..].IndexOfAnyInRange('\0', (char)(FirstMark - 1));
            read = length < 0 ? text.Length : first + 1 + length;
            List<Piece> pieces = Decomposed(text, first, read);
            Reorder(pieces);
            written += Write(Composed(pieces), composed[written..], sources, origins);
        }
    }

    private static List<Piece> Decomposed(ReadOnlySpan<char> text, int first, int end)
    {
        var pieces = new List<Piece>(end - first);
        for (int i = first; i < end;)
        {
            bool whole = Rune.DecodeFromUtf16(text[i..end], out Rune rune, out int length) == OperationStatus.Done;
            Decompose(whole ? rune.Value : text[i], i, i + length, pieces);
            i += length;
        }

        return pieces;
    }

    private static void Decompose(int character, int start, int end, List<Piece> pieces)
    {
        if (!CanonicalForms.Table.TryDecompose(character, out int first, out int second))
        {
            pieces.Add(new Piece(character, CanonicalForms.Table.ClassOf(character), start, end));
            return;
        }

        Decompose(first, start, end, pieces);
        if (second > 0)
            Decompose(second, start, end, pieces);
    }

    /// <summary>Sorts the marks after a letter by class.</summary>
    private static void Reorder(List<Piece> pieces)
    {
        for (int first = 0; first < pieces.Count; first++)
        {
            int end = first;
            while (end < pieces.Count && pieces[end].Class > 0)
                end++;
            if (end - first < 2)
                continue;
            List<Piece> marks = pieces[first..end];
            List<Piece> ordered = [.. marks.OrderBy(mark => mark.Class)];
            // Where they change places, each was made from all of them: origins never descend.
            if (!ordered.SequenceEqual(marks))
                ordered = [.. ordered.Select(mark => mark with { Start = marks[0].Start, End = marks[^1].End })];
            for (int i = first; i < end; i++)
                pieces[i] = ordered[i - first];
            first = end;
        }
    }

    private static List<Piece> Composed(List<Piece> pieces)
    {
        var composed = new List<Piece>(pieces.Count);
        int starter = -1;
        int before = -1;
        foreach (Piece piece in pieces)
        {
            if (starter >= 0 && before < piece.Class
                && CanonicalForms.Table.TryCompose(composed[starter].Character, piece.Character, out int character))
            {
                composed[starter] = composed[starter] with { Character = character, End = Math.Max(composed[starter].End, piece.End) };
                continue;
            }

            if (piece.Class == 0)
                starter = composed.Count;
            before = piece.Class == 0 ? -1 : piece.Class;
            composed.Add(piece);
        }

        return composed;
    }

    private static int Write(List<Piece> pieces, Span<char> composed, Origin[]? sources, List<Origin>? origins)
    {
        int written = 0;
        int end = 0;
        foreach (Piece piece in pieces)
        {
            int length = 1;
            if (Rune.TryCreate(piece.Character, out Rune rune))
                length = rune.EncodeToUtf16(composed[written..]);
            else
                composed[written] = (char)piece.Character;
            written += length;
            end = Math.Max(end, piece.End);
            if (sources is not null)
                origins!.AddRange(Enumerable.Repeat(new Origin(sources[piece.Start].Start, sources[end - 1].End), length));
        }

        return written;
    }

    /// <summary>
    /// A code point, or half of a surrogate pair, made from the units from <paramref name="Start"/> to before <paramref name="End"/>.
    /// </summary>
    private readonly record struct Piece(int Character, int Class, int Start, int End);
}
