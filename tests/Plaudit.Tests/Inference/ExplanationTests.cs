using Plaudit.Inference;
using Plaudit.Tests.Baselines;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Text;
using Plaudit.Text;

namespace Plaudit.Tests.Inference;

/// <summary>A word's contribution is what the score loses without it, and its place is where the review has it.</summary>
public class ExplanationTests(TrainedRun trained)
{
    private const string Review = "A <b>wonderful</b> film,<br />well-made and never DULL! Xyzzy? \U0001F600";

    [Fact]
    public void Each_contribution_is_the_score_less_the_score_without_the_word()
    {
        var predictor = SentimentPredictor.Load(trained.Path);
        Explanation explanation = predictor.Explain(Review, null, TestContext.Current.CancellationToken);
        Assert.Equal(predictor.Predict(Review), explanation.Prediction);
        Assert.True(explanation.Complete);
        // The recipe takes tags and punctuation out before it looks for words: what stood inside a word belongs to it.
        Assert.Equal(["A", "wonderful", "film,<br />well-made", "and", "never", "DULL", "Xyzzy", "\U0001F600"],
            explanation.Words.Select(word => word.Word));
        Assert.All(explanation.Words, word => Assert.Equal(word.Word, Review.Substring(word.Start, word.Length)));
        foreach (WordContribution word in explanation.Words)
        {
            string without = Review.Remove(word.Start, word.Length).Insert(word.Start, " ");
            Assert.Equal(explanation.Prediction.Score - predictor.Predict(without).Score, word.Contribution!.Value);
        }

        Assert.Equal((false, false, 0.0), (explanation.Words[^1].Known, explanation.Words[^1].Read, explanation.Words[^1].Contribution));
        Assert.True(explanation.Words[1].Known && explanation.Words[1].Contribution != 0);
    }

    [Fact]
    public void A_baseline_explains_itself_too()
    {
        var predictor = new SentimentPredictor(BaselineRig.OnSample("lexicon"));
        Explanation explanation = predictor.Explain("A wonderful, wonderful film with an awful ending.", null, TestContext.Current.CancellationToken);
        Assert.Equal(predictor.Predict("A wonderful, wonderful film with an awful ending."), explanation.Prediction);
        Assert.All(explanation.Words.Where(word => word.Word == "wonderful"), word => Assert.True(word.Contribution > 0));
        Assert.True(explanation.Words.Single(word => word.Word == "awful").Contribution < 0);
    }

    [Fact]
    public void Words_that_were_cut_off_contribute_nothing()
    {
        var predictor = SentimentPredictor.Load(trained.Path);
        string review = string.Join(' ', Enumerable.Range(0, 70).Select(i => i % 2 == 0 ? "good" : "film"));
        Explanation explanation = predictor.Explain(review, null, TestContext.Current.CancellationToken);
        Assert.True(explanation.Prediction.Truncated);
        // The recipe keeps the first 60.
        Assert.All(explanation.Words.Take(60), word => Assert.True(word.Read));
        Assert.All(explanation.Words.Skip(60), word => Assert.Equal((true, false, 0.0), (word.Known, word.Read, word.Contribution)));
    }

    [Fact]
    public void Leaving_out_a_word_of_a_cut_review_pulls_no_other_word_in()
    {
        var predictor = SentimentPredictor.Load(trained.Path);
        string kept = string.Join(' ', Enumerable.Repeat("good", 60));
        Explanation cut = predictor.Explain(kept + " awful terrible worst", null, TestContext.Current.CancellationToken);
        Explanation whole = predictor.Explain(kept, null, TestContext.Current.CancellationToken);
        Assert.True(cut.Prediction.Truncated);
        Assert.False(whole.Prediction.Truncated);
        Assert.Equal(whole.Words.Select(word => word.Contribution), cut.Words.Take(60).Select(word => word.Contribution));
    }

