using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Baselines;

/// <summary>A trained model without a network. Immutable but for its figures, and thread-safe.</summary>
public abstract class BaselineModel : IReviewClassifier
{
    private protected BaselineModel(Recipe recipe, TextEncoder encoder)
    {
        Recipe = recipe;
        Encoder = encoder;
    }

    /// <inheritdoc/>
    public Recipe Recipe { get; }

    /// <inheritdoc/>
    public abstract long ParameterCount { get; }

    /// <inheritdoc/>
    public string? Metrics { get; internal set; }

    SeenReviews? IReviewClassifier.Seen => Seen;

    /// <inheritdoc cref="IReviewClassifier.Seen"/>
    internal SeenReviews? Seen { get; set; }

    TextEncoder? IReviewClassifier.Encoder => Encoder;

    /// <summary>How texts become words, the same in training and prediction.</summary>
    internal TextEncoder Encoder { get; }

    /// <summary>The weights as a model file holds them.</summary>
    internal abstract IReadOnlyList<TensorToWrite> Tensors { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ReviewScore> Score(IReadOnlyList<string> reviews, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var scores = new ReviewScore[reviews.Count];
        // Each review by itself: how they are shared out cannot change a number.
        Parallel.For(0, reviews.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
            scores[i] = Score(reviews[i]));
        return scores;
    }

    /// <inheritdoc/>
    public void Save(string path) => ModelFile.Save(path, this, Encoder.Vocabulary, Tensors);

    /// <summary>Scores one review.</summary>
    internal abstract ReviewScore Score(string review);

    /// <summary>From a logit to the probability of positive.</summary>
    private protected static float Sigmoid(double logit) => (float)(1 / (1 + Math.Exp(-logit)));
}
