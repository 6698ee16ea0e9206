namespace Plaudit.Inference;

/// <summary>What the words of a review have to do with its answer.</summary>
/// <param name="Prediction">The answer for the whole review.</param>
/// <param name="Words">
/// Every word as the model's tokenizer finds it, in order. Only separators and what cleaning removes are between two words. Of more words than
/// <see cref="ExplanationOptions.MaxListedWords"/>, as many from the first that the model reads; <see cref="Prediction.Tokens"/> counts them all.
/// </param>
/// <param name="Complete">
/// Whether every word that the model reads has a contribution. In a long review only the first <see cref="ExplanationOptions.MaxWords"/>
/// of them have, and fewer where a model without a maximum length reads a text so long that all copies together would exceed 8 million characters.
/// </param>
public sealed record Explanation(Prediction Prediction, IReadOnlyList<WordContribution> Words, bool Complete);

/// <summary>A word of a review and what it does to the answer.</summary>
/// <param name="Word">The word as the review has it.</param>
/// <param name="Start">Its first UTF-16 unit in the review.</param>
/// <param name="Length">How many UTF-16 units it spans.</param>
/// <param name="Known">Whether the model knows the word.</param>
/// <param name="Read">
/// Whether the model reads the word at all: not where it is unknown and dropped, or cut off because the review is too long.
/// </param>
/// <param name="Contribution">
/// The review's score less its score without the word and with no word beyond the maximum length let in, in [-1, 1]: above 0 where the word speaks
/// for positive. 0 for a word that is not read; null for one beyond <see cref="ExplanationOptions.MaxWords"/>.
/// </param>
public sealed record WordContribution(string Word, int Start, int Length, bool Known, bool Read, double? Contribution);

/// <summary>How much work an explanation may be.</summary>
public sealed record ExplanationOptions
{
    /// <summary>How many of the words that the model reads are left out in turn, from the first on; at least 1. Each costs a prediction.</summary>
    public int MaxWords { get; init; } = 1000;

    /// <summary>How many words the answer may list, at least 1; all by default.</summary>
    public int MaxListedWords { get; init; } = int.MaxValue;

    /// <summary>How many threads may share the work, at least 1.</summary>
    public int Threads { get; init; } = 1;
}
