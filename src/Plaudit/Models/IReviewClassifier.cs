using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Models;

/// <summary>What a trained model of any kind can do, network or not.</summary>
public interface IReviewClassifier
{
    /// <summary>What it was made from.</summary>
    Recipe Recipe { get; }

    /// <summary>The number of weights.</summary>
    long ParameterCount { get; }

    /// <summary>Figures measured when it was trained, as JSON; null where none were.</summary>
    string? Metrics { get; }

    /// <summary>Which reviews it has seen; null where it does not know.</summary>
    internal SeenReviews? Seen => null;

    /// <summary>How it reads texts; null of a classifier of another library.</summary>
    internal TextEncoder? Encoder => null;

    /// <summary>Its layers; null of a model that has none.</summary>
    internal ModelSummary? Summary => null;

    /// <summary>Predicts with recurrent weights in bytes from now on, where it has any.</summary>
    internal void UseEightBit()
    {
    }

    /// <summary>Drops scratch memory that is kept for the next call.</summary>
    internal void ReleaseScratch()
    {
    }

    /// <summary>Scores reviews. Safe to call from many threads at a time.</summary>
    /// <param name="reviews">The original texts.</param>
    /// <param name="threads">How many threads may share the work, at least 1.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>One score per review, in order; at one register width the same for any number of threads.</returns>
    IReadOnlyList<ReviewScore> Score(IReadOnlyList<string> reviews, int threads = 1, CancellationToken cancellation = default);

    /// <summary>Writes the model file, atomically: the same model gives the same bytes.</summary>
    /// <exception cref="PlauditException">The file cannot be written.</exception>
    void Save(string path);
}

/// <summary>A classifier's answer for one review.</summary>
/// <param name="Score">The probability of positive, in [0, 1].</param>
/// <param name="Tokens">Tokens found in the text.</param>
/// <param name="UnknownTokens">Those the model does not know.</param>
/// <param name="Truncated">Whether the text was too long and cut.</param>
public readonly record struct ReviewScore(float Score, int Tokens, int UnknownTokens, bool Truncated)
{
    /// <summary>Whether the text has no word, so that there is nothing to answer: no token, or none with a letter or a digit.</summary>
    public bool Wordless { get; init; }
}
