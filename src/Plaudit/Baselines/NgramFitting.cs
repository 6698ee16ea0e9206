using Plaudit.Data;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Baselines;

/// <summary>Fits the baselines that are linear models on n-grams.</summary>
internal sealed class NgramFitting
{
    private readonly Recipe _recipe;
    private readonly FittingOptions _options;
    private readonly IReadOnlyList<Review> _reviews;
    private readonly bool[] _positive;

    private NgramFitting(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions options)
    {
        _recipe = recipe;
        _options = options;
        _reviews = reviews;
        _positive = [.. reviews.Select(review => review.Label == Label.Positive)];
    }

    public static NgramModel Fit(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions options) =>
        new NgramFitting(recipe, reviews, options).Fit();

    /// <summary>The n-grams of a kind of baseline.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static NgramOptions NgramsOf(BaselineOptions? kind) => kind switch
    {
        NaiveBayesOptions bayes => bayes.Ngrams,
        TfidfLogisticOptions logistic => logistic.Ngrams,
        TfidfSvmOptions svm => svm.Ngrams,
        NaiveBayesLogisticOptions logistic => logistic.Ngrams,
        _ => throw new ArgumentException($"{kind} is not a baseline on n-grams", nameof(kind)),
    };

    private NgramModel Fit()
    {
        NgramOptions ngrams = NgramsOf(_recipe.Baseline);
        (TextEncoder encoder, int[][] words) = BaselineText.Fit(_recipe, _reviews, ngrams.MinimumReviews, _options);
        int wordCount = BaselineText.WordCount(encoder);
        var table = NgramTable.Build(words, wordCount, ngrams, _options);
        _options.Observer?.Counted(wordCount, table.Count + 1);
        var rows = FeatureRows.Build(table, words, counted: _recipe.Baseline is not NaiveBayesLogisticOptions, _options);
        return new NgramModel(_recipe, encoder, table, FitWeights(rows));
    }

    private NgramWeights FitWeights(FeatureRows rows)
    {
        switch (_recipe.Baseline)
        {
            case NaiveBayesOptions bayes:
                return NgramWeights.Of(NaiveBayes.Fit(rows, _positive, bayes.Smoothing));
            case TfidfLogisticOptions logistic:
                float[] idf = rows.WeighByIdf(_options);
                return NgramWeights.Of(SolveLogistic(rows, logistic.Solver), idf);
            case TfidfSvmOptions svm:
                float[] frequencies = rows.WeighByIdf(_options);
                PlattScaling calibration = Calibrate(rows, svm);
                return NgramWeights.Of(SolveSvm(rows, _positive, svm.Solver), frequencies, calibration);
            case NaiveBayesLogisticOptions logistic:
                float[] ratios = [.. NaiveBayes.LogRatio(rows, _positive, logistic.Smoothing).Select(ratio => (float)ratio)];
                return NgramWeights.Of(SolveLogistic(rows.Scale(ratios), logistic.Solver));
            default:
                throw new InvalidOperationException($"there is no rule to fit {_recipe.Kind}");
        }
    }

    /// <summary>
    /// Learns what margins mean from reviews that the margins' weights have not seen: whole films where films are known, so that shared names do
    /// not flatter them. The model itself is then fitted on all reviews; its margins are of the same size.
    /// </summary>
    private PlattScaling Calibrate(FeatureRows rows, TfidfSvmOptions svm)
    {
        Label[] labels = [.. _reviews.Select(review => review.Label!.Value)];
        long seed = _recipe.Training.Seed;
        Split split = _reviews.All(review => review.Film is not null)
            ? Splits.ByFilm([.. _reviews.Select(review => review.Film)], labels, svm.Calibration, seed)
            : Splits.Stratified(labels, svm.Calibration, seed);
        LinearFit fit = SolveSvm(rows.Choose(split.Train), [.. split.Train.Select(row => _positive[row])], svm.Solver);
        return PlattScaling.Fit(
            [.. split.Validation.Select(row => rows.Dot(row, fit.Weights) + fit.Bias)], [.. split.Validation.Select(row => _positive[row])]);
    }

    private LinearFit SolveLogistic(FeatureRows rows, SolverOptions solver) =>
        CoordinateDescent.Solve(rows, _positive, new LogisticLoss(solver.Cost, rows.Count), solver, _recipe.Training.Seed, _options);

    private LinearFit SolveSvm(FeatureRows rows, bool[] positive, SolverOptions solver) =>
        CoordinateDescent.Solve(rows, positive, new SquaredHingeLoss(solver.Cost), solver, _recipe.Training.Seed, _options);
}
