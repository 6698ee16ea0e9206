namespace Plaudit.Inference;

/// <summary>The answer for one review.</summary>
/// <param name="Label">The predicted label; positive if <paramref name="Score"/> is above 0.5. A word in JSON.</param>
/// <param name="Probability">The probability of <paramref name="Label"/>, in [0.5, 1].</param>
/// <param name="Score">The probability of <em>positive</em>, in [0, 1].</param>
/// <param name="Tokens">Tokens found in the text.</param>
/// <param name="UnknownTokens">Those among them that the model does not know; many of them make the answer a guess.</param>
/// <param name="Truncated">Whether the text was longer than the model reads and was cut.</param>
public sealed record Prediction(Label Label, double Probability, double Score, int Tokens, int UnknownTokens, bool Truncated)
{
    // The page has the same share (verdict.js).
    private const double ManyUnknown = 0.25;

    /// <summary>Whether so many tokens are unknown that the answer means little.</summary>
    internal bool KnowsFewWords => UnknownTokens > ManyUnknown * Tokens;

    internal static Prediction From(Models.ReviewScore answer)
    {
        double score = answer.Score;
        Label label = Decision.Of(score);
        return new Prediction(label, label == Label.Positive ? score : 1 - score, score, answer.Tokens, answer.UnknownTokens, answer.Truncated);
    }
}
