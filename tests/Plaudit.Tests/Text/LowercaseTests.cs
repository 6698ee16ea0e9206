using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Plaudit.Text;

namespace Plaudit.Tests.Text;

public class LowercaseTests
{
    private static readonly JsonElement s_golden = Golden.Load("text_unicode.json");
    private static readonly Rune[] s_codePoints = [.. Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value))];

    [Fact]
    public void Every_code_point_has_Pythons_lower_case()
    {
        Dictionary<int, string> expected = [];
        foreach (int[] run in s_golden.GetProperty("lower").EnumerateArray().Select(Golden.Numbers))
        {
            for (int value = run[0]; value <= run[1]; value += run[2])
                expected.Add(value, new Rune(value + run[3]).ToString());
        }

        foreach (JsonProperty longer in s_golden.GetProperty("longer").EnumerateObject())
            expected.Add(longer.Name.EnumerateRunes().Single().Value, longer.Value.GetString()!);
        Assert.True(expected.Count > 1400);

        HashSet<int> unassigned = [.. Classes().Where(item => item.Class == "unassigned").Select(item => item.Rune.Value)];
        foreach (Rune rune in s_codePoints)
        {
            string text = rune.ToString();
            string lower = TextPipeline.Clean(text, "lowercase");
            // A letter that Unicode took in after Python 3.11 has a lower case in newer Pythons too.
            if (lower != expected.GetValueOrDefault(rune.Value, text))
                Assert.Contains(rune.Value, unassigned);
        }
    }

    [Fact]
    public void Every_code_point_beside_a_sigma_counts_as_it_does_in_Python()
    {
        // The Ahom sign at U+1171E, a nonspacing mark (so ignored) up to Unicode 15.1, became a spacing mark: newer Pythons follow.
        foreach ((Rune rune, string expected) in Classes().Where(item => item.Class != "unassigned" && item.Rune.Value != 0x1171E))
        {
            string found = FinalSigma.IsCaseIgnorable(rune) ? "ignored" : FinalSigma.IsCased(rune) ? "cased" : "other";
            Assert.Equal((rune, expected), (rune, found));
        }
    }

    [Theory]
    [InlineData("\u039F\u0394\u039F\u03A3", "\u03BF\u03B4\u03BF\u03C2", "at the end of a word")]
    [InlineData("\u03A3\u03A3\u03A3", "\u03C3\u03C3\u03C2", "only the last of several")]
    [InlineData("\u03A3", "\u03C3", "alone")]
    [InlineData("1\u03A3", "\u03C3", "behind a digit")]
    [InlineData("\u0391\u03A3.\u0391", "\u03C3", "before a full stop and a letter")]
    [InlineData("\u0391\u03A3. \u0391", "\u03C2", "before a full stop and a space")]
    [InlineData("\u0391\u0301\u03A3", "\u03C2", "behind a mark on a letter")]
    [InlineData("\U00010400\u03A3", "\u03C2", "behind a letter of a supplementary plane")]
    public void A_sigma_is_final_where_a_word_ends(string text, string expectedPart, string where)
    {
        string lower = TextPipeline.Clean(text, "lowercase");
        Assert.True(lower.Contains(expectedPart, StringComparison.Ordinal), $"{where}: {lower}");
    }

    [Fact]
    public void A_dotted_capital_I_becomes_two_characters_however_many_there_are()
    {
        string text = new string('\u0130', 1000) + "I";
        Assert.Equal(string.Concat(Enumerable.Repeat("i\u0307", 1000)) + "i", TextPipeline.Clean(text, "lowercase"));
    }

    [Fact]
    public void Half_a_surrogate_pair_stays_as_it_is() =>
        Assert.Equal("a\uD801b\u03C2\uDC00", TextPipeline.Clean("A\uD801B\u03A3\uDC00", "lowercase"));

    [Fact]
    public void Lower_case_is_the_characters_own_except_for_sigma_and_dotted_I() =>
        Prop.ForAll(RandomTexts.Any, text =>
        {
            string plain = text.Replace("\u03A3", "", StringComparison.Ordinal).Replace("\u0130", "", StringComparison.Ordinal);
            var expected = new StringBuilder();
            for (int i = 0; i < plain.Length; i++)
            {
                if (Rune.TryGetRuneAt(plain, i, out Rune rune))
                    expected.Append(Rune.ToLowerInvariant(rune).ToString());
                else
                    expected.Append(plain[i]);
                i += rune.Utf16SequenceLength - 1;
            }

            return TextPipeline.Clean(plain, "lowercase") == expected.ToString();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lowering_twice_is_lowering_once() =>
        Prop.ForAll(RandomTexts.Any, text => TextPipeline.Clean(text, "lowercase") == TextPipeline.Clean(text, "lowercase", "lowercase"))
            .QuickCheckThrowOnFailure();

    private static IEnumerable<(Rune Rune, string Class)> Classes()
    {
        foreach (JsonElement run in s_golden.GetProperty("sigma").EnumerateArray())
        {
            for (int value = run[0].GetInt32(); value <= run[1].GetInt32(); value++)
                yield return (new Rune(value), run[2].GetString()!);
        }
    }
}
