using System.Security.Cryptography;
using System.Text;
using Plaudit.Data;

namespace Plaudit.Tests.Data;

/// <summary>The published facts of the real archive's train half. The figures were counted by a Python script over the same files.</summary>
public sealed class ImdbArchiveTests
{
    private static readonly Lazy<ReviewSet> Archive = new(() => TestData.Open(ArchivePath() + ":train"));

    [Fact]
    public void Train_half_has_the_published_reviews()
    {
        IReadOnlyList<Review> train = Archive.Value.Train;
        Assert.Equal(25_000, train.Count);
        Assert.Equal(12_500, train.Count(review => review.Label == Label.Positive));
        Assert.Equal(16_289_992, Bytes(train.Take(12_500)));
        Assert.Equal(16_842_831, Bytes(train.Skip(12_500)));
        Assert.Equal(("train/neg/0_3.txt", "train/pos/12499_7.txt"), (train[0].Source, train[^1].Source));
    }

    [Fact]
    public void Lengths_duplicates_and_films_are_those_of_the_archive()
    {
        IReadOnlyList<Review> train = Archive.Value.Train;
        int[] lengths = [.. train.Select(review => review.Text.Length).Order()];
        Assert.Equal(1325.06964, lengths.Average(), 9);
        Assert.Equal(1003.1336700742688, Math.Sqrt(lengths.Sum(length => Math.Pow(length - lengths.Average(), 2)) / (lengths.Length - 1)), 6);
        Assert.Equal((52, 702, 979, 1614, 13_704), (lengths[0], Quartile(lengths, 1), Quartile(lengths, 2), Quartile(lengths, 3), lengths[^1]));

        IReadOnlyList<Review> distinct = Duplicates.Drop(train);
        Assert.Equal((12_472, 12_432),
            (distinct.Count(review => review.Label == Label.Positive), distinct.Count(review => review.Label == Label.Negative)));

        string[] Films(Label label) => [.. train.Where(review => review.Label == label).Select(review => review.Film!).Distinct()];
        Assert.Equal((1390, 2957, 3456),
            (Films(Label.Positive).Length, Films(Label.Negative).Length, train.Select(review => review.Film).Distinct().Count()));
        Assert.Equal(30, train.GroupBy(review => review.Film).Max(film => film.Count()));
        Assert.Equal("tt0453418", train[12_500].Film);
    }

    [Fact]
    public void Every_source_film_and_text_is_where_another_reader_finds_it()
    {
        string joined = string.Join('\n', Archive.Value.Train.Select(review => $"{review.Source}\t{review.Film}\t{review.Text}"));
        Assert.Equal("85c7225f981c26dc20931c718daa9c1c86a90e209c06a702946787fca3b19d8d",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined))));
    }

    [Fact]
    public void Unlabelled_part_is_read_when_asked_for()
    {
        ReviewSet set = TestData.Open(ArchivePath() + ":unsup");
        Assert.Equal((0, 50_000), (set.Labelled.Count, set.Unlabelled.Count));
        Assert.Equal(66_506_794, Bytes(set.Unlabelled));
        Assert.Equal(7091, set.Unlabelled.Select(review => review.Film).Distinct().Count());
        Assert.All(set.Unlabelled, review => Assert.Null(review.Label));
    }

    [Fact]
    public void Csv_made_of_the_archive_reads_back_identically()
    {
        IReadOnlyList<Review> train = Archive.Value.Train;
        using var folder = new TemporaryFolder();
        using (var writer = new StreamWriter(folder.File("imdb.csv")))
        {
            writer.Write("review,sentiment\n");
            foreach (Review review in train)
                writer.Write($"\"{review.Text.Replace("\"", "\"\"")}\",{(review.Label == Label.Positive ? "positive" : "negative")}\n");
        }

        ReviewSet read = TestData.Open(folder.File("imdb.csv"));
        Assert.Equal(train.Select(review => (review.Text, review.Label)), read.Train.Select(review => (review.Text, review.Label)));
    }

    [Fact]
    public void Split_by_film_comes_within_a_few_rows_of_the_share_asked_for()
    {
        IReadOnlyList<Review> train = Archive.Value.Train;
        Split split = Splits.ByFilm([.. train.Select(review => review.Film)], [.. train.Select(review => review.Label!.Value)], 0.2, seed: 42);
        Assert.InRange(split.Validation.Length, 4995, 5005);
        Assert.InRange(split.Validation.Count(row => train[row].Label == Label.Positive), 2495, 2505);
    }

    [Fact]
    public void Archive_cut_in_the_middle_is_noticed()
    {
        byte[] bytes = File.ReadAllBytes(ArchivePath());
        using var folder = new TemporaryFolder();
        string cut = folder.Write("cut.tar.gz", bytes[..(bytes.Length / 2)]);
        Assert.Contains("is cut or corrupt: it could be read up to aclImdb/train/",
            Assert.Throws<PlauditException>(() => TestData.Open(cut)).Message, StringComparison.Ordinal);
    }

    private static string ArchivePath()
    {
        string? path = Environment.GetEnvironmentVariable("PLAUDIT_IMDB");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "needs the real IMDB archive: name its path in the environment variable PLAUDIT_IMDB");
        return path;
    }

    private static long Bytes(IEnumerable<Review> reviews) => reviews.Sum(review => (long)Encoding.UTF8.GetByteCount(review.Text));

    private static double Quartile(int[] sorted, int quarter)
    {
        double position = (sorted.Length - 1) * quarter / 4.0;
        int below = (int)position;
        return sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
    }
}
