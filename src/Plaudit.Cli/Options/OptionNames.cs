using System.Text.RegularExpressions;

namespace Plaudit.Cli.Options;

/// <summary>Puts the command line's options in the place of the settings that the library's messages name (see <see cref="Setting"/>).</summary>
internal static partial class OptionNames
{
    private static readonly Dictionary<string, string> s_options = new()
    {
        [Setting.TextColumn] = "--text-column",
        [Setting.LabelColumn] = "--label-column",
        [Setting.PositiveLabel] = "--positive",
        [Setting.NegativeLabel] = "--negative",
        [Setting.Separator] = "--separator",
        [Setting.NoHeader] = "--no-header",
        [Setting.SkipBadRows] = "--on-bad-row skip",
        [Setting.Format] = "--format",
        [Setting.Tsv] = "--format tsv",
        [Setting.QuotesNone] = "--quotes none",
        [Setting.QuotesStandard] = "--quotes standard",
        [Setting.QuotesBackslash] = "--quotes backslash",
        [Setting.Input] = "predict --input",
        [Setting.InputFormat] = "--input-format",
        [Setting.RunFolder] = "--run folder",
        [Setting.Data] = "--data",
    };

    /// <summary>The message in the command line's words; other text between backticks is left alone.</summary>
    public static string In(string message) => !message.Contains('`') ? message : Named().Replace(message, match =>
        s_options.GetValueOrDefault(match.Value) ?? (match.Groups["change"] is { Success: true } change ? $"--set {change.Value}" : match.Value));

    /// <summary>Text between backticks; a change of a recipe has no blanks around its equals sign.</summary>
    [GeneratedRegex("`((?<change>[\\w.]+=[^`]*)|[^`]*)`")]
    private static partial Regex Named();
}
