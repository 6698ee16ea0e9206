using System.Buffers;

namespace Plaudit.Text;

/// <summary>
/// Takes the 32 ASCII marks of Python's <c>string.punctuation</c> out, joining what stood around them (<c>don't</c> becomes <c>dont</c>).
/// </summary>
internal sealed class RemovePunctuation : ICleaningStep
{
    private static readonly SearchValues<char> s_marks = SearchValues.Create("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    public string Name => "remove-punctuation";

    public int Apply(ReadOnlySpan<char> text, Span<char> cleaned)
    {
        int written = 0;
        while (text.IndexOfAny(s_marks) is int mark and >= 0)
        {
            text[..mark].CopyTo(cleaned[written..]);
            written += mark;
            text = text[(mark + 1)..];
        }

        text.CopyTo(cleaned[written..]);
        return written + text.Length;
    }

    public IReadOnlyList<Origin> Origins(ReadOnlySpan<char> text)
    {
        var origins = new List<Origin>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (!s_marks.Contains(text[i]))
                origins.Add(Origin.At(i));
        }

        return origins;
    }
}
