namespace Plaudit.Cli.Comparison;

/// <summary>Grouped bars drawn with blocks: one group per metric, one bar per model.</summary>
internal static class TextBars
{
    private const int Longest = 40;
    private const int Shortest = 10;
    private const string Eighths = " ▏▎▍▌▋▊▉█";

    /// <summary>Writes the bars of values from 0 to 1, as long as the window is wide; NaN has none.</summary>
    public static void Write(TextWriter output, int width, IReadOnlyList<string> groups, IReadOnlyList<string> bars, Func<int, int, double> value)
    {
        int groupWidth = groups.Max(name => name.Length);
        int barWidth = bars.Max(name => name.Length);
        int longest = Math.Clamp(width - groupWidth - barWidth - "      0.0000".Length, Shortest, Longest);
        for (int group = 0; group < groups.Count; group++)
        {
            for (int bar = 0; bar < bars.Count; bar++)
            {
                double share = value(group, bar);
                output.WriteLine(
                    $"{(bar == 0 ? groups[group] : "").PadRight(groupWidth)}  {bars[bar].PadRight(barWidth)}  {Bar(share, longest)}  {share:F4}");
            }
        }
    }

    private static string Bar(double share, int longest)
    {
        int eighths = double.IsNaN(share) ? 0 : (int)Math.Round(Math.Clamp(share, 0, 1) * longest * 8);
        string full = new(Eighths[^1], eighths / 8);
        return (eighths % 8 == 0 ? full : full + Eighths[eighths % 8]).PadRight(longest);
    }
}
