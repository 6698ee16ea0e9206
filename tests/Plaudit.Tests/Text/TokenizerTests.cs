using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Plaudit.Text;

namespace Plaudit.Tests.Text;

public class TokenizerTests
{
    [Theory]
    [InlineData("One of the BEST -- truly!", "one|of|the|best|truly")]
    [InlineData("don't 'quote' it's", "don't|'quote'|it's")]
    [InlineData("10/10 snake_case e-mail", "10|10|snake|case|e|mail")]
    [InlineData("tab\tline\nend", "tab|line|end")]
    [InlineData("cr\rstays no\u00A0break", "cr\rstays|no\u00A0break")]
    [InlineData("\u201Cquoted\u201D \u2026", "\u201Cquoted\u201D|\u2026")]
    [InlineData("great<br />film", "great|br|film")]
    [InlineData(" ...! ", "")]
    public void Keras_lowercases_filters_and_splits_on_spaces(string text, string expected) => Assert.Equal(expected, Joined(text, "keras"));

    [Theory]
    [InlineData("One of the BEST -- truly!", "One|of|the|BEST|-|-|truly|!")]
    [InlineData("Don't 'quote' dogs' rock'n'roll it''s", "Don't|'|quote|'|dogs|'|rock'n'roll|it|'|'|s")]
    [InlineData("it\u2019s 10/10 snake_case", "it\u2019s|10|/|10|snake|_|case")]
    [InlineData("cafe\u0301 x\u00B2 \u0939\u093F\u0928\u094D\u0926\u0940", "cafe\u0301|x\u00B2|\u0939\u093F\u0928\u094D\u0926\u0940")]
    [InlineData("soft\u00ADhyphen \u200Bword\u200B", "soft\u00ADhyphen|word")]
    [InlineData("\u2764\uFE0F\U0001F600\U0001F600", "\u2764\uFE0F|\U0001F600|\U0001F600")]
    [InlineData("no\u00A0break\u3000wide\r\n\0", "no|break|wide")]
    [InlineData("", "")]
    public void Words_keeps_words_with_inner_apostrophes_and_every_mark(string text, string expected) =>
        Assert.Equal(expected, Joined(text, "words"));

    [Fact]
    public void Half_a_surrogate_pair_separates_words_and_is_a_letter_to_keras()
    {
        Assert.Equal("half|pair", Joined("half\uD83Dpair\uDE00", "words"));
        Assert.Equal("half\uD83Dpair", Joined("half\uD83Dpair", "keras"));
    }

    [Fact]
    public void Keras_splits_any_text_like_replace_and_split() =>
        Prop.ForAll(RandomTexts.Any, text =>
        {
            string spaced = Regex.Replace(text, @"[!""#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~\t\n]", " ", RegexOptions.None, TimeSpan.FromSeconds(5));
            return TextPipeline.TokensOf(text, "keras").SequenceEqual(spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Words_splits_any_text_like_a_regular_expression_over_categories() =>
        Prop.ForAll(RandomTexts.Any, text => TextPipeline.TokensOf(text, "words").SequenceEqual(ReferenceWords(text))).QuickCheckThrowOnFailure();

    private static string Joined(string text, string tokenizer) =>
        string.Join('|', TextPipeline.Encoder(new TextOptions { Tokenizer = tokenizer }).Tokenize(text));

    /// <summary>
    /// One letter a character (w word, m mark, a apostrophe, f format, s symbol, space), then the rule as a regular expression over the letters.
    /// </summary>
    private static IEnumerable<string> ReferenceWords(string text)
    {
        var kinds = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            // A pair counts twice, its second half as a capital, so that places in both strings agree.
            char kind = KindOf(text, i);
            kinds.Append(kind);
            if (char.IsSurrogatePair(text, i))
            {
                kinds.Append(char.ToUpperInvariant(kind));
                i++;
            }
        }

        return Regex.Matches(kinds.ToString(), "[wWmM]+((a|fF?)[wWmM]+)*|(a|sS?)[mM]*", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(match => text.Substring(match.Index, match.Length));
    }

    private static char KindOf(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text, index).ToString() switch
    {
        _ when text[index] is '\'' or '\u2019' => 'a',
        nameof(UnicodeCategory.Format) => 'f',
        nameof(UnicodeCategory.Control) or nameof(UnicodeCategory.Surrogate) => ' ',
        string name when name.EndsWith("Separator", StringComparison.Ordinal) => ' ',
        string name when name.EndsWith("Mark", StringComparison.Ordinal) => 'm',
        string name when name.EndsWith("Letter", StringComparison.Ordinal) || name.EndsWith("Number", StringComparison.Ordinal) => 'w',
        _ => 's',
    };
}
