using System.Buffers;

namespace Plaudit.Text;

/// <summary>
/// Keras's <c>Tokenizer</c> with its defaults (<c>text_to_word_sequence</c>): lower case, filter characters become spaces, split on
/// spaces only. An apostrophe, a carriage return or a no-break space is part of a token.
/// </summary>
internal sealed class KerasTokenizer : ITokenizer
{
    private static readonly SearchValues<char> s_separators = SearchValues.Create(" !\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n");

    public string Name => "keras";

    public IReadOnlyList<ICleaningStep> Preparation { get; } = [new Lowercase()];

    public bool TryRead(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> token)
    {
        int start = position;
        while ((uint)start < (uint)text.Length && s_separators.Contains(text[start]))
            start++;
        ReadOnlySpan<char> rest = text[start..];
        int end = rest.IndexOfAny(s_separators);
        token = end < 0 ? rest : rest[..end];
        position = start + token.Length;
        return token.Length > 0;
    }
}
