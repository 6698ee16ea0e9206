namespace Plaudit.Tests.Foundation;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("\e[31mRED\e]0;owned\a", @"\u001b[31mRED\u001b]0;owned\u0007")]
    [InlineData("csi \u009b31m", @"csi \u009b31m")]
    [InlineData("a\rb\tc\nd\u007f", @"a\rb\tc\nd\u007f")]
    [InlineData("evil\u202Efdp.exe\u2066 \u200F", @"evil\u202efdp.exe\u2066 \u200f")]
    [InlineData("two\u2028lines\u0085", @"two\u2028lines\u0085")]
    [InlineData("tag \U000E0041", @"tag \U000e0041")]
    public void Line_shows_what_would_act_on_a_terminal(string text, string shown) => Assert.Equal(shown, Printable.Line(text));

    [Theory]
    [InlineData("plain words, C:\\data\\reviews.csv")]
    [InlineData("Café, 電影, фильм, नमस्ते")]
    [InlineData("👩‍🎤 and 😀")]
    public void Line_leaves_every_language_alone(string text) => Assert.Equal(text, Printable.Line(text));

    /// <summary>No row of a theory: test runners mend half a pair on its way.</summary>
    [Fact]
    public void Half_a_pair_is_shown() => Assert.Equal(@"half \ud83d of a pair", Printable.Line("half \uD83D of a pair"));

    [Fact]
    public void Text_keeps_its_lines_and_its_length()
    {
        Assert.Equal("a\n\tb\\r" + new string('x', 9000), Printable.Text("a\n\tb\r" + new string('x', 9000)));
    }

    [Fact]
    public void Message_keeps_the_list_of_faults_alone()
    {
        Assert.Equal("two faults:\n  one\n  two\\nplaudit: all is well", Printable.Message("two faults:\n  one\n  two\nplaudit: all is well"));
    }

    [Fact]
    public void Overlong_names_and_lines_lose_their_middle()
    {
        string line = Printable.Line($"unknown key '{new string('k', 300_000)}': expected 'name'");
        Assert.InRange(line.Length, 200, 400);
        Assert.StartsWith("unknown key 'kkk", line, StringComparison.Ordinal);
        Assert.EndsWith("k': expected 'name'", line, StringComparison.Ordinal);
        Assert.InRange(Printable.Line(string.Concat(Enumerable.Repeat("word ", 100_000))).Length, 3000, 4100);
        string halved = Printable.Line(string.Concat(Enumerable.Repeat("😀", 1000)) + "x");
        Assert.DoesNotContain("\\ud", halved, StringComparison.Ordinal);
    }
}
