using System.Text;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Tests.Evaluation;

public class EvaluatedReviewsTests
{
    private static readonly Review[] s_reviews =
        [.. ReviewData.Open("sample").Test.Take(150)];

    [Fact]
    public void Curve_figures_scores_and_labels_are_those_of_the_answers()
    {
        IReviewClassifier model = ModelLoader.Load("bundled");
        var evaluated = EvaluatedReviews.Of(model, s_reviews, threads: 2, TestContext.Current.CancellationToken);
        IReadOnlyList<ReviewScore> answers = model.Score([.. s_reviews.Select(review => review.Text)], 1, TestContext.Current.CancellationToken);
        Assert.Equal(answers, evaluated.Answers);
        Assert.Equal(answers.Select(answer => answer.Score), evaluated.Scores);
        Assert.Equal(s_reviews.Select(review => review.Label!.Value), evaluated.Labels);
        Assert.Equal(EvaluationResult.Evaluate(evaluated.Labels, evaluated.Scores),
            evaluated.Result with { Seconds = null, SeenInTraining = null, SeenInValidation = null });
        Assert.Equal(evaluated.Result.RocAuc, evaluated.Roc.Auc);
        Assert.True(evaluated.Result.Seconds > 0);
        Assert.Equal(0, evaluated.Result.SeenInTraining);
    }

    [Fact]
    public void Reviews_that_training_has_encoded_are_answered_as_their_texts_are()
    {
        var model = (SentimentModel)ModelLoader.Load("bundled");
        var encoded = new EncodedReviews(model.Encoder, s_reviews, threads: 1);
        Assert.Equal(
            EvaluatedReviews.Of(model, s_reviews, threads: 1, TestContext.Current.CancellationToken).Answers,
            EvaluatedReviews.Of(s_reviews, () => model.Score(encoded.Texts, 1, TestContext.Current.CancellationToken), seen: null).Answers);
    }

    [Fact]
    public void A_review_without_a_label_is_named_before_any_is_scored()
    {
        Review[] reviews = [s_reviews[0], s_reviews[1] with { Label = null, Source = "reviews.csv:3" }];
        PlauditException refused = Assert.Throws<PlauditException>(
            () => EvaluatedReviews.Of(reviews, () => throw new InvalidOperationException("scored"), seen: null));
        Assert.StartsWith("reviews.csv:3: the review has no label", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.49999997f)]
    [InlineData(0.5f)]
    [InlineData(0.50000006f)]
    public void The_same_score_makes_a_review_positive_everywhere(float score)
    {
        Label expected = score > 0.5f ? Label.Positive : Label.Negative;
        Assert.Equal(expected, Prediction.From(new ReviewScore(score, 1, 0, Truncated: false)).Label);
        Assert.Equal(expected == Label.Positive ? 1 : 0, ConfusionMatrix.Compute([Label.Positive], [score]).TruePositive);
        using var file = new MemoryStream();
        PredictionsCsv.Write(file, EvaluatedReviews.Of([s_reviews[0]], [score]));
        Assert.StartsWith($"0,{(int)expected},", Encoding.UTF8.GetString(file.ToArray()).Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal(expected == Label.Positive ? 1 : 0, McNemar.Compare([Label.Positive], [score], [0f]).FirstOnly);
    }
}
