using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Plaudit.Text;

namespace Plaudit.Tests.Text;

/// <summary>Texts that read the same become the same text.</summary>
public class NormalizeTests
{
    private static readonly JsonElement s_golden = Golden.Load("text_normal_form.json");

    [Theory]
    [InlineData("didn\u2019t")]
    [InlineData("didn\u2018t")]
    [InlineData("didn\u201Bt")]
    [InlineData("didn\u02BCt")]
    [InlineData("didn`t")]
    [InlineData("didn\u00B4t")]
    [InlineData("didn\u2032t")]
    [InlineData("didn\uFF07t")]
    [InlineData("didn\u0092t")]
    [InlineData("didn&#39;t")]
    [InlineData("didn&#039;t")]
    [InlineData("didn&#x27;t")]
    [InlineData("didn&#X2019;t")]
    [InlineData("didn&#8217;t")]
    [InlineData("didn&#8217t")]
    [InlineData("didn&#146;t")]
    [InlineData("didn&apos;t")]
    [InlineData("didn&rsquo;t")]
    [InlineData("didn&OpenCurlyQuote;t")]
    [InlineData("didn&amp;rsquo;t")]
    [InlineData("didn&amp;amp;#39;t")]
    [InlineData("di\u00ADdn't")]
    [InlineData("\uFEFFdid\u200Bn\u2060't\u200E")]
    [InlineData("did&shy;n't")]
    [InlineData("\uFF44\uFF49\uFF44\uFF4E'\uFF54")]
    [InlineData("didn't\uDB40\uDD00")]
    public void An_apostrophe_is_one_however_it_is_typed(string text) => Assert.Equal("didn't", Clean(text));

    [Theory]
    [InlineData("\u201CGood\u201D", "\"Good\"")]
    [InlineData("\u201EGut\u201C \u00ABbon\u00BB \uFF02x\uFF02 &ldquo;y&rdquo; &quot;z&quot; &quot", "\"Gut\" \"bon\" \"x\" \"y\" \"z\" \"")]
    [InlineData("a\u00A0b\u2009c\u3000d\u202Fe&nbsp;f&#160;g\u2028h", "a b c d e f g h")]
    [InlineData("good\u2014but \u2013 well\u2011made\u2026", "good - but  -  well-made. ")]
    [InlineData("\uFB01lm \uFF01", "film !")]
    [InlineData("cafe\u0301 caf\u00E9 caf&eacute; cafe&#769; \u212B", "caf\u00E9 caf\u00E9 caf\u00E9 caf\u00E9 \u00C5")]
    [InlineData("rock &amp; roll, Q&A, AT&T, a & b, 3 &lt; 5 &gt; 2, &#x1F600;", "rock & roll, Q&A, AT&T, a & b, 3 < 5 > 2, \U0001F600")]
    [InlineData("&nonsense; &#; &#x; &#xD800; &#1114112; &#99999999; &copy=1 &", "&nonsense; &#; &#x; &#xD800; &#1114112; &#99999999; &copy=1 &")]
    [InlineData("Don't \"stop\" now - it's fine. 100% (so far)", "Don't \"stop\" now - it's fine. 100% (so far)")]
    [InlineData("\u0413\u0440\u0430\u0436\u0434\u0430\u043D\u0438\u043D \u96FB\u5F71 \u0645\u0645\u062A\u0627\u0632",
        "\u0413\u0440\u0430\u0436\u0434\u0430\u043D\u0438\u043D \u96FB\u5F71 \u0645\u0645\u062A\u0627\u0632")]
    [InlineData("lone \uD800 and \uDC00", "lone \uD800 and \uDC00")]
    public void Texts_have_one_form(string text, string expected) => Assert.Equal(expected, Clean(text));

    [Fact]
    public void A_tag_that_was_escaped_is_text() =>
        Assert.Equal(" 3 < 5 and 6 > 4", TextPipeline.Clean("<br />3 &lt; 5 and 6 &gt; 4", "html-to-space", "normalize"));

    [Fact]
    public void Marks_are_composed_as_Unicode_says()
    {
        foreach (JsonElement pair in s_golden.GetProperty("composed").EnumerateArray())
        {
            string text = pair[0].GetString()!;
            char[] composed = new char[3 * text.Length];
            int length = CanonicalComposition.IsNeeded(text) ? CanonicalComposition.Compose(text, composed, null) : -1;
            Assert.Equal(pair[1].GetString(), length < 0 ? text : new string(composed, 0, length));
        }
    }

    [Fact]
    public void Every_code_point_is_composed_as_Unicode_says()
    {
        string every = string.Join('\n', Enumerable.Range(0, 0x110000).Where(c => Rune.IsValid(c) && c != '\n').Select(c => $"x{new Rune(c)}\u0301"));
        char[] composed = new char[3 * every.Length];
        int length = CanonicalComposition.Compose(every, composed, null);
        Assert.Equal(s_golden.GetProperty("hash").GetString(), Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(composed, 0, length))));
    }

    [Fact]
    public void Any_text_keeps_its_bounds_and_has_an_origin_for_each_unit() =>
        Prop.ForAll(RandomTexts.Any, text =>
        {
            var step = new Normalize();
            char[] cleaned = new char[step.LengthBound(text)];
            int length = step.Apply(text, cleaned);
            IReadOnlyList<Origin> origins = step.Origins(text);
            Assert.Equal(length, origins.Count);
            Assert.All(origins, origin => Assert.True(origin.Start >= 0 && origin.Start < origin.End && origin.End <= text.Length));
            Assert.All(origins.Zip(origins.Skip(1)), pair => Assert.True(pair.First.Start <= pair.Second.Start && pair.First.End <= pair.Second.End));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Millions_of_marks_and_ampersands_take_no_longer_than_other_text()
    {
        string text = "e" + new string('\u0301', 500_000) + new string('\u0323', 500_000) + new string('&', 1_000_000)
            + string.Concat(Enumerable.Repeat("&amp;", 200_000));
        var taken = System.Diagnostics.Stopwatch.StartNew();
        Assert.EndsWith("&&", Clean(text), StringComparison.Ordinal);
        Assert.InRange(taken.Elapsed.TotalSeconds, 0, 10);
    }

    private static string Clean(string text) => TextPipeline.Clean(text, "normalize");
}
