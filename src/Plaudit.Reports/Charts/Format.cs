namespace Plaudit.Reports.Charts;

/// <summary>Numbers as reports write them.</summary>
internal static class Format
{
    /// <summary>A whole number with separators.</summary>
    public static string Count(double value) => value.ToString("N0");

    /// <summary>A share with four digits, as scikit-learn prints metrics; a dash where it is not defined.</summary>
    public static string Share(double value) => double.IsNaN(value) ? "–" : value.ToString("F4");

    /// <summary>A share in percent with one digit.</summary>
    public static string Percent(double value) => double.IsNaN(value) ? "–" : $"{100 * value:0.0} %";

    /// <summary>Any number, with four digits that count.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "–" : value == Math.Round(value) && Math.Abs(value) < 1e9 ? value.ToString("N0") : value.ToString("G4");
}
