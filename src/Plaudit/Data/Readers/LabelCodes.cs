namespace Plaudit.Data.Readers;

/// <summary>
/// Understands the labels of one file and counts those it does not know. Where they are more than a tenth, the column has other codes, and leaving
/// such rows out would teach the wrong thing: of stars from 0 to 5 only 1 would be left as positive and 0 as negative.
/// </summary>
internal sealed class LabelCodes(ReviewReadOptions options)
{
    private const int MostCodes = 20;
    private const int LongestCode = 40;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _rows;
    private int _unknown;

    /// <summary>What a label of the file should be.</summary>
    public string Expected => options.PositiveLabel is null ? LabelText.Expected : $"{options.PositiveLabel} or {options.NegativeLabel}";

    /// <summary>True if so many labels are unknown that the column must use other codes, or if 0 occurs beside -1 and 1.</summary>
    public bool AreOthers => _unknown * 10L > _rows || (options.PositiveLabel is null && _counts.ContainsKey("-1") && _counts.ContainsKey("0"));

    /// <summary>Reads a label and counts it.</summary>
    public bool TryParse(string text, out Label label)
    {
        bool known = TryRead(text, out label);
        _rows++;
        _unknown += known ? 0 : 1;
        string code = Shortened(text.Trim());
        if (_counts.ContainsKey(code) || _counts.Count < MostCodes)
            _counts[code] = _counts.GetValueOrDefault(code) + 1;
        return known;
    }

    /// <summary>Reads a label.</summary>
    public bool TryRead(string text, out Label label)
    {
        if (options.PositiveLabel is not { } positive || options.NegativeLabel is not { } negative)
            return LabelText.TryParse(text, out label);
        label = Same(text, positive) ? Label.Positive : Label.Negative;
        return label == Label.Positive || Same(text, negative);
    }

    /// <summary>The message for a file with other codes.</summary>
    public string OtherCodes(string file)
    {
        string codes = string.Join(", ", _counts.Select(code => $"'{code.Key}' ({code.Value:N0})"));
        string more = _counts.Count == MostCodes ? " and others" : "";
        string neither = options.PositiveLabel is null
            ? "neither positive nor negative"
            : $"neither {options.PositiveLabel} nor {options.NegativeLabel}";
        string advice = (options.PositiveLabel is null ? "Name the two codes that count with" : "Check")
            + $" {Setting.PositiveLabel} and {Setting.NegativeLabel}";
        return $"{file}: {_unknown:N0} of {_rows:N0} labels are {neither}; the column holds {codes}{more}. {advice}, and take rows with other "
            + "codes out of the file.";
    }

    /// <summary>A label as messages show it.</summary>
    public static string Shortened(string label) => label.Length <= LongestCode ? label : label[..LongestCode] + "...";

    private static bool Same(string text, string wanted) => text.AsSpan().Trim().Equals(wanted.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);
}
