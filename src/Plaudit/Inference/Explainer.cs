using Plaudit.Models;
using Plaudit.Text;

namespace Plaudit.Inference;

/// <summary>
/// Explains an answer by leaving out each word in turn (occlusion; Li, Monroe and Jurafsky 2016, "Understanding neural networks through erasure").
/// </summary>
internal static class Explainer
{
    private const int CopiesAtOnce = 1024;
    private const int CharactersAtOnce = 1 << 22;

    // Reached only by models without a maximum length: 8 million characters take them about a second.
    private const int CharactersInAll = 1 << 23;

    /// <summary>Explains an answer; null where the review holds no word.</summary>
    public static Explanation? Explain(IReviewClassifier model, string review, ExplanationOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<TextToken> tokens = EncoderOf(model).Locate(review);
        int[] read = [.. Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Read)];
        ReviewScore whole = model.Score([review], 1, cancellation)[0];
        if (whole.Wordless)
            return null;
        // Only the part that the model reads: leaving out a word lets no further word in, and a long review costs no more.
        int start = read.Length == 0 ? 0 : tokens[read[0]].Start;
        string window = read.Length == 0 ? "" : review[start..(tokens[read[^1]].Start + tokens[read[^1]].Length)];
        int[] tried = read[..Math.Min(read.Length, Math.Min(options.MaxWords, Math.Max(1, CharactersInAll / Math.Max(1, window.Length))))];

        double?[] contributions = new double?[tokens.Count];
        for (int i = 0; i < tokens.Count; i++)
            contributions[i] = tokens[i].Read ? null : 0;
        // Of a long window few copies at a time: their scores do not depend on who else is in the batch.
        foreach (int[] some in tried.Chunk(Math.Clamp(CharactersAtOnce / Math.Max(1, window.Length), 1, CopiesAtOnce)))
        {
            // A space in the word's place: what stood around it must not become one word.
            string[] copies = [.. some.Select(i => Without(window, tokens[i].Start - start, tokens[i].Length))];
            IReadOnlyList<ReviewScore> scores = model.Score(copies, options.Threads, cancellation);
            for (int i = 0; i < some.Length; i++)
                contributions[some[i]] = (double)whole.Score - scores[i].Score;
        }

        // Of more words than may be listed those from the first that is read on: the others have nothing to say.
        int listed = Math.Min(tokens.Count, options.MaxListedWords);
        int first = Math.Min(read.Length == 0 ? 0 : read[0], tokens.Count - listed);
        return new Explanation(
            Prediction.From(whole),
            [.. Enumerable.Range(first, listed).Select(i => new WordContribution(
                review.Substring(tokens[i].Start, tokens[i].Length), tokens[i].Start, tokens[i].Length, tokens[i].Known, tokens[i].Read,
                contributions[i]))],
            tried.Length == read.Length);
    }

    private static string Without(string text, int start, int length) => string.Concat(text.AsSpan(0, start), " ", text.AsSpan(start + length));

    private static TextEncoder EncoderOf(IReviewClassifier model) => model.Encoder ?? throw new PlauditException(
        $"{model.GetType().Name} is a classifier of its own kind: how it reads words is not known, so its answers cannot be explained");
}
