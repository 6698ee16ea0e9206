using System.Text.Json;
using Plaudit.Exploration;
using Plaudit.Tests.Text;

namespace Plaudit.Tests.Exploration;

/// <summary>Figures of lengths beside those of NumPy and SciPy, made by tools/golden/exploration_scipy.py.</summary>
public class LengthGoldenTests
{
    private static readonly JsonElement s_golden = Golden.Load("exploration_scipy.json");

    public static IEnumerable<TheoryDataRow<string>> Names =>
        s_golden.GetProperty("lengths").EnumerateArray().Select(item => new TheoryDataRow<string>(item.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Names))]
    public void Description_is_that_of_pandas(string name)
    {
        JsonElement expected = Case(name).GetProperty("describe");
        Description found = Description.Of(Sorted(name))!;
        Assert.Equal(expected[0].GetInt64(), found.Count);
        Assert.Equal(expected[1].GetDouble(), found.Mean, Tolerance(expected[1]));
        if (expected[2].ValueKind == JsonValueKind.Null)
            Assert.Null(found.StandardDeviation);
        else
            Assert.Equal(expected[2].GetDouble(), found.StandardDeviation!.Value, Tolerance(expected[2]));
        double[] rest = [found.Minimum, found.LowerQuartile, found.Median, found.UpperQuartile, found.Maximum];
        for (int i = 0; i < rest.Length; i++)
            Assert.Equal(expected[3 + i].GetDouble(), rest[i], Tolerance(expected[3 + i]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Box_plot_is_that_of_matplotlib(string name)
    {
        double[] expected = [.. Case(name).GetProperty("box").EnumerateArray().Select(value => value.GetDouble())];
        var found = LengthBoxPlot.Of(Label.Positive, Sorted(name));
        double[] numbers = [found.LowerWhisker, found.LowerQuartile, found.Median, found.UpperQuartile, found.UpperWhisker, found.Outliers];
        Assert.Equal(expected, numbers);
        Assert.Equal(found.Outliers > 0, found.OutlierLengths.Count > 0);
        Assert.All(found.OutlierLengths, length => Assert.True(length < found.LowerWhisker || length > found.UpperWhisker));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Histogram_is_that_of_NumPy_and_its_curve_that_of_SciPy(string name)
    {
        JsonElement expected = Case(name);
        foreach (int threads in (int[])[1, 3])
        {
            var found = LengthHistogram.Of(Sorted(name), threads);
            Assert.Equal(Golden.Numbers(expected.GetProperty("counts")), found.Counts);
            Close(expected.GetProperty("edges"), found.Edges);
            if (!expected.TryGetProperty("density", out JsonElement density))
            {
                Assert.Empty(found.Density);
                continue;
            }

            Close(expected.GetProperty("support"), found.Density.Select(point => point.Length));
            Close(density, found.Density.Select(point => point.Density));
        }
    }

    [Fact]
    public void Outliers_are_thinned_with_the_first_and_the_last_kept()
    {
        int[] lengths = [.. Enumerable.Repeat(100, 9000), .. Enumerable.Range(200, 1000)];
        var box = LengthBoxPlot.Of(Label.Negative, lengths);
        Assert.Equal((1000, 200), (box.Outliers, box.OutlierLengths.Count));
        Assert.Equal((200, 1199), (box.OutlierLengths[0], box.OutlierLengths[^1]));
        Assert.Equal(box.OutlierLengths, box.OutlierLengths.Distinct().Order());
    }

    private static JsonElement Case(string name) =>
        s_golden.GetProperty("lengths").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);

    private static int[] Sorted(string name) => [.. Golden.Numbers(Case(name).GetProperty("lengths")).Order()];

    private static double Tolerance(JsonElement expected) => 1e-12 * Math.Max(1, Math.Abs(expected.GetDouble()));

    private static void Close(JsonElement expected, IEnumerable<double> found)
    {
        double[] numbers = [.. expected.EnumerateArray().Select(value => value.GetDouble())];
        double[] values = [.. found];
        Assert.Equal(numbers.Length, values.Length);
        // Relative: a density is a small number.
        for (int i = 0; i < numbers.Length; i++)
            Assert.Equal(numbers[i], values[i], (1e-9 * Math.Abs(numbers[i])) + 1e-15);
    }
}
