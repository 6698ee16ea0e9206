using Plaudit.Data;

namespace Plaudit.Tests.Data;

public sealed class RowReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Csv_keeps_quoted_newlines_doubled_quotes_and_commas()
    {
        ReviewSet set = Read("r.csv", "review,sentiment\r\n\"He said \"\"no\"\",\nand left.\",negative\r\nplain,positive\r\n");
        Assert.Equal(
            [
                new Review("He said \"no\",\nand left.", Label.Negative, null, "r.csv:2"),
                new Review("plain", Label.Positive, null, "r.csv:3"),
            ],
            set.Train);
    }

    [Fact]
    public void Csv_columns_are_found_by_name_in_any_case_and_order()
    {
        Assert.Equal("Fine.", Read("a.csv", "id,Sentiment, REVIEW\n7,pos,Fine.\n").Train[0].Text);
        var options = new ReviewReadOptions { TextColumn = "body", LabelColumn = "Stars" };
        Assert.Equal("Fine.", Read("b.csv", "stars,review,Body\n1,wrong,Fine.\n", options).Train[0].Text);
    }

    [Fact]
    public void Csv_without_the_columns_names_its_separator_and_those_it_has()
    {
        string message = Fails("r.csv", "txt;score\nFine.;1\n", new ReviewReadOptions { TextColumn = "text" });
        Assert.Contains("separated by semicolons", message, StringComparison.Ordinal);
        Assert.Contains("no column 'text' for the text (`TextColumn` names another, such as 'txt') and no column 'sentiment'", message,
            StringComparison.Ordinal);
        Assert.Contains("Columns found: txt, score", message, StringComparison.Ordinal);
        Assert.Contains("2 columns called 'review'", Fails("twice.csv", "review,review,sentiment\na,b,1\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("positive", Label.Positive)]
    [InlineData(" POS ", Label.Positive)]
    [InlineData("1", Label.Positive)]
    [InlineData("Negative", Label.Negative)]
    [InlineData("nEG", Label.Negative)]
    [InlineData("1.0", Label.Positive)]
    [InlineData("0.0", Label.Negative)]
    [InlineData("-1", Label.Negative)]
    [InlineData("TRUE", Label.Positive)]
    [InlineData("no", Label.Negative)]
    [InlineData("0", Label.Negative)]
    public void Labels_are_read_in_any_case(string written, Label label)
    {
        Assert.Equal(label, Read("r.csv", $"review,sentiment\nx,{written}\n").Train[0].Label);
        Assert.Equal(label, Read("r.tsv", $"review\tsentiment\nx\t{written}\n").Train[0].Label);
        Assert.Equal(label, Read("r.jsonl", $$"""{"text":"x","label":"{{written}}"}""").Train[0].Label);
        Assert.Equal(label, Read("r.txt", $"__label__{written.Trim()} x\n").Train[0].Label);
    }

    [Theory]
    [InlineData("r.csv", "review,sentiment\nfine,1\nfine\n", "r.csv, row 3 (line 3): expected 2 fields, found 1")]
    [InlineData("r.csv", "review,sentiment\n\"a\nb\",1\nwell, fine,1\n", "r.csv, row 3 (line 4): expected 2 fields, found 3")]
    [InlineData("r.csv", "review,sentiment\nfine,1\n\"a\nb\"\n", "r.csv, row 3 (line 3): expected 2 fields, found 1")]
    [InlineData("r.csv", "review,sentiment\nfine,1\n  ,1\n", "r.csv, row 3 (line 3): the review's text is empty")]
    [InlineData("r.csv", "review,sentiment\nfine,1\nfine,\n", "r.csv, row 3 (line 3): no label")]
    [InlineData("r.csv", "review,sentiment\nfine,1\n\"Oh\" he said,1\n", "r.csv, row 3 (line 3): text after a closing quote")]
    [InlineData("r.tsv", "review\tsentiment\nfine\t1\nfine\n", "r.tsv, row 3 (line 3): expected 2 fields, found 1")]
    [InlineData("r.jsonl", "{\"text\":\"a\",\"label\":1}\n\n{\"text\":\"b\"}\n", "r.jsonl, row 3 (line 3): no label")]
    [InlineData("r.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"words\":\"b\",\"label\":1}\n",
        "r.jsonl, row 2 (line 2): no key text or review; keys found: words, label")]
    [InlineData("r.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"text\":5,\"label\":1}\n",
        "r.jsonl, row 2 (line 2): the review is a JSON number: expected a string")]
    [InlineData("r.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"text\":\"b\",\n", "r.jsonl, row 2 (line 2): not JSON")]
    [InlineData("r.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"text\":\"\\ud800\",\"label\":1}\n", "r.jsonl, row 2 (line 2): not text")]
    [InlineData("r.jsonl", "{\"text\":\"a\",\"label\":1}\n[1]\n", "r.jsonl, row 2 (line 2): expected a JSON object, found a JSON array")]
    [InlineData("r.txt", "__label__pos a\nno label here\n",
        "r.txt, row 2 (line 2): no label: expected the line to begin with __label__pos or __label__neg")]
    [InlineData("r.txt", "__label__pos a\n__label__pos __label__neg b\n", "r.txt, row 2 (line 2): more than one __label__")]
    [InlineData("r.txt", "__label__pos a\n__label__neg\n", "r.txt, row 2 (line 2): the review's text is empty")]
    public void Row_that_cannot_be_used_is_named_or_counted(string name, string content, string expected)
    {
        Assert.StartsWith(expected, Fails(name, content), StringComparison.Ordinal);
        ReviewSet set = Read(name, content, new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.Equal((1, 1), (set.Train.Count, set.SkippedRows));
        Assert.StartsWith(expected, Assert.Single(set.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void Quote_inside_an_unquoted_field_is_text() =>
        Assert.Equal("The \"best\" film", Read("r.csv", "review,sentiment\nThe \"best\" film,1\n").Train[0].Text);

    [Fact]
    public void Blank_lines_between_rows_are_passed_over_and_still_counted()
    {
        ReviewSet set = Read("r.csv", "review,sentiment\n\nfine,1\n\n\nbad,0\n\n");
        Assert.Equal(["r.csv:3", "r.csv:6"], set.Train.Select(review => review.Source));
    }

    [Fact]
    public void Json_labels_may_be_words_or_numbers_and_keys_in_any_case()
    {
        ReviewSet set = Read("r.jsonl",
            "{\"Review\":\"a\\n\\u00e4\",\"Sentiment\":0}\r\n{\"text\":\"b\",\"label\":1.0,\"x\":[]}\n{\"text\":\"c\",\"review\":\"no\",\"sentiment\":\"pos\"}");
        Assert.Equal([("a\nä", Label.Negative), ("b", Label.Positive), ("c", Label.Positive)],
            set.Train.Select(review => (review.Text, review.Label!.Value)));
    }

    [Fact]
    public void Rows_without_a_label_can_be_read_when_none_is_required()
    {
        var options = new ReviewReadOptions { LabelsRequired = false };
        ReviewSet set = Read("r.csv", "review,sentiment\nlabelled,1\nnot,\n", options);
        Assert.Equal(["labelled"], set.Train.Select(review => review.Text));
        Assert.Equal(["not"], set.Unlabelled.Select(review => review.Text));
        Assert.Equal(2, Read("only.csv", "review\na\nb\n", options).Unlabelled.Count);
        Assert.Equal(["plain line"], Read("r.txt", "__label__pos a\nplain line\n", options).Unlabelled.Select(review => review.Text));
        string path = _folder.Write("u.csv", "review,sentiment\nlabelled,1\nnot,\n");
        Assert.Equal(["not"], TestData.Open(path + ":unsup").Unlabelled.Select(review => review.Text));
    }

    [Fact]
    public void File_whose_rows_are_all_bad_says_so()
    {
        string message = Fails("r.csv", "id,review,sentiment\na,1\nb,1\n", new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.Contains("holds no reviews. All 2 rows were left out; the first: r.csv, row 2 (line 2): expected 3 fields, found 2", message,
            StringComparison.Ordinal);
        Assert.Contains("holds no reviews", Fails("header.csv", "review,sentiment\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_first_skipped_rows_are_described()
    {
        string content = "review,sentiment\nfine,1\n" + string.Concat(Enumerable.Repeat("a,1,x\n", 100));
        ReviewSet set = Read("r.csv", content, new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.Equal((100, 20), (set.SkippedRows, set.Skipped.Count));
    }

    [Fact]
    public void Very_long_review_is_read()
    {
        string text = string.Concat(Enumerable.Repeat("long and \"winding\", ", 200_000));
        Assert.Equal(text, Read("r.csv", $"review,sentiment\n\"{text.Replace("\"", "\"\"")}\",1\n").Train[0].Text);
        Assert.Equal(text.Trim(), Read("r.txt", "__label__pos " + text.Trim()).Train[0].Text);
    }

    [Theory]
    [InlineData("r.csv", "review,sentiment\nfine,1\nb\u00FFd,1\n", "r.csv, line 3: invalid UTF-8 at byte offset 25 (0xFF)")]
    [InlineData("r.jsonl", "{\"text\":\"a\",\"label\":1}\n{\"text\":\"\xE9\",\"label\":1}\n",
        "r.jsonl, line 2: invalid UTF-8 at byte offset 32 (0xE9)")]
    [InlineData("r.txt", "__label__pos caf\xE9", "r.txt, line 1: invalid UTF-8 at byte offset 16 (0xE9)")]
    [InlineData("r.csv", "\xFF\xFEr\0\0\xD8r\0", "r.csv, after line 1: invalid UTF-16")]
    public void Invalid_utf8_is_an_error_with_its_line_and_byte(string name, string latin1, string expected)
    {
        string path = _folder.Write(name, System.Text.Encoding.Latin1.GetBytes(latin1));
        var options = new ReviewReadOptions { OnBadRow = BadRow.Skip };
        Assert.StartsWith(expected, Assert.Throws<PlauditException>(() => TestData.Open(path, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_content_gives_reviews_or_a_clear_error()
    {
        string[] pieces = ["review,sentiment\n", "\"", "\"\"", ",", "\t", "\n", "\r", "{", "}", "\"text\":", "__label__", "pos", "1", " ", "a", "\0",
            "\\u12", "ä", "\u0080"];
        var random = new SeededRandom(5);
        for (int trial = 0; trial < 1500; trial++)
        {
            string content = trial % 2 == 0 ? pieces[0] : "";
            for (int length = random.NextInt32(30); length > 0; length--)
                content += pieces[random.NextInt32(pieces.Length)];
            // Every other one as Latin-1, which is seldom UTF-8.
            byte[] bytes = (trial % 4 < 2 ? System.Text.Encoding.UTF8 : System.Text.Encoding.Latin1).GetBytes(content);
            string name = "r" + new[] { ".csv", ".tsv", ".jsonl", ".txt" }[random.NextInt32(4)];
            try
            {
                var options = new ReviewReadOptions { OnBadRow = trial % 3 == 0 ? BadRow.Skip : BadRow.Error, LabelsRequired = trial % 5 > 0 };
                ReviewSet set = TestData.Open(_folder.Write(name, bytes), options);
                Assert.NotEqual(0, set.Train.Count + set.Unlabelled.Count);
            }
            catch (PlauditException e)
            {
                Assert.Contains(name, e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Byte_order_mark_is_accepted()
    {
        Assert.Single(Read("r.csv", "\uFEFFreview,sentiment\nfine,1\n").Train);
        Assert.Single(Read("r.jsonl", "\uFEFF{\"text\":\"a\",\"label\":1}").Train);
        Assert.Single(Read("r.txt", "\uFEFF__label__pos a").Train);
    }

    private ReviewSet Read(string name, string content, ReviewReadOptions? options = null) => TestData.Open(_folder.Write(name, content), options);

    private string Fails(string name, string content, ReviewReadOptions? options = null) =>
        Assert.Throws<PlauditException>(() => Read(name, content, options)).Message;
}
