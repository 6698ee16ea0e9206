namespace Plaudit.Text;

/// <summary>A text as ids, and what it took to get there. Equality compares <see cref="Ids"/> by reference.</summary>
/// <param name="Ids">
/// (T) ids after dropping, truncation and padding, each in [0, <see cref="TextEncoder.IdCount"/>); never empty; 0 is padding.
/// </param>
/// <param name="Tokens">All tokens found in the text, before unknown ones are dropped and before truncation.</param>
/// <param name="UnknownTokens">
/// How many of <paramref name="Tokens"/> have no id of their own (dropped, or read as the out-of-vocabulary token), over the whole text.
/// </param>
/// <param name="Truncated">Whether ids were cut off because there were more than <see cref="TextOptions.MaxLength"/>.</param>
public readonly record struct EncodedText(int[] Ids, int Tokens, int UnknownTokens, bool Truncated)
{
    /// <summary>Whether no token has a letter or a digit: there is nothing to read but marks, if anything at all.</summary>
    public bool Wordless { get; init; }
}
