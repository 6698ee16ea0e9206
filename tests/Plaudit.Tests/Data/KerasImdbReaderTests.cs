using System.IO.Compression;
using System.Text.Json;
using Plaudit.Data;
using Plaudit.Data.Readers;
using Plaudit.Tests.Text;

namespace Plaudit.Tests.Data;

/// <summary>Files that NumPy wrote, and hostile ones, from tools/golden/keras_imdb.py.</summary>
public sealed class KerasImdbReaderTests : IDisposable
{
    private const string Index = """{"the": 1, "film": 2, "fine": 3, "it's": 4, "dull": 5, "\u0085": 300, "zoë": 70000}""";

    private static readonly JsonElement s_golden = Golden.Load("keras_imdb.json");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Good => [.. s_golden.GetProperty("good").EnumerateObject().Select(file => file.Name)];

    public static TheoryData<string> Refused => [.. s_golden.GetProperty("refused").EnumerateObject().Select(file => file.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Good))]
    public void Reviews_and_labels_are_those_that_numpy_wrote(string name)
    {
        ReviewSet set = TestData.Open(Write(s_golden.GetProperty("good").GetProperty(name)));
        Assert.Equal(
            [
                new Review("the film fine", Label.Positive, null, "imdb.npz:x_train[0]"),
                new Review("it's \u0085 zoë", Label.Negative, null, "imdb.npz:x_train[1]"),
                new Review("film", Label.Negative, null, "imdb.npz:x_train[2]"),
                new Review("the the dull film fine the", Label.Positive, null, "imdb.npz:x_train[3]"),
            ],
            set.Train);
        Assert.Equal(
            [new Review("fine film", Label.Negative, null, "imdb.npz:x_test[0]"),
                new Review("dull dull the", Label.Positive, null, "imdb.npz:x_test[1]")], set.Test);
        Assert.Equal(("imdb.npz", 0), (set.Name, set.SkippedRows));
    }

    [Fact]
    public void Halves_are_picked_behind_the_name()
    {
        string path = WriteGood();
        ReviewSet train = TestData.Open(path + ":train");
        ReviewSet test = TestData.Open(path + ":test");
        Assert.Equal((4, 0, DataHalf.Train, "imdb.npz:train"), (train.Train.Count, train.Test.Count, train.Half, train.Name));
        Assert.Equal((0, 2, DataHalf.Test, "imdb.npz:test"), (test.Train.Count, test.Test.Count, test.Half, test.Name));
        Assert.Contains("has no unlabelled reviews: it has the halves :train and :test", Fails(path + ":unsup"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Whatever_else_a_file_holds_is_refused(string name)
    {
        JsonElement file = s_golden.GetProperty("refused").GetProperty(name);
        string path = Write(file.GetProperty("file"));
        string message = Fails(path);
        Assert.Contains(file.GetProperty("says").GetString()!, message, StringComparison.Ordinal);
        Assert.StartsWith(path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_pickle_names_opcode_and_offset()
    {
        string message = Fails(Write(s_golden.GetProperty("refused").GetProperty("inst").GetProperty("file")));
        // 128 bytes of header, two of protocol, a mark, a text of two bytes behind its length.
        Assert.Contains("x_train.npy: the pickle is refused at byte 138, opcode 0x69", message, StringComparison.Ordinal);
        Assert.Contains("nothing of a pickle is ever run", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_that_unpacks_to_more_than_it_may_is_refused_before_it_is_unpacked()
    {
        string path = _folder.File("imdb.npz");
        _folder.Write(KerasWordIndex.FileName, Index);
        using (var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("x_train.npy", CompressionLevel.Fastest).Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i <= 128; i++)
                entry.Write(zeros);
        }

        Assert.Contains("x_train.npy: claims 135,266,304 bytes unpacked; at most 134,217,728 are read", Fails(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"the": 1, "film": 2, "fine": 3, "it's": 4, "dull": 5, "x": 30}""",
        "x_train[1]: no word has the rank 300: imdb_word_index.json knows 1 to 30")]
    [InlineData("""{"the": 1, "film": 2}""", "x_train[0]: no word has the rank 3")]
    public void Rank_without_a_word_is_a_bad_row(string index, string expected)
    {
        string path = WriteGood(index);
        Assert.Contains(expected, Fails(path), StringComparison.Ordinal);
        ReviewSet set = TestData.Open(path, new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.True(set.SkippedRows > 0);
        Assert.Contains(set.Train, review => review.Text == "film");
        Assert.Contains(expected, set.Skipped[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_word_index_is_an_error_that_says_where_to_put_it()
    {
        string path = WriteGood();
        File.Delete(_folder.File(KerasWordIndex.FileName));
        string message = Fails(path);
        Assert.Contains("imdb_word_index.json, which is missing: put it beside the .npz file, at " + _folder.File(KerasWordIndex.FileName), message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"the\": 1", "is not JSON")]
    [InlineData("[1]", "expected an object of words and their ranks, such as {\"the\": 1}, found [1]")]
    [InlineData("{}", "expected an object of words and their ranks")]
    [InlineData("{\"the\": 0}", "\"the\": expected a rank, a whole number from 1, found 0")]
    [InlineData("{\"the\": 2147483648}", "expected a rank, a whole number from 1, found 2147483648")]
    [InlineData("{\"the\": 1.5}", "expected a rank, a whole number from 1, found 1.5")]
    [InlineData("{\"the\": \"1\"}", "expected a rank, a whole number from 1, found \"1\"")]
    [InlineData("{\"the\": 1, \"film\": 1}", "the rank 1 belongs to two words, \"the\" and \"film\"")]
    [InlineData("{\"\": 1}", "rank 1: expected a word of 1 to 100 characters")]
    [InlineData("{\"a b\": 1}", "without a space, found \"a b\"")]
    public void Word_index_that_is_none_is_refused(string index, string expected)
    {
        string message = Fails(WriteGood(index));
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(KerasWordIndex.FileName, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_decoded_by_kerass_rule_with_padding_0_start_1_unknown_2_and_words_from_3_on()
    {
        _folder.Write(KerasWordIndex.FileName, Index);
        var index = KerasWordIndex.Beside(_folder.Path, "imdb.npz");
        Assert.Equal("the <UNK> film", index.Decode([0, 0, 1, 4, 2, 5], out long? unknown));
        Assert.Null(unknown);
        Assert.Equal("the", index.Decode([1, 4, 3, 5], out unknown));
        Assert.Equal(3, unknown);
    }

    private string WriteGood(string index = Index) => Write(s_golden.GetProperty("good").GetProperty("savez"), index);

    private string Write(JsonElement file, string index = Index)
    {
        _folder.Write(KerasWordIndex.FileName, index);
        return _folder.Write("imdb.npz", Convert.FromBase64String(file.GetString()!));
    }

    private static string Fails(string path) => Assert.Throws<PlauditException>(() => TestData.Open(path)).Message;
}
