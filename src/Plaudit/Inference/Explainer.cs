using Plaudit.Baselines;
using Plaudit.Models;
using Plaudit.Text;

namespace Plaudit.Inference;

/// <summary>Explains an answer by leaving out each word in turn (occlusion; Li, Monroe and Jurafsky 2016, "Understanding neural networks through erasure").</summary>
internal static class Explainer
{
    public static Explanation Explain(IReviewClassifier model, string review, ExplanationOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<TextToken> tokens = EncoderOf(model).Locate(review);
        int[] read = [.. Enumerable.Range(0, tokens.Count).Where(i => tokens[i].Place is not null)];
        int[] tried = read.Length > options.MaxWords ? read[..options.MaxWords] : read;
        // A space in the word's place: what stood around it must not become one word.
        string[] variants = [review, .. tried.Select(i => string.Concat(review.AsSpan(0, tokens[i].Start), " ", review.AsSpan(tokens[i].Start + tokens[i].Length)))];
        IReadOnlyList<ReviewScore> scores = model.Score(variants, options.Threads, cancellation);

        double?[] contributions = new double?[tokens.Count];
        for (int i = 0; i < tokens.Count; i++)
            contributions[i] = tokens[i].Place is null ? 0 : null;
        for (int i = 0; i < tried.Length; i++)
            contributions[tried[i]] = (double)scores[0].Score - scores[i + 1].Score;
        return new Explanation(
            Prediction.From(scores[0]),
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
