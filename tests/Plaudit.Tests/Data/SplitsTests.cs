using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Plaudit.Data;

namespace Plaudit.Tests.Data;

public class SplitsTests
{
    /// <summary>Made by tools/golden/stratified_split.py.</summary>
    [Fact]
    public void Stratified_counts_are_scikit_learns()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "stratified-split.json")));
        foreach (JsonElement row in golden.RootElement.EnumerateArray())
        {
            int[] counts = row.GetProperty("counts").Deserialize<int[]>()!;
            double fraction = row.GetProperty("fraction").GetDouble();
            if (row.GetProperty("held").Deserialize<int[]>() is { } held)
                Assert.Equal(held, Splits.StratifiedCounts(counts, fraction, seed: 1));
            else
                Assert.Throws<PlauditException>(() => Splits.StratifiedCounts(counts, fraction, seed: 1));
        }
    }

    [Fact]
    public void Stratified_split_holds_back_the_counted_rows_of_each_class()
    {
        Label[] labels = [.. Enumerable.Range(0, 401).Select(i => i % 4 == 0 ? Label.Positive : Label.Negative)];
        Split split = Splits.Stratified(labels, 0.2, seed: 42);
        Assert.Equal(81, split.Validation.Length);
        Assert.Equal(20, split.Validation.Count(row => labels[row] == Label.Positive));
        AssertPartition(split, 401);
    }

    [Fact]
    public void Class_with_one_row_cannot_be_stratified()
    {
        Label[] labels = [Label.Positive, Label.Negative, Label.Positive, Label.Positive];
        Assert.Contains("Negative has 1", Assert.Throws<PlauditException>(() => Splits.Stratified(labels, 0.5, 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 0.2, 8)]
    [InlineData(25_000, 0.2, 20_000)]
    [InlineData(11, 0.3, 7)]
    [InlineData(3, 0.1, 2)]
    public void Last_split_cuts_where_keras_does(int count, double fraction, int train)
    {
        Split split = Splits.Last(count, fraction, seed: 7);
        Assert.Equal(train, split.Train.Length);
        AssertPartition(split, count);
    }

    [Fact]
    public void Last_split_with_an_empty_side_is_refused() => Assert.Throws<PlauditException>(() => Splits.Last(1, 0.5, 1));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.2)]
    [InlineData(double.NaN)]
    public void Share_outside_zero_and_one_is_refused(double fraction)
    {
        Label[] labels = [Label.Positive, Label.Positive, Label.Negative, Label.Negative];
        Assert.Throws<PlauditException>(() => Splits.Stratified(labels, fraction, 1));
        Assert.Throws<PlauditException>(() => Splits.Last(4, fraction, 1));
        Assert.Throws<PlauditException>(() => Splits.ByFilm(["a", "b", "c", "d"], labels, fraction, 1));
    }

    [Fact]
    public void Seed_decides_the_rows()
    {
        Label[] labels = [.. Enumerable.Range(0, 100).Select(i => (Label)(i % 2))];
        Assert.Equal(Splits.Stratified(labels, 0.2, 1).Validation, Splits.Stratified(labels, 0.2, 1).Validation);
        Assert.NotEqual(Splits.Stratified(labels, 0.2, 1).Validation, Splits.Stratified(labels, 0.2, 2).Validation);
        Assert.Equal(Splits.Last(100, 0.2, 1).Validation, Splits.Last(100, 0.2, 1).Validation);
        Assert.NotEqual(Splits.Last(100, 0.2, 1).Validation, Splits.Last(100, 0.2, 2).Validation);
    }

    [Fact]
    public void Every_split_has_every_row_once() =>
        Prop.ForAll(
            Gen.Choose(0, 1).ArrayOf().Where(rows => rows.Sum() > 1 && rows.Count(row => row == 0) > 1).ToArbitrary(),
            Gen.Choose(5, 95).ToArbitrary(),
            (rows, percent) =>
            {
                Label[] labels = [.. rows.Select(row => (Label)row)];
                string?[] films = [.. rows.Select((_, i) => i % 5 == 0 ? null : $"film {i % 7}")];
                foreach (Func<Split> kind in (Func<Split>[])[
                    () => Splits.Stratified(labels, percent / 100.0, 3),
                    () => Splits.Last(labels.Length, percent / 100.0, 3),
                    () => Splits.ByFilm(films, labels, percent / 100.0, 3)])
                {
                    try
                    {
                        AssertPartition(kind(), labels.Length);
                    }
                    catch (PlauditException)
                    {
                        Assert.InRange(labels.Length * Math.Min(percent, 100 - percent), 0, 300);
                    }
                }
            }).QuickCheckThrowOnFailure();

    internal static void AssertPartition(Split split, int count)
    {
        Assert.NotEmpty(split.Train);
        Assert.NotEmpty(split.Validation);
        Assert.Equal(Enumerable.Range(0, count), split.Train.Concat(split.Validation).Order());
        Assert.Equal(split.Train.Order(), split.Train);
        Assert.Equal(split.Validation.Order(), split.Validation);
    }
}
