namespace Plaudit.Reports.Tests;

/// <summary>Wilson's interval, against statsmodels' proportion_confint(hits, count, method="wilson").</summary>
public sealed class WilsonIntervalTests
{
    [Theory]
    [InlineData(99, 120, 0.7472, 0.8826)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(0, 0, 0, 1)]
    public void Intervals_equal_those_of_statsmodels(long hits, long count, double low, double high)
    {
        var interval = WilsonInterval.Of(hits, count);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }
}
