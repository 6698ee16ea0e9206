namespace Plaudit.Data.Readers;

/// <summary>Finds the field separator of a file.</summary>
internal static class Separators
{
    private const string Directive = "sep=";

    /// <summary>
    /// The usual separator of the file's kind where the first line holds it outside quotes; else the first of comma, tab, semicolon and bar that it
    /// holds: programs in many countries write semicolons into a .csv.
    /// </summary>
    public static char Of(string firstLine, char usual)
    {
        bool isQuoted = false;
        string outside = string.Concat(firstLine.Where(c => (isQuoted ^= c == '"') ? false : c != '"'));
        return ((char[])[usual, ',', '\t', ';', '|']).Cast<char?>().FirstOrDefault(candidate => outside.Contains(candidate!.Value)) ?? usual;
    }

    /// <summary>The separator that Excel's first line <c>sep=;</c> names, or null if the line is another.</summary>
    public static char? Directed(string firstLine) =>
        firstLine.Length == Directive.Length + 1 && firstLine.StartsWith(Directive, StringComparison.OrdinalIgnoreCase) ? firstLine[^1] : null;

    /// <summary>A separator in words.</summary>
    public static string Describe(char separator) => separator switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        _ => $"'{separator}'",
    };
}
