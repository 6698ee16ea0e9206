using Plaudit.Text;

namespace Plaudit.Tests.Text;

public sealed class TextFingerprintsTests
{
    [Theory]
    [InlineData("A fine film.<br /><br />I didn't like it!", "a fine film. I didn’t like it")]
    [InlineData("Tom &amp; Jerry isn&#39;t dull", "Tom & Jerry isn't dull")]
    [InlineData("  A\tfine \r\n film ", "A fine film")]
    [InlineData("café", "cafe\u0301")]
    [InlineData("ÄRGER", "ärger")]
    public void Copies_of_a_text_are_known_again(string text, string copy) => Assert.Equal(TextFingerprints.Of(text), TextFingerprints.Of(copy));

    [Theory]
    [InlineData("A fine film", "A fine film 2")]
    [InlineData("cafe", "café")]
    [InlineData(":)", ":(")]
    [InlineData("", "a")]
    [InlineData("好电影", "坏电影")]
    public void Other_texts_are_not(string text, string other) => Assert.NotEqual(TextFingerprints.Of(text), TextFingerprints.Of(other));

    [Fact]
    public void Texts_are_counted_and_the_string_reads_back()
    {
        string[] texts = [.. Enumerable.Range(0, 1000).Select(i => $"Review number {i}.")];
        var known = TextFingerprints.Of([.. texts, .. texts]);
        Assert.Equal(1000, known.Count);
        var read = TextFingerprints.Parse(known.ToString());
        Assert.Equal(known.ToString(), read.ToString());
        Assert.Equal(1001, read.CountIn([.. texts, texts[5], "Another.", "\ud800 half a pair"]));
        Assert.Equal(0, TextFingerprints.Of([]).CountIn(texts));
        Assert.Throws<FormatException>(() => TextFingerprints.Parse("AAA="));
    }
}
