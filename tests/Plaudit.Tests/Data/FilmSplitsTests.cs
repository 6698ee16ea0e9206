using Plaudit.Data;

namespace Plaudit.Tests.Data;

public class FilmSplitsTests
{
    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.2, 2)]
    [InlineData(0.2, 3)]
    [InlineData(0.5, 4)]
    [InlineData(0.8, 5)]
    public void No_film_is_on_both_sides_and_the_numbers_are_near_those_asked_for(double fraction, long seed)
    {
        (string?[] films, Label[] labels) = Reviews(3000);
        Split split = Splits.ByFilm(films, labels, fraction, seed);
        SplitsTests.AssertPartition(split, 3000);
        Assert.Empty(split.Train.Select(row => films[row]).Intersect(split.Validation.Select(row => films[row])));
        Assert.InRange(split.Validation.Length, (fraction * 3000) - 3, (fraction * 3000) + 3);
        double share = labels.Count(label => label == Label.Positive) / 3000.0;
        Assert.Equal(share, split.Validation.Count(row => labels[row] == Label.Positive) / (double)split.Validation.Length, 0.01);
    }

    [Fact]
    public void Films_held_back_differ_by_seed_and_are_of_every_size()
    {
        (string?[] films, Label[] labels) = Reviews(3000);
        Split first = Splits.ByFilm(films, labels, 0.2, 1);
        Assert.Equal(first.Validation, Splits.ByFilm(films, labels, 0.2, 1).Validation);
        Assert.NotEqual(first.Validation, Splits.ByFilm(films, labels, 0.2, 2).Validation);
        double FilmSize(int[] rows) => rows.GroupBy(row => films[row]).Average(film => (double)film.Count());
        Assert.InRange(FilmSize(first.Validation) / FilmSize(first.Train), 0.8, 1.25);
    }

    [Fact]
    public void Few_large_films_still_leave_rows_on_both_sides()
    {
        string[] films = [.. Enumerable.Range(0, 300).Select(i => $"film {i / 100}")];
        Label[] labels = [.. Enumerable.Range(0, 300).Select(i => (Label)(i % 2))];
        Split split = Splits.ByFilm(films, labels, 0.2, 1);
        Assert.Equal((200, 100), (split.Train.Length, split.Validation.Length));
        Assert.Contains("at least 2 films: found 1",
            Assert.Throws<PlauditException>(() => Splits.ByFilm(films[..100], labels[..100], 0.2, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_film_are_films_of_their_own()
    {
        string?[] films = new string?[100];
        Label[] labels = [.. Enumerable.Range(0, 100).Select(i => (Label)(i % 2))];
        Split split = Splits.ByFilm(films, labels, 0.2, 1);
        Assert.Equal((20, 10), (split.Validation.Length, split.Validation.Count(row => labels[row] == Label.Positive)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Folds_hold_back_every_row_once_and_keep_films_together(int folds)
    {
        (string?[] films, Label[] labels) = Reviews(3000);
        IReadOnlyList<Split> splits = Splits.FilmFolds(films, labels, folds, seed: 1);
        Assert.Equal(folds, splits.Count);
        Assert.Equal(Enumerable.Range(0, 3000), splits.SelectMany(split => split.Validation).Order());
        double share = labels.Count(label => label == Label.Positive) / 3000.0;
        Assert.All(splits, split =>
        {
            SplitsTests.AssertPartition(split, 3000);
            Assert.Empty(split.Train.Select(row => films[row]).Intersect(split.Validation.Select(row => films[row])));
            Assert.InRange(split.Validation.Length * folds, 2900, 3100);
            Assert.Equal(share, split.Validation.Count(row => labels[row] == Label.Positive) / (double)split.Validation.Length, 0.02);
        });
        Assert.NotEqual(splits[0].Validation, Splits.FilmFolds(films, labels, folds, seed: 2)[0].Validation);
    }

    [Fact]
    public void More_folds_than_films_are_refused()
    {
        Label[] labels = [Label.Positive, Label.Negative, Label.Positive];
        Assert.Contains("at least 3 films: found 2", Assert.Throws<PlauditException>(() => Splits.FilmFolds(["a", "b", "a"], labels, 3, 1)).Message,
            StringComparison.Ordinal);
        Assert.Throws<PlauditException>(() => Splits.FilmFolds(["a", "b", "a"], labels, 1, 1));
    }

    /// <summary>Films of 1 to 30 reviews that each lean to one side, as in the archive.</summary>
    private static (string?[] Films, Label[] Labels) Reviews(int count)
    {
        var random = new SeededRandom(9);
        string?[] films = new string?[count];
        var labels = new Label[count];
        int row = 0;
        for (int film = 0; row < count; film++)
        {
            double good = random.NextDouble();
            for (int left = 1 + random.NextInt32(30); left > 0 && row < count; left--, row++)
                (films[row], labels[row]) = ($"film {film}", random.NextDouble() < good ? Label.Positive : Label.Negative);
        }

        return (films, labels);
    }
}
