namespace Plaudit.Reports.Charts;

/// <summary>Numbers as reports write them.</summary>
internal static class Format
{
    /// <summary>A whole number with separators.</summary>
    public static string Count(double value) => value.ToString("N0");

    /// <summary>A share with four digits, as scikit-learn prints metrics; a dash where it is not defined.</summary>
    public static string Share(double value) => double.IsNaN(value) ? "–" : value.ToString("F4");

    /// <summary>An interval of a share, with four digits. It stays on one line.</summary>
    public static string Interval(WilsonInterval interval) => $"{interval.Low:F4}–{interval.High:F4}";

    /// <summary>A share in percent with one digit.</summary>
    public static string Percent(double value) => double.IsNaN(value) ? "–" : $"{100 * value:0.0} %";

    /// <summary>A time in seconds, minutes or hours; a dash if unknown. Number and unit stay on one line.</summary>
    public static string Time(double? seconds) => seconds switch
    {
        null => "–",
        < 59.95 => $"{seconds:0.0}\u00A0s",
        < 3599.5 => $"{(int)Math.Round(seconds.Value) / 60}\u00A0min {(int)Math.Round(seconds.Value) % 60}\u00A0s",
        _ => $"{(int)Math.Round(seconds.Value / 60) / 60}\u00A0h {(int)Math.Round(seconds.Value / 60) % 60}\u00A0min",
    };

    /// <summary>A file size; a dash if unknown.</summary>
    public static string Bytes(long? bytes) => bytes switch
    {
        null => "–",
        < 999_500 => $"{bytes / 1e3:F0} kB",
        < 999_500_000 => $"{bytes / 1e6:F1} MB",
        _ => $"{bytes / 1e9:F1} GB",
    };

    /// <summary>Any number, with four digits that count.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "–" : value == Math.Round(value) && Math.Abs(value) < 1e9 ? value.ToString("N0") : value.ToString("G4");
}
