using System.Globalization;
using System.Text;

namespace Plaudit.Bench.Peers;

/// <summary>Rows of work, ours and theirs.</summary>
internal sealed class ComparisonTable
{
    private readonly List<string> _rows = [];
    private readonly List<string> _missing = [];

    public void Add(string work, double plaudit, string peer, double theirs)
    {
        string row = string.Create(
            CultureInfo.InvariantCulture, $"| {work} | {Show(plaudit)} | {peer} | {Show(theirs)} | **{theirs / plaudit:F1} x** |");
        _rows.Add(row);
        Console.Error.WriteLine(row);
    }

    /// <summary>A figure of ours that no peer stands beside.</summary>
    public void Add(string work, double plaudit) => _rows.Add($"| {work} | {Show(plaudit)} | | | |");

    public void Missing(string peer, string reason) => _missing.Add($"- {peer} is missing here: {reason}");

    public string ToMarkdown()
    {
        var text = new StringBuilder("| work | Plaudit | peer | peer's time | ratio |\n|---|---|---|---|---|\n");
        foreach (string row in _rows)
            text.AppendLine(row);
        if (_missing.Count > 0)
            text.AppendLine().AppendJoin('\n', _missing).AppendLine();
        return text.ToString();
    }

    private static string Show(double milliseconds) => milliseconds >= 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:F2} s")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F2} ms");
}
