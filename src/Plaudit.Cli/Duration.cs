namespace Plaudit.Cli;

/// <summary>Times as users write them: <c>90s</c>, <c>30m</c>, <c>2h</c>, <c>1h30m</c>.</summary>
internal static class Duration
{
    /// <summary>What an error message says was expected.</summary>
    public const string Expected = "a time such as 90s, 30m, 2h or 1h30m";

    private const string Units = "hms";
    private static readonly int[] s_seconds = [3600, 60, 1];

    /// <summary>Reads hours, minutes and seconds in this order, each at most once; more than nothing in all.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        int nextUnit = 0;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExceptInRange('0', '9');
            int unit = digits is > 0 and < 7 ? Units.IndexOf(char.ToLowerInvariant(text[digits])) : -1;
            if (unit < nextUnit)
                return false;
            duration += TimeSpan.FromSeconds((long)int.Parse(text[..digits]) * s_seconds[unit]);
            nextUnit = unit + 1;
            text = text[(digits + 1)..];
        }

        return duration > TimeSpan.Zero;
    }

    /// <summary>Shows a time to the second, or below a minute to a tenth of one: <c>1h 04m 12s</c>, <c>12.3 s</c>.</summary>
    public static string Show(double seconds)
    {
        if (seconds < 59.95)
            return $"{seconds:F1} s";
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.TotalHours >= 1 ? $"{(int)time.TotalHours}h {time.Minutes:00}m {time.Seconds:00}s" : $"{time.Minutes}m {time.Seconds:00}s";
    }

    /// <summary>Shows a time still to go, as a clock does: <c>0:42</c>, <c>1:04:12</c>.</summary>
    public static string Clock(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}" : $"{time.Minutes}:{time.Seconds:00}";
    }
}
