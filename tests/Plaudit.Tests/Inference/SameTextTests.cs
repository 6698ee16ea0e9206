using Plaudit.Inference;
using Plaudit.Tests.Baselines;

namespace Plaudit.Tests.Inference;

/// <summary>How a text is typed does not change its answer: the bundled model's, nor that of a recipe of ours.</summary>
public class SameTextTests
{
    private static readonly string[] s_ours =
        ["attention", "everyday", "lexicon", "naive-bayes", "nb-logistic", "quickstart", "ragged-baseline", "tfidf-logistic", "tfidf-svm",
            "transformer"];

    public static TheoryData<string, string> Pairs => new()
    {
        { "I didn't like it.", "I didn\u2019t like it." },
        { "I wouldn't call it \"good\".", "I wouldn\u02BCt call it \u201Cgood\u201D." },
        { "I didn't like it, it isn't good", "I didn&#39;t like it, it isn&rsquo;t good" },
        { "I didn't like it, it isn't good", "I didn&amp;#x27;t like it, it isn&amp;rsquo;t good" },
        { "It's a well-made film", "It\u00B4s\u00A0a well\u2011made\u2009film" },
        { "It's wonderful & bad", "It`s wonder\u00ADful &amp; b\u200Bad" },
        { "Caf\u00E9 society was wonderful", "Cafe\u0301 society was wonderful" },
        { "Caf\u00E9 society was wonderful", "Caf&eacute; society was wonderful" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Answers_are_the_same(string straight, string typeset)
    {
        Assert.Equal(SentimentPredictor.Default.Predict(straight), SentimentPredictor.Default.Predict(typeset));
        foreach (string name in (string[])["lexicon", "nb-logistic", "tfidf-logistic"])
        {
            var predictor = new SentimentPredictor(BaselineRig.OnSample(name));
            Assert.Equal(predictor.Predict(straight), predictor.Predict(typeset));
        }
    }

    [Fact]
    public void Negations_stay_negative()
    {
        string[] texts = ["I didn\u2019t like it.", "I wouldn\u2019t watch it again.", "I couldn\u2019t finish it.", "I wouldn\u2019t call it good.",
            "It wasn\u2019t very interesting and I didn\u2019t laugh."];
        Assert.All(texts, text => Assert.Equal(Label.Negative, SentimentPredictor.Default.Predict(text).Label));
    }

    [Fact]
    public void Words_are_found_where_the_text_has_them()
    {
        const string Text = "It isn&rsquo;t good, caf&eacute; cafe\u0301.";
        Explanation explanation = SentimentPredictor.Default.Explain(Text, null, TestContext.Current.CancellationToken);
        Assert.Equal(["It", "isn&rsquo;t", "good", ",", "caf&eacute;", "cafe\u0301", "."], explanation.Words.Select(word => word.Word));
    }

    [Fact]
    public void Recipes_of_ours_name_the_step_and_those_of_others_do_not() =>
        Assert.Equal(s_ours, Plaudit.Recipes.Recipes.Names.Where(name => Plaudit.Recipes.Recipes.Get(name).Text.Clean.Contains("normalize"))
            .Order(StringComparer.Ordinal));
}
