using System.Globalization;

namespace Plaudit.Data.Readers;

/// <summary>Labels as files write them.</summary>
internal static class LabelText
{
    /// <summary>What an error message says was expected.</summary>
    public const string Expected = "positive or negative, pos or neg, 1 or 0, 1 or -1, true or false, yes or no";

    private static readonly string[] s_positive = ["positive", "pos", "true", "yes"];
    private static readonly string[] s_negative = ["negative", "neg", "false", "no"];

    /// <summary>Reads a label in any case, spaces around it allowed; numbers as pandas writes them too (1.0).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Label label)
    {
        string trimmed = text.Trim().ToString();
        if (double.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            label = number == 1 ? Label.Positive : Label.Negative;
            return number is 1 or 0 or -1;
        }

        label = s_positive.Contains(trimmed, StringComparer.OrdinalIgnoreCase) ? Label.Positive : Label.Negative;
        return label == Label.Positive || s_negative.Contains(trimmed, StringComparer.OrdinalIgnoreCase);
    }
}
