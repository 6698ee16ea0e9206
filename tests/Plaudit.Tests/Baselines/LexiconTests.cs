using FsCheck;
using FsCheck.Fluent;
using Plaudit.Baselines;
using Plaudit.Models;

namespace Plaudit.Tests.Baselines;

public class LexiconTests
{
    private static readonly BaselineModel s_model = BaselineRig.OnSample("lexicon");

    [Theory]
    [InlineData("not good", "good")]
    [InlineData("This is not a good film.", "This is a good film.")]
    [InlineData("It isn't funny.", "It is funny.")]
    [InlineData("It isn\u2019t funny.", "It is funny.")]
    [InlineData("It isnt funny.", "It is funny.")]
    [InlineData("hardly a masterpiece", "a masterpiece")]
    [InlineData("I can't recommend it.", "I recommend it.")]
    [InlineData("without charm", "charm")]
    [InlineData("not very good", "very good")]
    public void A_negation_turns_praise_into_blame(string negated, string plain)
    {
        Assert.True(Score(plain) > 0.5, $"{plain}: {Score(plain)}");
        Assert.True(Score(negated) < 0.5, $"{negated}: {Score(negated)}");
    }

    [Theory]
    [InlineData("never boring", "boring")]
    [InlineData("It is not bad.", "It is bad.")]
    [InlineData("There was no dull moment.", "There was a dull moment.")]
    [InlineData("It doesn't waste time.", "It wastes and wasted time.")]
    public void A_negation_turns_blame_into_something_better(string negated, string plain)
    {
        Assert.True(Score(plain) < 0.5, $"{plain}: {Score(plain)}");
        Assert.True(Score(negated) > 0.5, $"{negated}: {Score(negated)}");
    }

    [Theory]
    [InlineData("Not that I know him. Good film.")]
    [InlineData("I did not know him, but good!")]
    [InlineData("Never mind the silly old hat that is in the first scene: good film")]
    public void A_negation_ends_with_its_clause_or_its_reach(string text) =>
        Assert.True(Score(text) >= Score("silly good"), $"{text}: {Score(text)}");

    [Fact]
    public void The_reach_is_the_recipes()
    {
        const string text = "not one of the good";
        Assert.True(Score(text, BaselineRig.OnSample("lexicon", "baseline.negationReach=4")) < 0.5);
        Assert.True(Score(text, BaselineRig.OnSample("lexicon", "baseline.negationReach=3")) > 0.5);
    }

    [Fact]
    public void Strong_words_and_strengthened_words_count_more()
    {
        string[] rising = ["awful", "very bad", "bad", "somewhat bad", "table", "good", "very good", "superb", "absolutely superb"];
        double[] scores = [.. rising.Select(text => Score(text))];
        Assert.Equal(scores.Order(), scores);
        Assert.Equal(scores.Length, scores.Distinct().Count());
    }

    [Fact]
    public void Two_negations_give_praise_back() => Assert.True(Score("It is not without charm.") > 0.5);

    [Fact]
    public void Words_it_does_not_know_say_nothing_and_are_counted() =>
        Prop.ForAll(Gen.Elements("zebra", "table", "quark", "good", "film").ListOf().ToArbitrary(), words =>
        {
            ReviewScore answer = Assert.Single(s_model.Answers([string.Join(' ', words)]));
            Assert.Equal(words.Count, answer.Tokens);
            Assert.Equal(words.Count(word => word != "good"), answer.UnknownTokens);
            Assert.False(answer.Truncated);
            int good = words.Count - answer.UnknownTokens;
            // n words of valence v come to v x sqrt(n).
            Assert.Equal(Logit("") + (Math.Sqrt(good) * (Logit("good") - Logit(""))), Math.Log(answer.Score / (1.0 - answer.Score)), 1e-4);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_word_of_the_list_is_one_token_so_that_it_can_be_found()
    {
        foreach (LexiconEntry entry in LexiconWords.All)
        {
            ReviewScore answer = Assert.Single(s_model.Answers([entry.Word]));
            Assert.True(answer is { Tokens: 1, UnknownTokens: 0 }, $"{entry.Word}: {answer}");
        }
    }

    [Fact]
    public void Every_word_does_one_thing() => Assert.All(
        LexiconWords.All,
        entry => Assert.Equal(1, new[] { entry.Valence != 0, entry.Negation != 0, entry.Intensity != 0, entry.EndsClause }.Count(role => role)));

    private static double Logit(string text) => Math.Log(Score(text) / (1 - Score(text)));

    private static double Score(string text, BaselineModel? model = null) => Assert.Single((model ?? s_model).Answers([text])).Score;
}
