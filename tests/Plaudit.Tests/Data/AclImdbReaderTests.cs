using System.Formats.Tar;
using System.Text;
using Plaudit.Data;

namespace Plaudit.Tests.Data;

public sealed class AclImdbReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData(":train", true)]
    [InlineData(":test", true)]
    [InlineData(":unsup", true)]
    public void Folder_and_archive_of_the_same_content_give_the_same_reviews(string half, bool labelsRequired)
    {
        ArchiveBuilder.WriteFolder(_folder, "aclImdb", ArchiveBuilder.Small);
        string archive = _folder.Write("small.tar.gz", ArchiveBuilder.GZip(ArchiveBuilder.Tar(ArchiveBuilder.Small)));
        var options = new ReviewReadOptions { LabelsRequired = labelsRequired };

        ReviewSet fromFolder = TestData.Open(_folder.File("aclImdb") + half, options);
        ReviewSet fromArchive = TestData.Open(archive + half, options);

        Assert.Equal(fromFolder.Train, fromArchive.Train);
        Assert.Equal(fromFolder.Test, fromArchive.Test);
        Assert.Equal(fromFolder.Unlabelled, fromArchive.Unlabelled);
        Assert.Equal("small.tar.gz" + half, fromArchive.Name);
    }

    [Fact]
    public void Reviews_come_negative_first_and_by_number_with_film_and_source()
    {
        string archive = Archive(ArchiveBuilder.Small);
        ReviewSet set = TestData.Open(archive);
        Assert.Equal(
            [
                new Review("Slow, and then slower.", Label.Negative, "tt0000002", "train/neg/1_2.txt"),
                new Review("Dull.", Label.Negative, null, "train/neg/3_1.txt"),
                new Review("Second, <br /> and good.", Label.Positive, "tt0000002", "train/pos/2_7.txt"),
                new Review("Ten out of ten.", Label.Positive, null, "train/pos/10_9.txt"),
            ],
            set.Train);
        Assert.Equal(["test/neg/0_2.txt", "test/pos/0_10.txt"], set.Test.Select(review => review.Source));
        Assert.Empty(set.Unlabelled);
        Assert.Equal(6, set.Labelled.Count);
        Assert.Same(set.Test, set.ForEvaluation);
    }

    [Fact]
    public void Half_asked_for_is_the_only_one_read()
    {
        string archive = Archive(ArchiveBuilder.Small);
        ReviewSet test = TestData.Open(archive + ":test");
        Assert.Equal((0, 2, 0, DataHalf.Test), (test.Train.Count, test.Test.Count, test.Unlabelled.Count, test.Half));
        ReviewSet unsup = TestData.Open(archive + ":unsup");
        Assert.Equal(["Nobody said."], unsup.Unlabelled.Select(review => review.Text));
        Assert.Equal((0, 0), (unsup.Train.Count, unsup.Test.Count));
    }

    [Fact]
    public void Archive_without_a_test_half_says_so_only_when_it_is_asked_for()
    {
        string archive = Archive(ArchiveBuilder.Small.Where(file => !file.Path.StartsWith("test/", StringComparison.Ordinal)));
        ReviewSet set = TestData.Open(archive);
        Assert.Empty(set.Test);
        Assert.Same(set.Train, set.ForEvaluation);
        string message = Message(archive + ":test");
        Assert.Contains("looked for test/pos/*.txt and test/neg/*.txt", message, StringComparison.Ordinal);
        Assert.Contains("2 reviews in train/neg, 2 reviews in train/pos, 1 reviews in train/unsup", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pos/1.txt", "neg/1.txt", "data", 2, 0)]
    [InlineData("aclImdb/test/pos/1.txt", "aclImdb/test/neg/1.txt", "data", 0, 2)]
    [InlineData("test/pos/1.txt", "test/neg/1.txt", "data/test", 0, 2)]
    [InlineData("train/pos/cv000_29416.txt", "train/neg/cv000_1.txt", "data/train", 2, 0)]
    public void Folder_may_be_a_half_or_hold_pos_and_neg_or_the_unpacked_folder(string positive, string negative, string opened, int train, int test)
    {
        ArchiveBuilder.WriteFolder(_folder, "data", [(positive, "Good."), (negative, "Bad.")]);
        ReviewSet set = TestData.Open(_folder.File(opened));
        Assert.Equal((train, test), (set.Train.Count, set.Test.Count));
        Assert.Equal([Label.Negative, Label.Positive], set.Labelled.Select(review => review.Label!.Value));
    }

    [Fact]
    public void Folder_without_pos_and_neg_says_what_was_looked_for_and_found()
    {
        ArchiveBuilder.WriteFolder(_folder, "data", [("good/1.txt", "Good."), ("notes.md", "x")]);
        string message = Message(_folder.File("data"));
        Assert.Contains("looked for pos/*.txt and neg/*.txt", message, StringComparison.Ordinal);
        Assert.Contains("found good, notes.md", message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("bare"));
        Assert.Contains("found nothing", Message(_folder.File("bare")), StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_packed_twice_counts_once_with_its_later_content()
    {
        string archive = Archive([("train/pos/1_9.txt", "Old."), ("train/pos/1_9.txt", "New."), ("train/neg/1_1.txt", "Bad.")]);
        Assert.Equal(["Bad.", "New."], TestData.Open(archive).Train.Select(review => review.Text));
    }

    [Theory]
    [InlineData(" \n ", "the review's text is empty")]
    [InlineData("bad \xFF byte", "invalid UTF-8 at byte offset 4 (0xFF)")]
    public void Unusable_review_is_an_error_that_names_its_entry_or_is_counted(string text, string fault)
    {
        _folder.Write("data/train/pos/1_9.txt", Encoding.Latin1.GetBytes(text));
        _folder.Write("data/train/neg/1_1.txt", "Bad.");
        string message = Message(_folder.File("data"));
        Assert.Contains("train/pos/1_9.txt: " + fault, message, StringComparison.Ordinal);

        ReviewSet set = TestData.Open(_folder.File("data"), new ReviewReadOptions { OnBadRow = BadRow.Skip });
        Assert.Equal((1, 1), (set.Train.Count, set.SkippedRows));
        Assert.Contains(fault, Assert.Single(set.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_cut_anywhere_is_an_error_that_says_how_far_it_got()
    {
        byte[] whole = ArchiveBuilder.GZip(ArchiveBuilder.Tar(ArchiveBuilder.Small));
        string path = _folder.Write("whole.tar.gz", whole);
        Assert.Equal(4, TestData.Open(path).Train.Count);
        for (int length = 0; length < whole.Length; length++)
        {
            string cut = _folder.Write("cut.tar.gz", whole[..length]);
            string message = Message(cut);
            Assert.True(message.Contains("is cut or corrupt: it could be read up to", StringComparison.Ordinal)
                || (length == 0 && message.Contains("is empty", StringComparison.Ordinal)), message);
        }
    }

    [Fact]
    public void Tar_cut_before_it_was_compressed_is_an_error()
    {
        byte[] tar = ArchiveBuilder.Tar(ArchiveBuilder.Small);
        for (int length = 512; length <= tar.Length - 1024; length += 512)
            Assert.Contains("is cut or corrupt", Message(_folder.Write("cut.tar.gz", ArchiveBuilder.GZip(tar[..length]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_checksum_is_an_error()
    {
        byte[] bytes = ArchiveBuilder.GZip(ArchiveBuilder.Tar(ArchiveBuilder.Small));
        bytes[^5] ^= 1;
        Assert.Contains("is cut or corrupt", Message(_folder.Write("bad.tar.gz", bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_of_several_gzip_members_is_read_whole()
    {
        byte[] tar = ArchiveBuilder.Tar(ArchiveBuilder.Small);
        byte[] members = [.. ArchiveBuilder.GZip(tar[..1000]), .. ArchiveBuilder.GZip(tar[1000..])];
        Assert.Equal(4, TestData.Open(_folder.Write("members.tar.gz", members)).Train.Count);
    }

    [Fact]
    public void Flipped_bytes_in_a_tar_give_reviews_or_a_clear_error()
    {
        byte[] tar = ArchiveBuilder.Tar(ArchiveBuilder.Small);
        var random = new SeededRandom(1);
        for (int trial = 0; trial < 400; trial++)
        {
            byte[] bytes = [.. tar];
            for (int flip = 0; flip < 3; flip++)
                bytes[random.NextInt32(bytes.Length)] = (byte)random.NextUInt64();
            string path = _folder.Write("flipped.tar.gz", ArchiveBuilder.GZip(bytes));
            try
            {
                Assert.NotEmpty(TestData.Open(path).Labelled);
            }
            catch (PlauditException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Entry_that_claims_a_huge_length_allocates_nothing_of_the_kind()
    {
        byte[] tar = ArchiveBuilder.Tar([("train/pos/1_9.txt", "Good.")]);
        SetLength(tar, "77777777777");
        string archive = _folder.Write("huge.tar.gz", ArchiveBuilder.GZip(tar));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("claims 8,589,934,591 bytes", Message(archive), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Theory]
    [InlineData('L')]
    [InlineData('K')]
    [InlineData('x')]
    [InlineData('g')]
    public void Names_and_attributes_without_end_are_refused(char type)
    {
        byte[] tar = ArchiveBuilder.Tar([("train/pos/1_9.txt", new string('a', 3 << 20))]);
        tar[156] = (byte)type;
        foreach (string octal in (string[])["00014000000", "30000000000"])
        {
            SetLength(tar, octal);
            string message = Message(_folder.Write("names.tar.gz", ArchiveBuilder.GZip(tar)));
            Assert.Contains("names.tar.gz is cut or corrupt: it could be read up to its beginning", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Pipe_in_a_folder_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices are files here");
        _folder.Write("neg/0_1.txt", "Dull.");
        Directory.CreateDirectory(_folder.File("pos"));
        File.CreateSymbolicLink(_folder.File("pos/0_9.txt"), "/dev/zero");
        Assert.Contains("0_9.txt is a pipe or a device: expected a file with a review", Message(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Link_in_a_reviews_place_is_refused()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "aclImdb/train/pos/1_9.txt") { LinkName = "/etc/hostname" });
        Assert.Contains("found an entry of type SymbolicLink", Message(_folder.Write("link.tar.gz", ArchiveBuilder.GZip(stream.ToArray()))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_reading_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ReviewData.Open(Archive(ArchiveBuilder.Small), cancellationToken: source.Token));
    }

    private static string Message(string data) => Assert.Throws<PlauditException>(() => TestData.Open(data)).Message;

    private static void SetLength(byte[] tar, string octal)
    {
        Encoding.ASCII.GetBytes(octal + "\0").CopyTo(tar, 124);
        "        "u8.CopyTo(tar.AsSpan(148, 8));
        int sum = tar.AsSpan(0, 512).ToArray().Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
    }

    private string Archive(IEnumerable<(string Path, string Text)> files) =>
        _folder.Write("archive.tar.gz", ArchiveBuilder.GZip(ArchiveBuilder.Tar(files)));
}
