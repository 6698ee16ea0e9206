using System.Diagnostics;
using System.Text;
using Plaudit.Data;
using Plaudit.Data.Readers;

namespace Plaudit.Tests.Data;

/// <summary>The same reviews in each shape that tools write them in.</summary>
public sealed class FileFormatTests : IDisposable
{
    private const string Lines = "{\"text\":\"A fine film\",\"label\":1}\n{\"text\":\"Dull [so-so}\",\"label\":0}\n";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("r.json", Lines)]
    [InlineData("r.jsonl", Lines)]
    [InlineData("r.jsonl", "\n[\n  {\"text\": \"A fine film\", \"label\": 1},\n  {\"text\": \"Dull [so-so}\", \"label\": 0}\n]\n")]
    [InlineData("r.json", "[{\"text\":\"A fine film\",\"label\":1},{\"text\":\"Dull [so-so}\",\"label\":0}]")]
    [InlineData("r.jsonl", "{\n \"text\": \"A fine film\",\n \"label\": 1\n}\n{\n \"text\": \"Dull [so-so}\",\n \"label\": 0\n}\n")]
    [InlineData("r.csv", "review,sentiment\nA fine film,1\nDull [so-so},0\n")]
    [InlineData("r.tsv", "review\tsentiment\nA fine film\t1\nDull [so-so}\t0\n")]
    [InlineData("r.txt", "__label__1 A fine film\n__label__0 Dull [so-so}\n")]
    public void Every_shape_is_read_plain_and_packed_and_under_another_name(string name, string content)
    {
        (string, Label?)[] expected = [("A fine film", Label.Positive), ("Dull [so-so}", Label.Negative)];
        string packed = _folder.Write(name + ".gz", ArchiveBuilder.GZip(Encoding.UTF8.GetBytes(content)));
        string renamed = _folder.Write("reviews.dat", content);
        ReviewInputFormat format = Path.GetExtension(name) switch
        {
            ".csv" => ReviewInputFormat.Csv,
            ".tsv" => ReviewInputFormat.Tsv,
            ".txt" => ReviewInputFormat.Text,
            _ => ReviewInputFormat.JsonLines,
        };
        Assert.Equal(expected, Read(_folder.Write(name, content)).Select(review => (review.Text, review.Label)));
        Assert.Equal(expected, Read(packed).Select(review => (review.Text, review.Label)));
        Assert.Equal(expected, Read(renamed, new ReviewReadOptions { Format = format }).Select(review => (review.Text, review.Label)));
        using var input = ReviewInput.Open(packed);
        Assert.Equal(expected, input.Where(review => review.Text.Length > 0).Select(review => (review.Text, review.Label)));
        using var pipe = new ReviewInput(new Pipe(ArchiveBuilder.GZip(Encoding.UTF8.GetBytes(content))), "pipe", format);
        Assert.Equal(expected, pipe.Where(review => review.Text.Length > 0).Select(review => (review.Text, review.Label)));
    }

    [Theory]
    [InlineData("[\n {\"text\": \"a\",\n  \"label\": 1},\n {\"text\": \"b\",\n  \"label\": 1 2}\n]", "r.json, row 2 (line 4): not JSON",
        "at line 5, byte 14")]
    [InlineData("[\n {\"text\": \"a\", \"label\": 1},\n 7\n]", "r.json, row 2 (line 3): expected a JSON object, found a JSON number", "")]
    [InlineData("{\n \"text\": \"a\",\n \"label\": 1\n}\n{\n \"text\": \"b\"\n", "r.json, row 2 (line 5): not JSON", "at line 7")]
    public void Fault_in_a_document_is_named_by_row_and_line_and_costs_its_own_row(string content, string expected, string place)
    {
        string path = _folder.Write("r.json", content);
        string message = Assert.Throws<PlauditException>(() => Read(path)).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Equal("a", Assert.Single(Read(path, new ReviewReadOptions { OnBadRow = BadRow.Skip })).Text);
    }

    [Fact]
    public void Cut_documents_are_errors()
    {
        Assert.Contains("is not closed. Is the file cut?", Fails("r.json", "[\n {\"text\": \"a\", \"label\": 1},\n"), StringComparison.Ordinal);
        Assert.StartsWith("r.jsonl, row 1 (line 1): not JSON", Fails("r.jsonl", "{\"text\":\"a\",\n{\"text\":\"b\",\"label\":1}\n"),
            StringComparison.Ordinal);
        byte[] packed = ArchiveBuilder.GZip(Encoding.UTF8.GetBytes(Lines));
        for (int length = 2; length < packed.Length; length++)
        {
            string path = _folder.Write("cut.jsonl.gz", packed[..length]);
            Assert.Contains("cut.jsonl.gz", Assert.Throws<PlauditException>(() => Read(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Labels_of_lines_to_predict_are_taken_off_and_it_is_said_once()
    {
        string path = _folder.Write("r.txt", "__label__neg Not my thing\nplain\n__label__pos __label__drama A story\n");
        using var input = ReviewInput.Open(path, options: new ReviewReadOptions { OnNote = _notes.Add });
        Assert.Equal([("Not my thing", Label.Negative), ("plain", null), ("A story", (Label?)null)],
            input.Select(review => (review.Text, review.Label)));
        Assert.Contains("r.txt, line 1: begins with __label__", Assert.Single(_notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Tabs_in_a_text_file_are_named_and_read_on_request()
    {
        const string Content = "Wow, loved this place.\t1\n\"Crust\" is not good.\t0\n";
        Assert.Contains("tab-separated text is read with `Format = ReviewInputFormat.Tsv`, and `HasHeader = false` where it has none",
            Fails("r.txt", Content), StringComparison.Ordinal);
        var options = new ReviewReadOptions { Format = ReviewInputFormat.Tsv, HasHeader = false, TextColumn = "1", LabelColumn = "2" };
        Assert.Equal(
            [("Wow, loved this place.", Label.Positive), ("\"Crust\" is not good.", Label.Negative)],
            Read(_folder.Write("r.txt", Content), options).Select(review => (review.Text, review.Label!.Value)));
    }

    [Fact]
    public void Keys_that_are_taken_are_said_where_they_are_not_the_usual_ones()
    {
        Read(_folder.Write("r.jsonl", "{\"Content\":\"a\",\"target\":1}\n{\"content\":\"b\",\"target\":0}\n"));
        Assert.Contains("the text is under the key 'Content', the label under 'target'", Assert.Single(_notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Pipe_and_device_are_no_data()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes are made by mkfifo");
        string path = _folder.File("pipe.csv");
        using (Process make = Process.Start("mkfifo", path))
            make.WaitForExit();
        Assert.Contains("pipe.csv is a pipe or a device", Assert.Throws<PlauditException>(() => Read(path)).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(_folder.File("zero.txt"), "/dev/zero");
        Assert.Contains("zero.txt is a pipe or a device", Assert.Throws<PlauditException>(() => Read(_folder.File("zero.txt"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reviews_that_would_fill_the_memory_are_refused_with_the_limit()
    {
        string long_ = new('x', ReadBudget.LongestReview);
        var budget = new ReadBudget("r.tar.gz");
        for (long taken = 0; taken < ReadBudget.MostCharacters; taken += long_.Length)
            budget.Take(long_);
        Assert.Contains(
            "r.tar.gz holds more than 1,073,741,824 characters in all its reviews", Assert.Throws<PlauditException>(() => budget.Take("x")).Message,
                StringComparison.Ordinal);

        var many = new ReadBudget("r.csv");
        for (int i = 0; i < ReadBudget.MostReviews; i++)
            many.Take("x");
        Assert.Contains("holds more than 16,777,216 reviews", Assert.Throws<PlauditException>(() => many.Take("x")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Small_file_that_unpacks_to_one_endless_line_is_refused()
    {
        string path = _folder.Write("bomb.csv.gz", ArchiveBuilder.GZip(new byte[20_000_000].Select(_ => (byte)'x').ToArray()));
        Assert.Contains("longer than 16,777,216 characters, the most that a row may have", Assert.Throws<PlauditException>(() => Read(path)).Message,
            StringComparison.Ordinal);
    }

    private IReadOnlyList<Review> Read(string path, ReviewReadOptions? options = null) =>
        TestData.Open(path, (options ?? new ReviewReadOptions()) with { OnNote = _notes.Add }).Train;

    private string Fails(string name, string content) => Assert.Throws<PlauditException>(() => Read(_folder.Write(name, content))).Message;

    private sealed class Pipe(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
