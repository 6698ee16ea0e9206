namespace Plaudit.Reports.Tests;

/// <summary>Wilson's interval, as the roots of (share - p)² = z² p (1 - p) / count, solved apart from this code.</summary>
public sealed class WilsonIntervalTests
{
    [Theory]
    [InlineData(99, 120, 0.7472, 0.8826)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(0, 0, 0, 1)]
    public void Bounds_are_the_roots_of_the_defining_quadratic(long hits, long count, double low, double high)
    {
        var interval = WilsonInterval.Of(hits, count);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }
}
