using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>A review's text with the words marked that had to do with a model's answer.</summary>
internal static class MarkedWords
{
    /// <summary>Each word costs a prediction, and of a long review only the beginning is shown.</summary>
    private const int MaxWords = 300;

    /// <summary>Every prediction reads the whole review: of one this long it would be slow. Characters.</summary>
    private const int MaxLength = 20_000;

    /// <summary>Below this share of the greatest contribution a word stays unmarked, as in <c>plaudit explain</c>.</summary>
    private const double Least = 0.15;

    /// <summary>Asks the model again without each word.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The review.</param>
    /// <param name="threads">Threads that may share the work.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>The text in pieces, cut where it is too long; weights are shares of the greatest contribution.</returns>
    public static IReadOnlyList<TextPiece> Of(IReviewClassifier model, string text, int threads, CancellationToken cancellation)
    {
        if (text.Length > MaxLength
            || new SentimentPredictor(model)
            .TryExplain(text, new ExplanationOptions { MaxWords = MaxWords, Threads = threads }, cancellation) is not { } explanation)
            return QuotedReview.Cut(text, []);
        // The name of a tag is a word to a model whose recipe does not clean: marked, it would no longer be seen as a line's end.
        WordContribution[] words =
            [.. explanation.Words.Where(word => word.Contribution is not null and not 0 && (word.Start == 0 || text[word.Start - 1] != '<'))];
        double greatest = words.Length == 0 ? 0 : words.Max(word => Math.Abs(word.Contribution!.Value));
        return QuotedReview.Cut(
            text, words.Where(word => Math.Abs(word.Contribution!.Value) >= Least * greatest)
            .Select(word => (word.Start, word.Length, word.Contribution!.Value / greatest)));
    }
}
