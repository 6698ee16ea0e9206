using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Plaudit.Exploration;

/// <summary>What pandas' <c>Series.describe()</c> says of some numbers.</summary>
/// <param name="Count">How many numbers there are.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">The standard deviation of a sample (divided by count - 1); null of a single number, where pandas says NaN.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="LowerQuartile">The 25th percentile; percentiles lie between two numbers by linear interpolation.</param>
/// <param name="Median">The 50th percentile.</param>
/// <param name="UpperQuartile">The 75th percentile.</param>
/// <param name="Maximum">The greatest.</param>
public sealed record Description(
    long Count, double Mean, double? StandardDeviation, double Minimum, double LowerQuartile, double Median, double UpperQuartile, double Maximum)
{
    // pandas' display.precision.
    private const int Digits = 6;
    private const int LongestFixed = Digits + 6;
    private const double Large = 1e6;
    private const double Small = 1e-6;

    private static readonly string[] s_names = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"];

    /// <summary>The names of <see cref="FormattedValues"/>, as pandas prints them.</summary>
    public static IReadOnlyList<string> Names => s_names;

    /// <summary>(8) the numbers as pandas prints them, in the order of <see cref="Names"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> FormattedValues => FormatValues();

    private double[] Values => [Count, Mean, StandardDeviation ?? double.NaN, Minimum, LowerQuartile, Median, UpperQuartile, Maximum];

    /// <summary>
    /// The eight lines that pandas prints, without its last one (name and dtype): six decimals, zeros that all of them end in left out, powers of
    /// ten where a number above a million would take too much room.
    /// </summary>
    public string Format()
    {
        string[] numbers = FormatValues();
        int width = numbers.Max(number => number.Length);
        var text = new StringBuilder();
        for (int i = 0; i < numbers.Length; i++)
            text.Append(s_names[i].PadRight(5)).Append("    ").Append(numbers[i].PadLeft(width)).Append('\n');
        return text.ToString();
    }

    /// <summary>Describes numbers; null where there are none.</summary>
    /// <param name="sorted">The numbers, smallest first.</param>
    internal static Description? Of(ReadOnlySpan<int> sorted)
    {
        if (sorted.IsEmpty)
            return null;
        long sum = 0;
        foreach (int value in sorted)
            sum += value;
        double mean = (double)sum / sorted.Length;
        double squares = 0;
        foreach (int value in sorted)
            squares += (value - mean) * (value - mean);
        double? deviation = sorted.Length > 1 ? Math.Sqrt(squares / (sorted.Length - 1)) : null;
        return new Description(
            sorted.Length, mean, deviation, sorted[0], Percentile(sorted, 0.25), Percentile(sorted, 0.5), Percentile(sorted, 0.75), sorted[^1]);
    }

    /// <summary>A percentile by linear interpolation (NumPy's default).</summary>
    /// <param name="sorted">At least one number, smallest first.</param>
    /// <param name="share">In [0, 1].</param>
    internal static double Percentile(ReadOnlySpan<int> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - (double)sorted[below]));
    }

    /// <summary>pandas' FloatArrayFormatter.</summary>
    private string[] FormatValues()
    {
        double[] values = Values;
        string[] texts = [.. values.Select(value => Show(value, $"F{Digits}"))];
        // pandas puts a space in front of every number before it measures them.
        bool tooLong = texts.Max(text => text.Length) + 1 > LongestFixed;
        bool hasLarge = values.Any(value => Math.Abs(value) > Large);
        bool hasSmall = values.Any(value => Math.Abs(value) is > 0 and < Small);
        if (hasSmall || (tooLong && hasLarge))
            return [.. values.Select(value => Show(value, "0.000000e+00"))];
        while (texts.All(text => !text.Contains('.') || text.EndsWith('0')))
            texts = [.. texts.Select(text => text.Contains('.') ? text[..^1] : text)];
        return [.. texts.Select(text => text.EndsWith('.') ? text + "0" : text)];
    }

    private static string Show(double value, string format) => double.IsNaN(value) ? "NaN" : value.ToString(format, CultureInfo.InvariantCulture);
}
