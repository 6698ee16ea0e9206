using System.Diagnostics.CodeAnalysis;
using Plaudit.Models;

namespace Plaudit.Inference;

/// <summary>
/// Tells whether reviews are positive or negative. Immutable and thread-safe: load one and use it everywhere.
/// </summary>
/// <example><code>Prediction answer = SentimentPredictor.Default.Predict("A wonderful film.");</code></example>
public sealed class SentimentPredictor
{
    private const string NothingToRead = "there is nothing to read: expected at least one word";

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
    /// How recurrent weights are held. <see cref="WeightPrecision.EightBit"/> moves probabilities by some thousandths and answers a single review
    /// two to three times as fast on a CPU with AvxVnni; elsewhere the same sums take more instructions. Models that are not networks ignore it.
    /// </param>
    /// <exception cref="PlauditException">There is none, it is damaged, or it was written by a newer Plaudit.</exception>
    public static SentimentPredictor Load(string? path, WeightPrecision precision = WeightPrecision.Full)
    {
        IReviewClassifier model = ModelLoader.Load(path);
        if (precision == WeightPrecision.EightBit)
            model.UseEightBit();
        return new SentimentPredictor(model);
    }

    /// <summary>Predicts one review. For untrusted text use <see cref="TryPredict(string, out Prediction)"/>.</summary>
    /// <param name="review">The original text.</param>
    /// <exception cref="ArgumentException">The review is null or has no word.</exception>
    public Prediction Predict(string review)
    {
        ArgumentNullException.ThrowIfNull(review);
        return TryPredict(review, out Prediction? prediction) ? prediction : throw new ArgumentException(NothingToRead, nameof(review));
    }

    /// <summary>Predicts one review if it has a word.</summary>
    /// <param name="review">The original text; may be null.</param>
    /// <param name="prediction">The answer; null if this returns false.</param>
    /// <returns>False if the review is null or has no word: it is empty, or only spaces, tags, marks and symbols.</returns>
    /// <example><code>
    /// app.MapPost("/sentiment", (Comment comment) =>
    /// SentimentPredictor.Default.TryPredict(comment.Text, out Prediction? answer) ? Results.Ok(answer) : Results.BadRequest("There is nothing to
    /// read."));
    /// </code></example>
    public bool TryPredict(string? review, [NotNullWhen(true)] out Prediction? prediction)
    {
        prediction = TryPredict([review])[0];
        return prediction is not null;
    }

    /// <summary>Measures how much each word contributes to the answer, by leaving it out.</summary>
    /// <param name="review">The original text.</param>
    /// <param name="options">Limits on the work; null for the defaults.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="ArgumentException">The review holds no word, or an option is out of range.</exception>
    /// <exception cref="PlauditException">The model was not made by Plaudit.</exception>
    public Explanation Explain(string review, ExplanationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(review);
        return TryExplain(review, options, cancellation) ?? throw new ArgumentException(NothingToRead, nameof(review));
    }

    /// <summary>As <see cref="Explain"/>, but null where the review holds no word.</summary>
    internal Explanation? TryExplain(string review, ExplanationOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ExplanationOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxWords, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxListedWords, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Threads, nameof(options));
        return string.IsNullOrWhiteSpace(review) ? null : Explainer.Explain(Model, review, options, cancellation);
    }

    /// <summary>Predicts many reviews at once, several times as fast as one by one.</summary>
    /// <param name="reviews">The texts.</param>
    /// <param name="threads">How many threads may share the work, at least 1.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>One prediction per review, in order.</returns>
    /// <exception cref="ArgumentException">A review is null or holds no word.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<string> reviews, int threads = 1, CancellationToken cancellation = default) =>
        [.. TryPredict(reviews, threads, cancellation)
            .Select((prediction, i) => prediction ?? throw new ArgumentException($"review {i}: {NothingToRead}", nameof(reviews)))];

    /// <summary>Predicts many reviews at once, skipping those without a word.</summary>
    /// <param name="reviews">The texts; some may be null.</param>
    /// <param name="threads">How many threads may share the work, at least 1.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <returns>One prediction per review, in order; null if a review is null or has no word.</returns>
    public IReadOnlyList<Prediction?> TryPredict(IReadOnlyList<string?> reviews, int threads = 1, CancellationToken cancellation = default)
    {
        var predictions = new Prediction?[reviews.Count];
        int[] read = [.. Enumerable.Range(0, reviews.Count).Where(i => !string.IsNullOrWhiteSpace(reviews[i]))];
        IReadOnlyList<ReviewScore> scores = Model.Score([.. read.Select(i => reviews[i]!)], threads, cancellation);
        for (int i = 0; i < read.Length; i++)
            predictions[read[i]] = scores[i].Wordless ? null : Prediction.From(scores[i]);
        return predictions;
    }
}
