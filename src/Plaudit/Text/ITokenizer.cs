namespace Plaudit.Text;

/// <summary>Finds the tokens of a cleaned text, without copying them. Stateless, so that one instance serves every thread.</summary>
internal interface ITokenizer
{
    /// <summary>The tokenizer's name in <see cref="TextOptions.Tokenizer"/>.</summary>
    string Name { get; }

    /// <summary>Steps the tokenizer wants carried out on the whole text after the recipe's own, before the first token is read.</summary>
    IReadOnlyList<ICleaningStep> Preparation => [];

    /// <summary>Reads the next token.</summary>
    /// <param name="text">The prepared text.</param>
    /// <param name="position">Where to continue, in UTF-16 units; 0 at first; moved past the token.</param>
    /// <param name="token">The token, never empty; tokens do not overlap.</param>
    /// <returns>False when no token is left.</returns>
    bool TryRead(ReadOnlySpan<char> text, ref int position, out ReadOnlySpan<char> token);
}
