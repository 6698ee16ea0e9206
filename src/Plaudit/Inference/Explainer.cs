using Plaudit.Baselines;
using Plaudit.Models;
using Plaudit.Text;

namespace Plaudit.Inference;

/// <summary>Explains an answer by leaving out each word in turn (occlusion; Li, Monroe and Jurafsky 2016, "Understanding neural networks through erasure").</summary>
internal static class Explainer
{
    private const int CopiesAtOnce = 1024;
    private const int CharactersAtOnce = 1 << 22;

    public static Explanation Explain(IReviewClassifier model, string review, ExplanationOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<TextToken> tokens = EncoderOf(model).Locate(review);
        int[] read = [.. Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Place is not null)];
        int[] tried = read.Length > options.MaxWords ? read[..options.MaxWords] : read;
        ReviewScore whole = model.Score([review], 1, cancellation)[0];

        double?[] contributions = new double?[tokens.Count];
        for (int i = 0; i < tokens.Count; i++)
            contributions[i] = tokens[i].Place is null ? 0 : null;
        // Of a long review few copies at a time: their scores do not depend on who else is in the batch.
        foreach (int[] some in tried.Chunk(Math.Clamp(CharactersAtOnce / review.Length, 1, CopiesAtOnce)))
        {
            // A space in the word's place: what stood around it must not become one word.
            string[] copies = [.. some.Select(i => string.Concat(review.AsSpan(0, tokens[i].Start), " ", review.AsSpan(tokens[i].Start + tokens[i].Length)))];
            IReadOnlyList<ReviewScore> scores = model.Score(copies, options.Threads, cancellation);
            for (int i = 0; i < some.Length; i++)
                contributions[some[i]] = (double)whole.Score - scores[i].Score;
        }

        return new Explanation(
            Prediction.From(whole),
            [.. tokens.Select((token, i) => new WordContribution(
                review.Substring(token.Start, token.Length), token.Start, token.Length, token.Known, token.Place is not null, contributions[i]))],
            tried.Length == read.Length);
    }

    private static TextEncoder EncoderOf(IReviewClassifier model) => model switch
    {
        SentimentModel network => network.Encoder,
        BaselineModel baseline => baseline.Encoder,
        _ => throw new PlauditException($"{model.GetType().Name} is a classifier of its own kind: how it reads words is not known, so its answers cannot be explained"),
    };
}
