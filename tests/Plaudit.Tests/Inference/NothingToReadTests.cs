using System.Text.Json;
using Plaudit.Inference;
using Plaudit.Tests.Baselines;
using Plaudit.Tests.Cli;

namespace Plaudit.Tests.Inference;

/// <summary>A text without a word gets no answer, whatever the model; one with unknown words gets one that says so.</summary>
public class NothingToReadTests(TrainedRun trained)
{
    public static TheoryData<string?> Wordless =>
        [(string?)null, "", " \t\n", "<br /><br />", "\u200B", "\u00A0", "\uFEFF\u00AD", "&nbsp;", "\U0001F44D\U0001F3FD \u2764\uFE0F", "!!! ... ?",
            "\u2014 \u2026", "\u3164", "\u2800", "\0", "\uD800"];

    [Theory]
    [MemberData(nameof(Wordless))]
    public void A_text_without_a_word_is_not_answered(string? text)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        foreach (SentimentPredictor predictor in (SentimentPredictor[])[SentimentPredictor.Default, new(BaselineRig.OnSample("lexicon"))])
        {
            Assert.False(predictor.TryPredict(text, out Prediction? none));
            Assert.Null(none);
            Assert.Equal([predictor.Predict("fine"), null, predictor.Predict("dull")], predictor.TryPredict(["fine", text, "dull"], 1, stop));
            Assert.ThrowsAny<ArgumentException>(() => predictor.Predict(text!));
            Assert.ThrowsAny<ArgumentException>(() => predictor.Explain(text!, null, stop));
            Assert.Contains("review 1: there is nothing to read",
                Assert.Throws<ArgumentException>(() => predictor.Predict(["fine", text!], 1, stop)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("7")]
    [InlineData("10/10")]
    [InlineData("Xyzzy")]
    [InlineData("\u96FB\u5F71")]
    [InlineData("<br />ok")]
    public void Numbers_and_unknown_words_are_answered(string text) => Assert.True(SentimentPredictor.Default.TryPredict(text, out _));

    [Fact]
    public void The_command_line_says_so_in_every_format()
    {
        string[] texts = ["<br /><br />", "\u200B", "\U0001F44D", "Xyzzy plugh.", "A film, and a good one."];
        CommandResult result = CommandLine.Run(["predict", .. texts]);
        Assert.Equal(0, result.Code);
        Assert.Equal(["-\tEmpty review", "-\tEmpty review", "-\tEmpty review"], result.Lines[..3]);
        Assert.Matches("^(Positive|Negative)\t0\\.[0-9]{4}\tnot many known words$", result.Lines[3]);
        Assert.Matches("^Positive\t0\\.[0-9]{4}$", result.Lines[4]);
        Assert.Equal("""{"label":null,"error":"Empty review"}""", CommandLine.Run(["predict", .. texts, "--json"]).Lines[1]);
        Assert.Equal("2,,,,0,0,false,Empty review", CommandLine.Run(["predict", .. texts, "--output-format", "csv"]).Lines[3]);
        CommandResult explained = CommandLine.Run("explain", "<br />", "--model", trained.Path);
        Assert.Equal((1, "plaudit: the review is empty: expected at least one word\n"), (explained.Code, explained.Error));
        Assert.Contains("2 of them unknown (not many known words)", CommandLine.Run("explain", "Xyzzy plugh.").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_is_JSON_with_its_label_as_a_word()
    {
        Prediction prediction = SentimentPredictor.Default.Predict("Moving, funny, and over too soon.");
        string json = JsonSerializer.Serialize(prediction);
        Assert.StartsWith("{\"Label\":\"Positive\",\"Probability\":0.", json, StringComparison.Ordinal);
        Assert.Equal(["Label", "Probability", "Score", "Tokens", "UnknownTokens", "Truncated"],
            JsonDocument.Parse(json).RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(prediction, JsonSerializer.Deserialize<Prediction>(json));
        Assert.StartsWith("{\"label\":\"Positive\"", JsonSerializer.Serialize(prediction, JsonSerializerOptions.Web), StringComparison.Ordinal);
        Assert.Equal(Label.Negative, JsonSerializer.Deserialize<Label>("0"));
    }
}
