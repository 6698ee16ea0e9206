namespace Plaudit.Tests.Foundation;

public class SeededRandomTests
{
    [Fact]
    public void Same_seed_and_keys_give_the_same_stream_and_other_keys_another()
    {
        var first = new SeededRandom(42, 1, 2);
        var second = new SeededRandom(42, 1, 2);
        var other = new SeededRandom(42, 2, 1);
        ulong[] a = [first.NextUInt64(), first.NextUInt64()];
        Assert.Equal<ulong[]>(a, [second.NextUInt64(), second.NextUInt64()]);
        Assert.NotEqual<ulong[]>(a, [other.NextUInt64(), other.NextUInt64()]);
    }

    [Fact]
    public void Bounded_numbers_are_even_over_their_range()
    {
        var random = new SeededRandom(7);
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++)
            counts[random.NextInt32(10)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Gaussians_have_mean_zero_and_variance_one()
    {
        var random = new SeededRandom(7);
        double[] draws = new double[100_000];
        for (int i = 0; i < draws.Length; i++)
            draws[i] = random.NextGaussian();
        Assert.InRange(draws.Average(), -0.015, 0.015);
        Assert.InRange(draws.Average(x => x * x), 0.98, 1.02);
    }

    [Fact]
    public void A_shuffle_keeps_every_item()
    {
        int[] items = Enumerable.Range(0, 1000).ToArray();
        new SeededRandom(3).Shuffle(items.AsSpan());
        Assert.NotEqual(Enumerable.Range(0, 1000), items);
        Assert.Equal(Enumerable.Range(0, 1000), items.Order());
    }
}