    [Fact]
    public void The_longest_review_is_scored_only_where_it_is_read_and_lists_no_more_words_than_asked_for()
    {
        var options = new ExplanationOptions { MaxListedWords = 500 };
        string review = string.Concat(Enumerable.Repeat("a ", 500_000));
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Explanation explanation = SentimentPredictor.Default.Explain(review, options, TestContext.Current.CancellationToken);
        TimeSpan taken = Environment.CpuUsage.TotalTime - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{taken.TotalSeconds:0.00} s of CPU");
        Assert.Equal((500_000, 500, true), (explanation.Prediction.Tokens, explanation.Words.Count, explanation.Complete));
        Assert.Equal(400, explanation.Words.Count(word => word.Read));
        Assert.Equal(review.Length - 2, explanation.Words[^1].Start);
        Assert.True(new SentimentPredictor(BaselineRig.OnSample("lexicon"))
            .Explain(review, options, TestContext.Current.CancellationToken) is { Complete: false, Words.Count: 500 });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => SentimentPredictor.Default.Explain("a", new ExplanationOptions { MaxListedWords = 0 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Beyond_the_cap_nothing_is_said()
    {
        var predictor = SentimentPredictor.Load(trained.Path);
        Explanation explanation =
            predictor.Explain("a good film and a bad one", new ExplanationOptions { MaxWords = 3 }, TestContext.Current.CancellationToken);
        Assert.False(explanation.Complete);
        Assert.Equal([true, true, true, false, false, false, false], explanation.Words.Select(word => word.Contribution is not null));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => predictor.Explain("a", new ExplanationOptions { MaxWords = 0 }, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => predictor.Explain(" \n", null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("keras")]
    [InlineData("words")]
    [InlineData("scikit-learn")]
    public void Places_hold_for_any_text_and_every_cleaning(string tokenizer)
    {
        string[][] cleanings = [
            [], ["lowercase"], ["remove-html", "remove-punctuation"], ["html-to-space", "lowercase"],
            ["remove-punctuation", "lowercase", "remove-html"],
            ["html-to-space", "normalize"], ["remove-html", "normalize", "lowercase", "remove-punctuation"], ["normalize", "html-to-space"]];
        string[] pieces = ["word", "WORD", "\u0130stanbul", "ΟΔΟΣ", "<br />", "<", ">", "\n", " ", "'", "-", ".",
            "\U00010400", "\uD800", "\u00AD",
            "e\u0301", "x1_y", "\0", "&rsquo;", "caf&eacute;", "&amp;#39;", "&lt;", "&hellip;", "\u2019", "\u2014", "\u0301\u0323", "\u200B",
            "\uFB03", "\u1100\u1161", "\uFF21"];
        var random = new SeededRandom(7);
        foreach (string[] clean in cleanings)
        {
            var encoder = TextEncoder.Fit(new TextOptions { Tokenizer = tokenizer, Clean = clean }, ["word istanbul x1_y"]);
            for (int trial = 0; trial < 300; trial++)
            {
                string text = string.Concat(Enumerable.Range(0, random.NextInt32(20)).Select(_ => pieces[random.NextInt32(pieces.Length)]));
                IReadOnlyList<TextToken> tokens = encoder.Locate(text);
                IReadOnlyList<string> words = encoder.Tokenize(text);
                Assert.Equal(words.Count, tokens.Count);
                Assert.Equal(encoder.Encode(text).UnknownTokens, tokens.Count(token => !token.Known));
                int end = 0;
                foreach ((TextToken token, string word) in tokens.Zip(words))
                {
                    Assert.True(token.Start >= end && token.Length > 0 && token.Start + token.Length <= text.Length, $"{token} in {text}");
                    end = token.Start + token.Length;
                    // What stands at the place reads as the token, and as nothing else.
                    Assert.Contains(Upper(word[..1]), Upper(TextPipeline.Clean(text.Substring(token.Start, token.Length), clean)),
                        StringComparison.Ordinal);
                }
            }
        }
    }

    private static string Upper(string text) => text.ToUpperInvariant().Replace("\u0130", "I", StringComparison.Ordinal);
}
