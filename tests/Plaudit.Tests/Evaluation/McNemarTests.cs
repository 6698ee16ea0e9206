using System.Text.Json;
using Plaudit.Evaluation;

namespace Plaudit.Tests.Evaluation;

public class McNemarTests
{
    [Fact]
    public void P_values_equal_SciPys_binomial_and_chi_square_ones()
    {
        int checkedPairs = 0;
        foreach (JsonElement golden in SklearnGolden.Root.GetProperty("mcnemar").EnumerateArray())
        {
            var test = new McNemar(golden.GetProperty("firstOnly").GetInt64(), golden.GetProperty("secondOnly").GetInt64());
            Assert.Equal(golden.GetProperty("exact").GetBoolean(), test.IsExact);
            double expected = golden.GetProperty("pValue").GetDouble();
            Assert.InRange(test.PValue, expected * (1 - 1e-9), expected * (1 + 1e-9));
            if (!test.IsExact)
                SklearnGolden.AssertClose(golden.GetProperty("statistic").GetDouble(), test.Statistic);
            checkedPairs++;
        }

        Assert.True(checkedPairs > 10);
    }

    [Fact]
    public void The_correction_takes_one_from_the_difference()
    {
        Assert.Equal(63.0 * 63 / 236, new McNemar(150, 86).Statistic, 12);
        Assert.Equal(0, new McNemar(200, 201).Statistic);
        Assert.Equal(1, new McNemar(200, 201).PValue);
    }

    [Fact]
    public void Only_reviews_that_one_of_the_two_got_right_count()
    {
        Label[] labels = [Label.Positive, Label.Positive, Label.Negative, Label.Negative, Label.Positive];
        McNemar test = McNemar.Compare(labels, [0.9, 0.9, 0.1, 0.9, 0.2], [0.9, 0.1, 0.1, 0.1, 0.5]);
        Assert.Equal(new McNemar(FirstOnly: 1, SecondOnly: 1), test);
        Assert.Equal(1, test.PValue);
    }

    [Fact]
    public void The_order_of_the_two_does_not_matter()
    {
        Assert.Equal(new McNemar(3, 9).PValue, new McNemar(9, 3).PValue);
        Assert.Equal(new McNemar(300, 350).PValue, new McNemar(350, 300).PValue);
    }
}
