using Plaudit.Data;

namespace Plaudit.Evaluation;

/// <summary>
/// Several models on the same labelled reviews: the metrics of each, whether the differences are real, and where the models disagree.
/// </summary>
/// <example><code>
/// ComparedModel[] models = [ComparedModel.Score("mine", mine, reviews), ComparedModel.Score("theirs", theirs, reviews)];
/// ModelPair pair = ModelComparison.Of("reviews.csv", reviews, models).Pairs[0];
/// Console.WriteLine($"p = {pair.Test.PValue:F4}, {pair.AccuracyDifference.Low:F4} to {pair.AccuracyDifference.High:F4}");
/// </code></example>
public sealed record ModelComparison
{
    private ModelComparison(string data, IReadOnlyList<Review> reviews)
    {
        Data = data;
        Reviews = reviews;
    }

    /// <summary>What the reviews are called.</summary>
    public string Data { get; }

    /// <summary>(N) the labelled reviews.</summary>
    public IReadOnlyList<Review> Reviews { get; }

    /// <summary>(M) the models, in the order they were given.</summary>
    public required IReadOnlyList<ComparedModel> Models { get; init; }

    /// <summary>(M (M - 1) / 2) each model with each that comes after it; none of a single model.</summary>
    public required IReadOnlyList<ModelPair> Pairs { get; init; }

    /// <summary>The reviews that the models label differently, the widest gap between two scores first.</summary>
    public required IReadOnlyList<Disagreement> Disagreements { get; init; }

    /// <summary>Compares models that were measured on the same reviews.</summary>
    /// <param name="data">What the reviews are called.</param>
    /// <param name="reviews">(N) the labelled reviews.</param>
    /// <param name="models">(M) the models, each under a name of its own.</param>
    /// <param name="bootstrap">How intervals are made; null for the defaults.</param>
    /// <param name="threads">How many threads may share the work, at least 1; the result does not depend on it.</param>
    /// <param name="cancellation">Stops early.</param>
    /// <exception cref="PlauditException">
    /// There are no models or reviews, two models share a name, one was measured on other reviews, or an option is out of range.
    /// </exception>
    public static ModelComparison Of(
        string data,
        IReadOnlyList<Review> reviews,
        IReadOnlyList<ComparedModel> models,
        BootstrapOptions? bootstrap = null,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        bootstrap ??= new BootstrapOptions();
        bootstrap.Check();
        Label[] labels = EvaluatedReviews.LabelsOf(reviews);
        Check(labels, models);
        (ComparedModel First, ComparedModel Second)[] pairs =
            [.. models.SelectMany((first, i) => models.Skip(i + 1).Select(second => (first, second)))];
        var results = new ModelPair[pairs.Length];
        Parallel.For(0, pairs.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, i =>
        {
            (ComparedModel first, ComparedModel second) = pairs[i];
            McNemar test = McNemar.Compare(labels, [.. first.Scores], [.. second.Scores]);
            results[i] = new ModelPair(
                first.Name, second.Name, test, BootstrapInterval.OfAccuracyDifference(test, labels.Length, bootstrap, cancellation));
        });
        return new ModelComparison(data, reviews) { Models = models, Pairs = results, Disagreements = Disagreement.Find(reviews, models) };
    }

    /// <summary>The comparison as an indented JSON document with a final line feed, as docs/evaluation.md describes it.</summary>
    /// <param name="disagreements">How many of the reviews that the models disagree on it holds, at least 0.</param>
    public string ToJson(int disagreements = 10) => ComparisonJson.Write(this, disagreements);

    /// <summary>
    /// Writes every prediction of every model, one row per review: <c>index,label</c>, for each model
    /// <c>NAME_predicted_label,NAME_predicted_probability</c> (the probability of <em>positive</em>), <c>source</c>, and the columns of the
    /// reviews' own file or else their <c>text</c>. UTF-8 without a byte order mark, lines ending with a line feed.
    /// </summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void WritePredictions(Stream stream) => PredictionsCsv.Write(stream, this);

    private static void Check(Label[] labels, IReadOnlyList<ComparedModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0)
            throw new PlauditException("there are no models to compare; expected at least one");
        if (models.GroupBy(model => model.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new PlauditException($"{twice.Count()} of the models to compare are called {twice.Key}; expected a name of its own for each");
        ConfusionMatrix Expected(ComparedModel model) => ConfusionMatrix.Compute(labels, ScoreCheck.ToDouble([.. model.Scores]));
        foreach (ComparedModel model in models)
        {
            if (model.Scores.Count != labels.Length || Expected(model) != model.Metrics.Confusion)
            {
                throw new PlauditException(
                    $"{model.Name} was measured on other reviews than these {labels.Length:N0}; expected every model to be measured on the reviews "
                        + "that they are compared on");
            }
        }
    }
}
