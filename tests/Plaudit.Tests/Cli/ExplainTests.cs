using System.Text.Json;
using Plaudit.Inference;

namespace Plaudit.Tests.Cli;

public class ExplainTests(TrainedRun trained)
{
    private const string Review = "A wonderful film, warm and funny. Xyzzy \e[31m!";

    [Fact]
    public void Json_is_the_librarys_explanation()
    {
        Explanation expected = SentimentPredictor.Load(trained.Path).Explain(Review, null, TestContext.Current.CancellationToken);
        CommandResult result = CommandLine.Run("explain", Review, "--model", trained.Path, "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(
            ["label", "probability", "score", "tokens", "unknownTokens", "truncated", "complete", "words"],
            document.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal((float)expected.Prediction.Score, document.RootElement.GetProperty("score").GetSingle());
        Assert.Equal(
            expected.Words.Select(word => (word.Word, word.Start, (float)word.Contribution!.Value)),
            document.RootElement.GetProperty("words").EnumerateArray()
                .Select(word => (word.GetProperty("word").GetString()!, word.GetProperty("start").GetInt32(),
                word.GetProperty("contribution").GetSingle())));
    }

    [Fact]
    public void Redirected_the_review_is_shown_with_plain_marks()
    {
        CommandResult result = CommandLine.Run("explain", Review, "--model", trained.Path);
        Assert.Equal(0, result.Code);
        Assert.Matches("^(Positive|Negative), probability 0\\.[0-9]{4}; 8 tokens, [1-8] of them unknown( \\(not many known words\\))?$",
            result.Lines[0]);
        Assert.Contains("Xyzzy[?]", result.Lines[2], StringComparison.Ordinal);
        Assert.Contains("[+++]", result.Lines[2].Replace("[---]", "[+++]", StringComparison.Ordinal), StringComparison.Ordinal);
        // A review cannot colour the terminal by itself.
        Assert.DoesNotContain('\e', result.Output);
        Assert.Matches("^[+-]0\\.[0-9]{4}  ", result.Lines[4]);
    }

    [Fact]
    public void In_a_terminal_words_are_coloured()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Explanation explanation = SentimentPredictor.Load(trained.Path).Explain(Review, null, TestContext.Current.CancellationToken);
        Plaudit.Cli.Explanation.ExplanationText.Write(output, Review, explanation, colours: true);
        Assert.Contains("\e[4mXyzzy\e[0m", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[38;5;", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_explained_says_why()
    {
        CommandResult empty = CommandLine.Run("explain", "  ", "--model", trained.Path);
        Assert.Equal((1, "", "plaudit: the review is empty: expected at least one word\n"), (empty.Code, empty.Output, empty.Error));
        CommandResult missing = CommandLine.Run("explain", "a film", "--model", "nowhere");
        Assert.Equal(1, missing.Code);
        Assert.Contains("there is no model at nowhere", missing.Error, StringComparison.Ordinal);
        Assert.Equal(2, CommandLine.Run("explain").Code);
        Assert.Equal(2, CommandLine.Run("serve", "surplus").Code);
    }
}
