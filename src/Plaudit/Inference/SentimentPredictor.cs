using Plaudit.Models;

namespace Plaudit.Inference;

/// <summary>
/// Tells whether reviews are positive or negative. Immutable and thread-safe: load one and use it everywhere.
/// </summary>
/// <example><code>Prediction answer = SentimentPredictor.Default.Predict("A wonderful film.");</code></example>
public sealed class SentimentPredictor
{
    private static readonly Lazy<SentimentPredictor> s_default = new(() => Load(null));

    /// <summary>Predicts with a trained model of any kind.</summary>
    /// <param name="model">The model; it must not be trained any further.</param>
    public SentimentPredictor(IReviewClassifier model) => Model = model;

    /// <summary>The model that comes with Plaudit, for English reviews; loaded at first use, needs no file and no network.</summary>
    public static SentimentPredictor Default => s_default.Value;

    /// <summary>The model: its recipe, its figures.</summary>
    public IReviewClassifier Model { get; }

    /// <summary>Loads a model file.</summary>
    /// <param name="path">A .safetensors file, the folder of a finished run, or null for the bundled model.</param>
    /// <param name="precision">
    /// How recurrent weights are held. <see cref="WeightPrecision.EightBit"/> moves probabilities by some thousandths and answers a single review two to three
    /// times as fast on a CPU with AvxVnni; elsewhere the same sums take more instructions. Models that are not networks ignore it.
    /// </param>
    /// <exception cref="PlauditException">There is none, it is damaged, or it was written by a newer Plaudit.</exception>
    public static SentimentPredictor Load(string? path, WeightPrecision precision = WeightPrecision.Full)
    {
        IReviewClassifier model = ModelLoader.Load(path);
        if (precision == WeightPrecision.EightBit && model is SentimentModel network)
            network.UseInt8();
        return new SentimentPredictor(model);
    }

    /// <summary>Predicts one review.</summary>
    /// <param name="review">The text as a person wrote it.</param>
    /// <exception cref="ArgumentException">The review is empty or blank.</exception>
    public Prediction Predict(string review)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(review);
        return Prediction.From(Model.Score([review])[0]);
    }

    /// <summary>Tells how much each word has to do with the answer, by leaving it out.</summary>
    /// <param name="review">The text as a person wrote it.</param>
    /// <param name="options">How much work it may be; null for the defaults.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="ArgumentException">The review is empty or blank, or an option is out of range.</exception>
    /// <exception cref="PlauditException">The model is a classifier of another library.</exception>
    public Explanation Explain(string review, ExplanationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(review);
        options ??= new ExplanationOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxWords, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxListedWords, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Threads, nameof(options));
        return Explainer.Explain(Model, review, options, cancellation);
    }

    /// <summary>Predicts many reviews at once, several times as fast as one by one.</summary>
    /// <param name="reviews">The texts.</param>
    /// <param name="threads">How many threads may share the work, at least 1.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>One prediction a review, in their order.</returns>
    /// <exception cref="ArgumentException">A review is empty or blank.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<string> reviews, int threads = 1, CancellationToken cancellation = default)
    {
        for (int i = 0; i < reviews.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(reviews[i]))
                throw new ArgumentException($"review {i} is empty", nameof(reviews));
        }

        return [.. Model.Score(reviews, threads, cancellation).Select(Prediction.From)];
    }
}
