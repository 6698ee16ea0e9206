namespace Plaudit.Exploration;

/// <summary>The tokens of the different reviews, as a recipe's vocabulary sees them.</summary>
/// <param name="Tokens">Tokens in all.</param>
/// <param name="Words">Different tokens: the words of a full vocabulary.</param>
/// <param name="OnceOnly">Words that occur once.</param>
/// <param name="Coverage">What smaller vocabularies cover.</param>
public sealed record VocabularySummary(long Tokens, int Words, int OnceOnly, IReadOnlyList<VocabularyCoverage> Coverage)
{
    private static readonly int[] s_sizes = [5_000, 10_000, 20_000];

    internal static VocabularySummary Of(WordTable tokens)
    {
        long[] counts = [.. Enumerable.Range(0, tokens.Words.Count).Select(word => tokens.Count(word)).OrderDescending()];
        long total = counts.Sum();
        return new VocabularySummary(
            total,
            counts.Length,
            counts.Count(count => count == 1),
            [.. s_sizes.Select(size => new VocabularyCoverage(size, total == 0 ? null : (double)counts.Take(size).Sum() / total))]);
    }
}

/// <summary>How much of the text a vocabulary knows.</summary>
/// <param name="Words">The most frequent words it holds.</param>
/// <param name="Share">The share of all tokens that are one of them, in [0, 1]; null where there are no tokens.</param>
public sealed record VocabularyCoverage(int Words, double? Share);

/// <summary>What a recipe's maximum length does to the different reviews.</summary>
/// <param name="MaxLength">Tokens that are kept of a review.</param>
/// <param name="Reviews">Reviews that are longer and would be cut.</param>
/// <param name="Share">Of the reviews, in [0, 1].</param>
/// <param name="TokenShare">The share of all tokens that would be cut off, in [0, 1]; null where there are no tokens.</param>
public sealed record LengthLimit(int MaxLength, int Reviews, double Share, double? TokenShare)
{
    private static readonly int[] s_limits = [100, 200, 400];

    /// <summary>What each limit does.</summary>
    /// <param name="tokens">Tokens of each review, at least one review.</param>
    internal static IReadOnlyList<LengthLimit> Of(int[] tokens)
    {
        long total = tokens.Sum(count => (long)count);
        return [.. s_limits.Select(limit =>
        {
            int cut = tokens.Count(count => count > limit);
            long lost = tokens.Sum(count => Math.Max(0L, count - limit));
            return new LengthLimit(limit, cut, (double)cut / tokens.Length, total == 0 ? null : (double)lost / total);
        })];
    }
}
