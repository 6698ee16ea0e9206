using System.CommandLine;
using Plaudit.Data;

namespace Plaudit.Cli.Options;

/// <summary><c>--format csv</c>: how a file of reviews is written where its extension does not tell.</summary>
internal static class InputFormatOption
{
    private static readonly Dictionary<string, ReviewInputFormat> s_formats = new(StringComparer.Ordinal)
    {
        ["text"] = ReviewInputFormat.Text,
        ["csv"] = ReviewInputFormat.Csv,
        ["tsv"] = ReviewInputFormat.Tsv,
        ["jsonl"] = ReviewInputFormat.JsonLines,
    };

    /// <summary>Makes the option.</summary>
    /// <param name="name">What the command calls it.</param>
    /// <param name="description">What the help says of it.</param>
    public static Option<string?> Create(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = string.Join('|', s_formats.Keys) };
        option.AcceptOnlyFromAmong([.. s_formats.Keys]);
        return option;
    }

    /// <summary>The format of a name; null where none is given.</summary>
    public static ReviewInputFormat? Of(string? name) => name is null ? null : s_formats[name];
}
