using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Plaudit.Text;

namespace Plaudit.Tests.Text;

public class CleaningStepTests
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    [Theory]
    [InlineData("Great.<br /><br />Really.", "Great.Really.")]
    [InlineData("<i>so</i> good", "so good")]
    [InlineData("a <b <c> d", "a  d")]
    [InlineData("a <> b", "a  b")]
    public void A_tag_is_removed_up_to_its_first_closing_bracket(string text, string expected) =>
        Assert.Equal(expected, TextPipeline.Clean(text, "remove-html"));

    [Theory]
    [InlineData("3 < 5")]
    [InlineData("an <unclosed tag")]
    [InlineData("a > b")]
    [InlineData("broken <over\ntwo> lines")]
    public void What_is_no_tag_on_one_line_stays(string text) => Assert.Equal(text, TextPipeline.Clean(text, "remove-html"));

    [Fact]
    public void A_tag_behind_a_broken_one_is_still_found() =>
        Assert.Equal("<broken\nfine", TextPipeline.Clean("<broken\n<b>fine", "remove-html"));

    [Fact]
    public void Html_to_space_keeps_the_words_beside_a_tag_apart() =>
        Assert.Equal("one  two", TextPipeline.Clean("one<br /><br />two", "html-to-space"));

    [Fact]
    public void Html_is_removed_as_by_the_regular_expression() =>
        Prop.ForAll(RandomTexts.Any, text =>
            TextPipeline.Clean(text, "remove-html") == Regex.Replace(text, "<.*?>", "", RegexOptions.None, TimeSpan.FromSeconds(5))
            && TextPipeline.Clean(text, "html-to-space") == Regex.Replace(text, "<.*?>", " ", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Millions_of_unclosed_tags_take_no_longer_than_other_text()
    {
        string text = new('<', 3_000_000);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(text, TextPipeline.Clean(text, "remove-html"));
        // Reading on from every '<' would take minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    [Fact]
    public void Punctuation_is_removed_and_joins_what_stood_around_it() =>
        Assert.Equal("dont miss motherinlaw 1010 snakecase",
            TextPipeline.Clean("don't miss mother-in-law! 10/10 (snake_case)", "remove-punctuation"));

    [Fact]
    public void Punctuation_is_ASCIIs_32_marks_and_no_other() =>
        Prop.ForAll(RandomTexts.Any, text =>
            TextPipeline.Clean(text + Punctuation, "remove-punctuation") == string.Concat(text.Where(c => !Punctuation.Contains(c))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Steps_are_carried_out_in_the_order_given()
    {
        Assert.Equal("ab", TextPipeline.Clean("A<BR/>B", "lowercase", "remove-html", "remove-punctuation"));
        Assert.Equal("abrb", TextPipeline.Clean("A<BR/>B", "remove-punctuation", "remove-html", "lowercase"));
    }

    [Fact]
    public void Without_steps_the_text_stays_where_it_is()
    {
        const string Text = "As it IS.";
        using CleanedText cleaned = new TextCleaner([]).Clean(Text);
        Assert.True(Text.AsSpan().Overlaps(cleaned.Text));
        Assert.Equal(Text, cleaned.Text.ToString());
    }
}
