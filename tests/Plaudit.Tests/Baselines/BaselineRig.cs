using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Kinds;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Tests.Baselines;

/// <summary>Recipes and reviews for baselines, made in a line.</summary>
internal static class BaselineRig
{
    private const string Sklearn = """{ "tokenizer": "scikit-learn" }""";

    public static readonly string[] RecipeNames = ["lexicon", "naive-bayes", "nb-logistic", "tfidf-logistic", "tfidf-svm"];

    public static Recipe RecipeOf(string model, string options = "{}", string text = Sklearn) =>
        Recipe.Parse($$"""{ "name": "test", "model": "{{model}}", "text": {{text}}, "baseline": {{options}} }""", "test");

    public static Review[] Reviews(IEnumerable<(string Text, bool Positive)> reviews) =>
        [.. reviews.Select((review, i) => new Review(review.Text, review.Positive ? Label.Positive : Label.Negative, null, $"test:{i}"))];

    public static ReviewSet Sample { get; } = ReviewData.Open("sample");

    /// <summary>Fits a baseline.</summary>
    public static BaselineModel Fit(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions? options = null) =>
        ((BaselineKind)ModelKinds.Of(recipe)).Fit(recipe, reviews, options ?? new FittingOptions());

    /// <summary>A built-in recipe fitted on the sample's train half.</summary>
    public static BaselineModel OnSample(string recipe, params string[] overrides) => Fit(Recipe.Open(recipe, overrides), Sample.Train);

    public static string[] Texts(IEnumerable<Review> reviews) => [.. reviews.Select(review => review.Text)];

    /// <summary>Scores reviews so that a cancelled test run stops.</summary>
    public static IReadOnlyList<ReviewScore> Answers(this IReviewClassifier model, IReadOnlyList<string> texts, int threads = 1) =>
        model.Score(texts, threads, TestContext.Current.CancellationToken);

    public static FeatureRows Rows(int[][] reviews, int words, bool counted) => FeatureRows.Build(
        NgramTable.Build(reviews, words, new NgramOptions(1, 1), new FittingOptions()), reviews, counted, new FittingOptions());
}
