using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Plaudit.Data;

namespace Plaudit.Tests.Data;

public class RowRoundTripTests
{
    private static readonly string[] Awkward =
        ["\"", "\"\"", ",", "\t", "\n", "\r\n", "\r", " ", "a", "film", "é", "映画", "🎬", "\u2028", "\\", "'", "#", ";"];

    private static readonly Arbitrary<string[]> Texts = Gen.ArrayOf(
        Gen.OneOf(
            ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && IsText(text)),
            Gen.Elements(Awkward).ArrayOf().Select(string.Concat))).ToArbitrary();

    [Fact]
    public void Any_texts_written_as_csv_read_back_identically() =>
        Prop.ForAll(Texts, texts => Same(texts, Separated(texts, ',', "\r\n"), ReviewInputFormat.Csv)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_texts_written_as_tsv_read_back_identically() =>
        Prop.ForAll(Texts, texts => Same(texts, Separated(texts, '\t', "\n"), ReviewInputFormat.Tsv)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_texts_written_as_json_lines_read_back_identically() =>
        Prop.ForAll(Texts, texts =>
            Same(texts, string.Concat(texts.Select(text => JsonSerializer.Serialize(new { text, label = 1 }) + "\n")), ReviewInputFormat.JsonLines))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Any_lines_of_text_read_back_one_for_one() =>
        Prop.ForAll(
            Texts,
            texts =>
            {
                string[] lines = [.. texts.Select(text => text.Replace("\n", "").Replace("\r", ""))];
                return Same(lines, string.Concat(lines.Select(line => line + "\n")), ReviewInputFormat.Text);
            }).QuickCheckThrowOnFailure();

    private static bool Same(string[] texts, string content, ReviewInputFormat format)
    {
        // A byte order mark of the text's own at the very start would be the file's; the header keeps it away except in plain text.
        if (content.StartsWith('\uFEFF'))
            return true;
        // Pieces of three bytes: every character of several bytes is cut somewhere.
        // Of a file with one or two rows nobody can tell for sure what its quotes mean: here they have their usual meaning.
        using var input = new ReviewInput(
            new Trickle(Encoding.UTF8.GetBytes(content), 3), "r", format, new ReviewReadOptions { Quotes = QuoteStyle.Standard });
        return input.Select(review => review.Text).SequenceEqual(texts);
    }

    private static string Separated(string[] texts, char separator, string newLine) =>
        $"id{separator}review{newLine}" + string.Concat(texts.Select((text, i) => $"{i}{separator}\"{text.Replace("\"", "\"\"")}\"{newLine}"));

    private static bool IsText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            // NUL is refused: it means UTF-16.
            if (text[i] == '\0')
                return false;
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }

    /// <summary>Gives a few bytes at a time, as a pipe may.</summary>
    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }
}
