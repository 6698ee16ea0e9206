using Plaudit.Data;

namespace Plaudit.Tests.Data;

public sealed class ReviewDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("reviews.csv", "reviews.csv", null, "reviews.csv")]
    [InlineData("a/aclImdb.tar.gz:test", "a/aclImdb.tar.gz", DataHalf.Test, "aclImdb.tar.gz:test")]
    [InlineData("aclImdb/:unsup", "aclImdb/", DataHalf.Unsup, "aclImdb:unsup")]
    [InlineData(@"C:\films\reviews.csv:train", @"C:\films\reviews.csv", DataHalf.Train, null)]
    [InlineData("a:b.csv", "a:b.csv", null, "a:b.csv")]
    [InlineData("take:test:train", "take:test", DataHalf.Train, "take:test:train")]
    [InlineData("sample:TRAIN", "sample", DataHalf.Train, "sample:train")]
    [InlineData("reviews.csv:dev", "reviews.csv:dev", null, "reviews.csv:dev")]
    public void Half_is_one_of_three_words_and_every_other_colon_is_part_of_the_path(string data, string path, DataHalf? half, string? display)
    {
        var name = DataName.Parse(data);
        Assert.Equal((path, half), (name.Path, name.Half));
        if (display is not null)
            Assert.Equal(display, name.Display);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":train")]
    public void Name_without_a_path_is_refused(string data) =>
        Assert.Contains("names no data", Message(data), StringComparison.Ordinal);

    [Fact]
    public void Missing_file_is_named() =>
        Assert.Contains($"no data at {_folder.File("nowhere.csv")}: there is no such file or folder", Message(_folder.File("nowhere.csv:train")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("empty.csv")]
    [InlineData("empty.tsv")]
    [InlineData("empty.jsonl")]
    [InlineData("empty.txt")]
    [InlineData("empty.tar.gz")]
    public void Empty_file_is_an_error(string name) =>
        Assert.Contains("is empty", Message(_folder.Write(name, "")), StringComparison.Ordinal);

    [Fact]
    public void Unknown_extension_names_the_known_formats()
    {
        string message = Message(_folder.Write("reviews.xlsx", "x"));
        Assert.Contains("extension '.xlsx'", message, StringComparison.Ordinal);
        Assert.Contains(
            "an aclImdb folder, an aclImdb archive (.tar.gz), CSV (.csv), TSV (.tsv), JSON and JSON Lines (.json, .jsonl), fastText lines (.txt)",
            message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_without_halves_counts_as_train_and_has_no_test()
    {
        string path = _folder.Write("r.csv", "review,sentiment\nFine.,positive\n");
        ReviewSet set = TestData.Open(path);
        Assert.Equal((1, 0, 0), (set.Train.Count, set.Test.Count, set.Unlabelled.Count));
        Assert.Equal(set.Train, TestData.Open(path + ":train").Train);
        Assert.Contains("has no test half", Message(path + ":test"), StringComparison.Ordinal);
        Assert.Contains("holds no unlabelled reviews. It holds 1 labelled ones", Message(path + ":unsup"), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_with_a_files_extension_is_read_as_a_folder()
    {
        Directory.CreateDirectory(_folder.File("odd.csv"));
        Assert.Contains("looked for pos/*.txt", Message(_folder.File("odd.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_of_a_file_never_passes_its_total()
    {
        string rows = string.Concat(Enumerable.Range(0, 5000).Select(i => $"Film number {i} is fine.,{i % 2}\n"));
        string path = _folder.Write("r.csv", "review,sentiment\n" + rows);
        var reports = new List<DataProgress>();
        TestData.Open(path, progress: new Recorder(reports));
        Assert.Equal(6, reports.Count);
        Assert.Equal(reports[^1].Total, reports[^1].Done);
        Assert.All(reports, report => Assert.InRange(report.Done, 1, report.Total!.Value));
    }

    private static string Message(string data) => Assert.Throws<PlauditException>(() => TestData.Open(data)).Message;

    private sealed class Recorder(List<DataProgress> reports) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => reports.Add(value);
    }
}
