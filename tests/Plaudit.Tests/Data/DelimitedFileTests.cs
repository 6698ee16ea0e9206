using Plaudit.Data;

namespace Plaudit.Tests.Data;

/// <summary>Separated text as programs other than ours write it.</summary>
public sealed class DelimitedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quotes_are_text_where_no_row_uses_them_in_pairs_and_the_note_says_so()
    {
        ReviewSet set = Read("r.tsv", "review\tlabel\n\"Citizen\" in the park\t1\nA \"five\" film\t1\nDull and \"safe\t0\n");
        Assert.Equal(["\"Citizen\" in the park", "A \"five\" film", "Dull and \"safe"], set.Train.Select(review => review.Text));
        Assert.Contains(_notes, note => note.Contains("`Quotes = QuoteStyle.None`", StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_over_two_lines_with_a_tab_is_one_field()
    {
        ReviewSet set = Read("r.tsv", "label\treview\n1\t\"Fine and \n\tfunny\"\n");
        Assert.Equal(["Fine and \n\tfunny"], set.Train.Select(review => review.Text));
    }

    [Fact]
    public void Backslashes_before_quotes_are_found_and_said()
    {
        ReviewSet set = Read("r.tsv", "id\tsentiment\treview\n\"1_8\"\t1\t\"like \\\"Old Harbour\\\" in its best\"\n\"2_3\"\t0\t\"Dull\"\n");
        Assert.Equal(["like \"Old Harbour\" in its best", "Dull"], set.Train.Select(review => review.Text));
        Assert.Contains(_notes, note => note.Contains("`Quotes = QuoteStyle.Backslash`", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("review,sentiment\n\"A 5\" screen\" joke,1\nDull,0\nLovely,1\n", "r.csv, row 2 (line 2): text after a closing quote", 2)]
    [InlineData("review,sentiment\n\"a\nb\",1\n\"open,1\nkept,0\nkept too,0\n",
        "r.csv, row 3 (line 4): a quote is opened and not closed before the end of the file", 3)]
    [InlineData("review,sentiment\n\"open,1\nkept,0\n\"quoted\",1\n", "r.csv, row 2 (line 2): a quote is opened and not closed within its row", 2)]
    public void Stray_quote_costs_its_own_row_alone(string content, string expected, int left)
    {
        Assert.StartsWith(expected, Fails("r.csv", content, new ReviewReadOptions()), StringComparison.Ordinal);
        ReviewSet set = Read("r.csv", content, new ReviewReadOptions { OnBadRow = BadRow.Skip, Quotes = QuoteStyle.Standard });
        Assert.Equal((left, 1), (set.Train.Count, set.SkippedRows));
    }

    [Theory]
    [InlineData("review,sentiment\n\"Never again,0\nLovely,1\nSo 5\",0\nFine,1\n", "row 2 (line 2)", 3)]
    [InlineData("sentiment,review\n0,\"Never again\n1,Lovely\n0,So 5\"\n1,Fine\n", "row 2 (line 2)", 3)]
    public void Two_stray_quotes_do_not_swallow_the_rows_between_them(string content, string where, int left)
    {
        Assert.Contains(where, Fails("r.csv", content), StringComparison.Ordinal);
        ReviewSet set = Read("r.csv", content, new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.Equal((left, 1), (set.Train.Count, set.SkippedRows));
    }

    [Fact]
    public void Row_with_a_stray_quote_behind_a_field_of_several_lines_gives_back_all_its_lines()
    {
        const string Content = "id,review,sentiment\n\"1\n\",\"a\nb\"c,1\n2,kept,0\n";
        ReviewSet set = Read("r.csv", Content, new ReviewReadOptions { OnBadRow = BadRow.Skip, Quotes = QuoteStyle.Standard });
        Assert.Equal(["kept"], set.Train.Select(review => review.Text));
        Assert.StartsWith("r.csv, row 2 (line 2): a quote is opened and not closed within its row", set.Skipped[0], StringComparison.Ordinal);
        Assert.Equal("r.csv:5", set.Train[0].Source);
    }

    [Fact]
    public void Tabs_decide_where_two_stray_quotes_look_like_one_long_field()
    {
        ReviewSet set = Read("r.tsv", "review\tlabel\n\"Citizen in the park\t1\nFine\t1\nDull and safe\"\t0\n");
        Assert.Equal(["\"Citizen in the park", "Fine", "Dull and safe\""], set.Train.Select(review => review.Text));
    }

    [Fact]
    public void File_made_of_stray_quotes_is_refused_in_time()
    {
        // Each row opens a quote that the next one closes and opens again.
        string content = "review,sentiment\n" + string.Concat(Enumerable.Repeat("a\",\"b" + new string('c', 100) + "\n", 300_000));
        string message = Fails("r.csv", content, new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.Contains("r.csv, row", message, StringComparison.Ordinal);
        Assert.Contains("as in many rows before it. Does `Quotes = QuoteStyle.None` read this file?", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("review;sentiment\r\n\"A fine, warm film\";positive\r\n", null)]
    [InlineData("sep=;\r\nreview;sentiment\r\nA fine, warm film;positive\r\n", null)]
    [InlineData("review|sentiment\nA fine, warm film|positive\n", null)]
    [InlineData("review\tsentiment\nA fine, warm film\tpositive\n", null)]
    [InlineData("\"review, in full\";sentiment;review\nx;positive;A fine, warm film\n", null)]
    [InlineData("\n\nreview,sentiment\n\"A fine, warm film\",positive\n", null)]
    [InlineData("review^sentiment\nA fine, warm film^positive\n", '^')]
    [InlineData("review,sentiment\r\"A fine, warm film\",positive\r", null)]
    public void Separators_and_line_ends_of_every_kind_are_read(string content, char? separator) =>
        Assert.Equal("A fine, warm film", Read("r.csv", content, new ReviewReadOptions { Separator = separator }).Train.Single().Text);

    [Theory]
    [InlineData("id,Sentence,Polarity\n7,Fine.,1\n")]
    [InlineData("CONTENT,label\nFine.,1\n")]
    [InlineData("class,comment\n1,Fine.\n")]
    public void Usual_columns_are_found_in_any_case_and_said(string content)
    {
        Assert.Equal("Fine.", Read("r.csv", content).Train.Single().Text);
        Assert.Contains(_notes, note => note.Contains("the text is in the column", StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_that_could_all_be_meant_are_an_error() =>
        Assert.Contains("several columns that could be meant: text, body. Name one with `TextColumn`", Fails("r.csv", "text,body,label\na,b,1\n"),
            StringComparison.Ordinal);

    [Fact]
    public void File_without_a_header_is_read_by_column_numbers()
    {
        var options = new ReviewReadOptions { HasHeader = false, TextColumn = "2", LabelColumn = "1", PositiveLabel = "4", NegativeLabel = "0" };
        ReviewSet set = Read("r.csv", "\"0\",\"a dull day\"\n\"4\",\"a lovely day\"\n", options);
        Assert.Equal([("a dull day", Label.Negative), ("a lovely day", Label.Positive)],
            set.Train.Select(review => (review.Text, review.Label!.Value)));
        Assert.Contains("as a number from 1 to 2, found 3", Fails("r.csv", "a,1\n", options with { TextColumn = "3" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,5\nb,4\nc,1\nd,0\n", "'0' (1), '1' (1), '4' (1), '5' (1)")]
    [InlineData("a,1\nb,2\nc,1\nd,2\n", "'1' (2), '2' (2)")]
    [InlineData("a,1\nb,0\nc,-1\n", "'-1' (1), '0' (1), '1' (1)")]
    [InlineData("a,positive\nb,neutral\n", "'neutral' (1), 'positive' (1)")]
    public void Column_with_other_codes_is_refused_with_their_counts_whatever_bad_rows_come_to(string rows, string codes)
    {
        string message = Fails("r.csv", "review,sentiment\n" + rows, new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.Contains(codes, message, StringComparison.Ordinal);
        Assert.Contains("`PositiveLabel` and `NegativeLabel`", message, StringComparison.Ordinal);
        Assert.DoesNotContain("skip", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seldom_unknown_label_is_a_bad_row()
    {
        string content = "review,sentiment\n" + string.Concat(Enumerable.Repeat("a,1\n", 20)) + "b,nagative\n";
        Assert.StartsWith("r.csv, row 22 (line 22): unknown label 'nagative'", Fails("r.csv", content), StringComparison.Ordinal);
        Assert.Equal(20, Read("r.csv", content, new ReviewReadOptions { OnBadRow = BadRow.Skip }).Train.Count);
    }

    [Fact]
    public void Json_labels_are_those_of_every_format()
    {
        ReviewSet set = Read("r.jsonl",
            "{\"review\":\"a\",\"sentiment\":true}\n{\"review\":\"b\",\"sentiment\":0.0}\n{\"review\":\"c\",\"sentiment\":\"yes\"}\n");
        Assert.Equal([Label.Positive, Label.Negative, Label.Positive], set.Train.Select(review => review.Label!.Value));
    }

    [Theory]
    [InlineData("r.csv")]
    [InlineData("r.txt")]
    public void Utf16_without_a_mark_is_named(string name)
    {
        string path = _folder.Write(name, System.Text.Encoding.Unicode.GetBytes("review,sentiment\r\nA fine film,positive\r\n"));
        Assert.Contains("UTF-16", Assert.Throws<PlauditException>(() => TestData.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16_with_its_mark_is_read()
    {
        string text = "review\tsentiment\r\nCafé film\tpositive\r\n";
        byte[] little = [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes(text)];
        byte[] big = [.. System.Text.Encoding.BigEndianUnicode.GetPreamble(), .. System.Text.Encoding.BigEndianUnicode.GetBytes(text)];
        Assert.Equal("Café film", TestData.Open(_folder.Write("l.csv", little)).Train.Single().Text);
        Assert.Equal("Café film", TestData.Open(_folder.Write("b.csv", big)).Train.Single().Text);
    }

    [Fact]
    public void Line_of_a_million_separators_is_refused() =>
        Assert.Contains("more than 10,000 fields", Fails("r.csv", new string(',', 1_000_000)), StringComparison.Ordinal);

    private ReviewSet Read(string name, string content, ReviewReadOptions? options = null) =>
        TestData.Open(_folder.Write(name, content), (options ?? new ReviewReadOptions()) with { OnNote = _notes.Add });

    private string Fails(string name, string content, ReviewReadOptions? options = null) =>
        Assert.Throws<PlauditException>(() => Read(name, content, options)).Message;
}
