using Plaudit.Exploration;

namespace Plaudit.Tests.Exploration;

/// <summary>Descriptions as pandas prints them, each on numbers whose output is known.</summary>
public class DescriptionTests
{
    [Fact]
    public void Six_decimals_where_the_numbers_have_them()
    {
        // The notebook's own output on the 50,000 reviews.
        var lengths = new Description(50000, 1309.43102, 989.728014, 32, 699, 970, 1590.25, 13704);
        Assert.Equal(
            """
            count    50000.000000
            mean      1309.431020
            std        989.728014
            min         32.000000
            25%        699.000000
            50%        970.000000
            75%       1590.250000
            max      13704.000000

            """,
            lengths.Format());
    }

    [Fact]
    public void Zeros_that_all_numbers_end_in_are_left_out()
    {
        // pandas' documentation: pd.Series([1, 2, 3]).describe().
        Assert.Equal(
            "count    3.0\nmean     2.0\nstd      1.0\nmin      1.0\n25%      1.5\n50%      2.0\n75%      2.5\nmax      3.0\n",
            Description.Of([1, 2, 3])!.Format());
    }

    [Fact]
    public void One_number_has_no_standard_deviation()
    {
        Assert.Equal(
            "count     1.0\nmean     30.0\nstd       NaN\nmin      30.0\n25%      30.0\n50%      30.0\n75%      30.0\nmax      30.0\n",
            Description.Of([30])!.Format());
    }

    [Fact]
    public void Powers_of_ten_where_a_number_above_a_million_takes_too_much_room()
    {
        // House prices of King County, as many notebooks show them.
        var prices = new Description(21613, 540088.1, 367127.2, 75000, 321950, 450000, 645000, 7700000);
        Assert.Equal(
            """
            count    2.161300e+04
            mean     5.400881e+05
            std      3.671272e+05
            min      7.500000e+04
            25%      3.219500e+05
            50%      4.500000e+05
            75%      6.450000e+05
            max      7.700000e+06

            """,
            prices.Format());
    }

    [Fact]
    public void Nothing_has_no_description() => Assert.Null(Description.Of([]));
}
