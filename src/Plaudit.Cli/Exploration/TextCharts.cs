using Plaudit.Exploration;
using Spectre.Console;

namespace Plaudit.Cli.Exploration;

/// <summary>Charts made of characters, one colour each.</summary>
internal static class TextCharts
{
    private const string Parts = " ▏▎▍▌▋▊▉█";
    private const string Levels = " ▁▂▃▄▅▆▇█";
    private const int Eighths = 8;
    private const int ChartRows = 8;

    /// <summary>A bar for a share of the longest one; the least there is leaves a trace.</summary>
    /// <param name="value">0 or more.</param>
    /// <param name="longest">The value of a bar of full width.</param>
    /// <param name="width">Columns of that bar.</param>
    /// <param name="color">Its colour.</param>
    public static TableCell Bar(double value, double longest, int width, Color color)
    {
        int eighths = value <= 0 || longest <= 0 ? 0 : Math.Max(1, (int)Math.Round(value / longest * width * Eighths));
        string bar = new string(Parts[^1], eighths / Eighths) + (eighths % Eighths > 0 ? Parts[eighths % Eighths] : "");
        return new TableCell(bar, new Style(color));
    }

    /// <summary>The lengths as columns, a bin each, with the density curve as dots over them.</summary>
    public static Paragraph Columns(LengthHistogram histogram)
    {
        double[] curve = [.. histogram.Counts.Select(
            (_, bin) => DensityAt(histogram, (histogram.Edges[bin] + histogram.Edges[bin + 1]) / 2) * histogram.DensityScale)];
        double highest = Math.Max(histogram.Counts.Max(), curve.Max());
        string top = $"{highest:N0}";
        var chart = new Paragraph();
        for (int row = ChartRows - 1; row >= 0; row--)
        {
            chart.Append($"  {(row == ChartRows - 1 ? top : row == 0 ? "0" : "").PadLeft(top.Length)} ┤");
            for (int bin = 0; bin < histogram.Counts.Count; bin++)
            {
                bool dot = histogram.Density.Count > 0 && (int)Math.Min(ChartRows - 1, curve[bin] / highest * ChartRows) == row;
                int filled = Math.Clamp((int)Math.Ceiling(histogram.Counts[bin] / highest * ChartRows * Eighths) - (row * Eighths), 0, Eighths);
                chart.Append(dot ? "•" : $"{Levels[filled]}", new Style(dot ? Color.Yellow : Color.Blue));
            }

            chart.Append("\n");
        }

        string last = $"{histogram.Edges[^1]:N0}";
        string axis = $"{histogram.Edges[0]:N0}".PadRight(histogram.Counts.Count - last.Length) + last;
        return chart.Append($"  {new string(' ', top.Length)} └{new string('─', histogram.Counts.Count)}\n   {new string(' ', top.Length)} {axis}");
    }

    /// <summary>A box with whiskers on an axis from 0.</summary>
    /// <param name="box">The numbers.</param>
    /// <param name="end">Where the axis ends, in characters.</param>
    /// <param name="width">Columns of the axis.</param>
    /// <param name="color">Its colour.</param>
    public static TableCell Box(LengthBoxPlot box, double end, int width, Color color)
    {
        char[] line = [.. Enumerable.Repeat(' ', width)];
        line.AsSpan(At(box.LowerWhisker)..(At(box.UpperWhisker) + 1)).Fill('─');
        line[At(box.LowerWhisker)] = '├';
        line[At(box.UpperWhisker)] = '┤';
        line.AsSpan(At(box.LowerQuartile)..(At(box.UpperQuartile) + 1)).Fill('█');
        line[At(box.Median)] = '┃';
        return new TableCell(new string(line), new Style(color));

        int At(double value) => (int)Math.Round(value / end * (width - 1));
    }

    private static double DensityAt(LengthHistogram histogram, double length)
    {
        if (histogram.Density.Count == 0)
            return 0;
        double place =
            (length - histogram.Density[0].Length) / (histogram.Density[^1].Length - histogram.Density[0].Length) * (histogram.Density.Count - 1);
        int left = Math.Clamp((int)place, 0, histogram.Density.Count - 2);
        return double.Lerp(histogram.Density[left].Density, histogram.Density[left + 1].Density, place - left);
    }
}
