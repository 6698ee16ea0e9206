using System.Text.Json;
using Plaudit.Evaluation;

namespace Plaudit.Tests.Evaluation;

public class BootstrapIntervalTests
{
    [Fact]
    public void Many_resamples_come_to_the_interval_that_infinitely_many_have()
    {
        int checkedPairs = 0;
        foreach (ComparisonCase golden in ComparisonGolden.Cases)
        {
            foreach (JsonElement pair in golden.Pairs)
            {
                BootstrapInterval interval = Of(golden, pair, 100_000);
                // Differences are whole reviews: the nearest one on either side is as close as it gets.
                AssertNear(pair.GetProperty("infinite"), interval, 1.001 / golden.Reviews.Count);
                Assert.Equal(pair.GetProperty("estimate").GetDouble(), interval.Estimate, 1e-12);
                checkedPairs++;
            }
        }

        Assert.Equal(24, checkedPairs);
    }

    [Fact]
    public void Default_number_of_resamples_comes_as_near_as_SciPys_bootstrap()
    {
        foreach (ComparisonCase golden in ComparisonGolden.Cases)
        {
            foreach (JsonElement pair in golden.Pairs)
                AssertNear(pair.GetProperty("sampled"), Of(golden, pair, new BootstrapOptions().Resamples),
                    (golden.Confidence < 0.99 ? 2.001 : 4.001) / golden.Reviews.Count);
        }
    }

    [Fact]
    public void Same_seed_gives_the_same_interval_and_another_seed_another()
    {
        var counts = new McNemar(300, 200);
        BootstrapInterval Of(long seed) =>
            BootstrapInterval.OfAccuracyDifference(counts, 5000, new BootstrapOptions { Seed = seed, Resamples = 1000 }, Cancellation);
        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual((Of(1).Low, Of(1).High), (Of(2).Low, Of(2).High));
    }

    [Fact]
    public void Models_that_never_differ_and_models_that_always_do_leave_no_doubt()
    {
        Assert.Equal((0, 0, 0), Ends(new McNemar(0, 0), 120));
        Assert.Equal((1, 1, 1), Ends(new McNemar(120, 0), 120));
        Assert.Equal((-1, -1, -1), Ends(new McNemar(0, 1), 1));
    }

    [Fact]
    public void More_confidence_takes_a_wider_interval()
    {
        var counts = new McNemar(60, 30);
        (double _, double low80, double high80) = Ends(counts, 400, 0.8);
        (double _, double low99, double high99) = Ends(counts, 400, 0.99);
        Assert.True(low99 < low80 && low80 < 0.075 && 0.075 < high80 && high80 < high99);
    }

    [Fact]
    public void Impossible_options_are_named_together()
    {
        PlauditException e = Assert.Throws<PlauditException>(() => BootstrapInterval.OfAccuracyDifference(
            new McNemar(1, 1), 10, new BootstrapOptions { Resamples = 3, Confidence = 95 }, Cancellation));
        Assert.Contains("resamples: expected 100 to 10,000,000, found 3", e.Message, StringComparison.Ordinal);
        Assert.Contains("confidence: expected a share between 0 and 1, both excluded, found 95", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, 5, 10)]
    [InlineData(-1, 0, 10)]
    [InlineData(0, 0, 0)]
    [InlineData(long.MaxValue, long.MaxValue, 10)]
    public void Counts_that_are_no_part_of_the_reviews_are_refused(long first, long second, long reviews) =>
        Assert.Throws<PlauditException>(() => BootstrapInterval.OfAccuracyDifference(new McNemar(first, second), reviews, null, Cancellation));

    [Fact]
    public void Cancellation_ends_it()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => BootstrapInterval.OfAccuracyDifference(new McNemar(1, 1), 10, null, source.Token));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static (double Estimate, double Low, double High) Ends(McNemar counts, long reviews, double confidence = 0.95)
    {
        var interval = BootstrapInterval.OfAccuracyDifference(counts, reviews, new BootstrapOptions { Confidence = confidence }, Cancellation);
        return (interval.Estimate, interval.Low, interval.High);
    }

    private static BootstrapInterval Of(ComparisonCase golden, JsonElement pair, int resamples) => BootstrapInterval.OfAccuracyDifference(
        new McNemar(pair.GetProperty("firstOnly").GetInt64(), pair.GetProperty("secondOnly").GetInt64()),
        golden.Reviews.Count,
        new BootstrapOptions { Confidence = golden.Confidence, Resamples = resamples },
        Cancellation);

    private static void AssertNear(JsonElement expected, BootstrapInterval actual, double tolerance)
    {
        SklearnGolden.AssertClose(expected[0].GetDouble(), actual.Low, tolerance);
        SklearnGolden.AssertClose(expected[1].GetDouble(), actual.High, tolerance);
    }
}
