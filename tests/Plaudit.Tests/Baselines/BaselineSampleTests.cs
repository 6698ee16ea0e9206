using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Tests.Baselines;

public class BaselineSampleTests
{
    // Measured: 0.833, 0.825, 0.825, 0.825, 0.817, and areas of 0.89 to 0.92; five of the 120 reviews are kept as a margin.
    [Theory]
    [InlineData("lexicon")]
    [InlineData("naive-bayes")]
    [InlineData("tfidf-logistic")]
    [InlineData("tfidf-svm")]
    [InlineData("nb-logistic")]
    public void Each_baseline_learns_the_sample(string recipe)
    {
        EvaluationResult result = Evaluate(BaselineRig.OnSample(recipe));
        Assert.True(result.Accuracy >= 0.775, $"accuracy {result.Accuracy}");
        Assert.True(result.RocAuc >= 0.87, $"area under the curve {result.RocAuc}");
        Assert.True(result.LogLoss < (recipe == "naive-bayes" ? 0.7 : 0.5), $"log loss {result.LogLoss}");
    }

    [Theory]
    [InlineData("lexicon")]
    [InlineData("naive-bayes")]
    [InlineData("tfidf-logistic")]
    [InlineData("tfidf-svm")]
    [InlineData("nb-logistic")]
    public void The_number_of_threads_changes_neither_the_weights_nor_the_scores(string recipe)
    {
        Recipe read = Recipe.Open(recipe);
        BaselineModel one = BaselineRig.Fit(read, BaselineRig.Sample.Train);
        BaselineModel three = BaselineRig.Fit(read, BaselineRig.Sample.Train, new FittingOptions { Threads = 3 });
        string[] texts = BaselineRig.Texts(BaselineRig.Sample.Test);
        Assert.Equal(one.Answers(texts, threads: 1), three.Answers(texts, threads: 3));
        Assert.Equal(one.Answers(texts), texts.Select(text => Assert.Single(one.Answers([text]))));
    }

    [Fact]
    public void Many_callers_at_once_get_what_one_gets()
    {
        BaselineModel model = BaselineRig.OnSample("nb-logistic");
        string[] texts = BaselineRig.Texts(BaselineRig.Sample.Test);
        IReadOnlyList<ReviewScore> expected = model.Answers(texts);
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, model.Answers(texts, threads: 2)));
    }

    [Theory]
    [InlineData("naive-bayes")]
    [InlineData("tfidf-logistic")]
    [InlineData("tfidf-svm")]
    [InlineData("nb-logistic")]
    public void Unknown_words_are_counted_and_blank_texts_scored(string recipe)
    {
        BaselineModel model = BaselineRig.OnSample(recipe);
        IReadOnlyList<ReviewScore> answers = model.Answers(["", "zzyzx qwrt", "a film film zzyzx the"]);
        Assert.All(answers, answer => Assert.InRange(answer.Score, 0, 1));
        Assert.All(answers, answer => Assert.False(answer.Truncated));
        Assert.Equal((0, 0), (answers[0].Tokens, answers[0].UnknownTokens));
        Assert.Equal((2, 2), (answers[1].Tokens, answers[1].UnknownTokens));
        Assert.Equal(1, answers[2].UnknownTokens);
        Assert.Equal(answers[0].Score, answers[1].Score);
    }

    [Fact]
    public void An_ngram_does_not_reach_over_an_unknown_word()
    {
        BaselineModel model = BaselineRig.Fit(
            BaselineRig.RecipeOf("nb-logistic", """{ "ngrams": 2, "minimumReviews": 1 }"""),
            BaselineRig.Reviews([("good film", true), ("film good", false), ("good", false), ("film", true)]));
        float together = Assert.Single(model.Answers(["good film"])).Score;
        float apart = Assert.Single(model.Answers(["good zebra film"])).Score;
        float reversed = Assert.Single(model.Answers(["film good"])).Score;
        Assert.True(reversed < apart && apart < together, $"{reversed}, {apart}, {together}");
    }

    [Fact]
    public void Data_that_cannot_be_learned_from_is_refused()
    {
        Recipe recipe = BaselineRig.RecipeOf("naive-bayes");
        Review[] alike = BaselineRig.Reviews([("good film", true), ("great film", true)]);
        Assert.Contains("both labels", Assert.Throws<PlauditException>(() => BaselineRig.Fit(recipe, alike)).Message);
        Review[] different = BaselineRig.Reviews([("good", true), ("bad", false)]);
        Assert.Contains("baseline.minimumReviews", Assert.Throws<PlauditException>(() => BaselineRig.Fit(recipe, different)).Message);
        Review[] wordless = BaselineRig.Reviews([("!", true), ("?", false)]);
        Assert.Contains("found none", Assert.Throws<PlauditException>(() => BaselineRig.Fit(recipe, wordless)).Message);
    }

    private static EvaluationResult Evaluate(BaselineModel model) => EvaluationResult.Evaluate(
        [.. BaselineRig.Sample.Test.Select(review => review.Label!.Value)],
        [.. model.Answers(BaselineRig.Texts(BaselineRig.Sample.Test)).Select(answer => answer.Score)]);
}
