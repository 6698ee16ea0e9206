using Plaudit.Tuning;

namespace Plaudit.Tests.Tuning;

public class KeyImportanceTests
{
    private static readonly double[] s_ranks = [12, 3, 7, 1, 9, 10, 2, 8, 5, 11, 4, 6];
    private static readonly DrawnValue[] s_numbers = Numbers(.1, .5, .5, .2, .9, .7, .3, .5, .4, .8, .1, .6);

    [Fact]
    public void Importance_of_choices_is_epsilon_squared()
    {
        DrawnValue[] choices = [.. "abacabcbcacb".Select(c => new DrawnValue(null, $"{c}", null))];
        // (F - 1) (k - 1) / (F (k - 1) + n - k), F = 7.995145631067961 by scipy.stats.f_oneway on the three groups.
        Assert.Equal(0.5598290598290598, KeyImportance.Importance(choices, s_ranks, isRange: false)!.Value, 1e-12);
        Assert.Null(KeyImportance.Direction(choices, s_ranks));
    }

    [Fact]
    public void Importance_of_a_range_is_that_of_its_quarters() =>
        // By scipy.stats.rankdata and the formula above.
        Assert.Equal(0.18108974358974367, KeyImportance.Importance(s_numbers, s_ranks, isRange: true)!.Value, 1e-12);

    [Fact]
    public void Direction_is_the_rank_correlation()
    {
        // scipy.stats.spearmanr.
        Assert.Equal(0.43740677812001283, KeyImportance.Direction(s_numbers, s_ranks)!.Value, 1e-12);
        double[] ascending = [1, 2, 3, 4, 5, 6, 7, 8];
        Assert.Equal(1, KeyImportance.Direction(Numbers(1, 2, 4, 8, 16, 32, 64, 128), ascending)!.Value, 1e-12);
        Assert.Equal(-1, KeyImportance.Direction(Numbers(8, 7, 6, 5, 4, 3, 2, 1), ascending)!.Value, 1e-12);
    }

    [Fact]
    public void Key_that_decides_everything_comes_out_above_one_that_decides_nothing()
    {
        double[] ranks = [.. Enumerable.Range(1, 16).Select(i => (double)i)];
        DrawnValue[] deciding = [.. ranks.Select(rank => new DrawnValue(null, rank > 8 ? "good" : "bad", null))];
        DrawnValue[] idle = [.. ranks.Select(rank => new DrawnValue(null, (int)rank % 2 == 0 ? "x" : "y", null))];
        Assert.InRange(KeyImportance.Importance(deciding, ranks, isRange: false)!.Value, 0.7, 1);
        Assert.Equal(0, KeyImportance.Importance(idle, ranks, isRange: false));
        // A rate that is best in the middle of its range has no direction, and matters all the same.
        DrawnValue[] hump = Numbers([.. ranks.Select(rank => rank % 2 == 0 ? rank : -rank)]);
        Assert.InRange(KeyImportance.Importance(hump, ranks, isRange: true)!.Value, 0.6, 1);
        Assert.InRange(KeyImportance.Direction(hump, ranks)!.Value, -0.2, 0.2);
    }

    [Fact]
    public void Too_few_trials_or_a_single_value_tell_nothing()
    {
        Assert.Null(KeyImportance.Importance(s_numbers[..7], s_ranks[..7], isRange: true));
        Assert.Null(KeyImportance.Importance(Numbers(1, 1, 1, 1, 1, 1, 1, 1), [1, 2, 3, 4, 5, 6, 7, 8], isRange: true));
        Assert.Null(KeyImportance.Direction(Numbers(1, 1, 1, 1, 1, 1, 1, 1), [1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Null(KeyImportance.Importance(Numbers(1, 2, 3, 4, 5, 6, 7, 8), [4.5, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5], isRange: true));
    }

    [Fact]
    public void Equal_numbers_share_their_ranks() => Assert.Equal([1, 3, 3, 3, 5], KeyImportance.Ranks([0.1, 0.2, 0.2, 0.2, 0.9]));

    private static DrawnValue[] Numbers(params double[] numbers) => [.. numbers.Select(number => new DrawnValue(null, $"{number}", number))];
}
