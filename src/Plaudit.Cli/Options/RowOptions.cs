using System.CommandLine;
using Plaudit.Data;

namespace Plaudit.Cli.Options;

/// <summary>How the rows of a file of reviews are read, the same for data with labels and for reviews to predict.</summary>
internal sealed class RowOptions
{
    private const string Error = "error";
    private const string Skip = "skip";
    private static readonly string[] s_quotes = ["auto", "standard", "none", "backslash"];

    private readonly Option<string?> _textColumn = new("--text-column")
    {
        Description = "Column (or JSON key) of the text. Default: review, text or another usual name; with --no-header a number from 1.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _labelColumn = new("--label-column")
    {
        Description = "Column (or JSON key) of the label. Default: sentiment, label or another usual name; with --no-header a number from 1.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _positive =
        new("--positive") { Description = "What the label column calls positive. Goes with --negative.", HelpName = "LABEL" };
    private readonly Option<string?> _negative = new("--negative") { Description = "What the label column calls negative.", HelpName = "LABEL" };

    private readonly Option<string?> _quotes = new("--quotes")
    {
        Description =
            "What quotes mean in CSV and TSV: standard (around fields, doubled inside), backslash (\\\" inside), none (text), or auto (the "
            + "default: from the whole file).",
        HelpName = string.Join('|', s_quotes),
    };

    private readonly Option<string?> _separator = new("--separator")
    {
        Description = "Field separator of CSV and TSV: comma, semicolon, tab, pipe, or a character. Default: by the first line.",
        HelpName = "NAME|CHAR",
    };

    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first row is a review; columns are numbered from 1." };

    private readonly Option<string?> _onBadRow = new("--on-bad-row")
    {
        Description = $"What to do with an unusable row: {Error} (stop and name it, the default) or {Skip} (skip and count it).",
        HelpName = $"{Error}|{Skip}",
    };

    private RowOptions()
    {
        _onBadRow.AcceptOnlyFromAmong(Error, Skip);
        _quotes.AcceptOnlyFromAmong(s_quotes);
        _separator.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && SeparatorOf(token.Value) is null)
                result.AddError($"--separator expects comma, semicolon, tab, pipe or one character, found '{token.Value}'");
        });
    }

    /// <summary>The options themselves.</summary>
    public IEnumerable<Option> All => [_textColumn, _labelColumn, _positive, _negative, _quotes, _separator, _noHeader, _onBadRow];

    /// <summary>Adds the options to a command.</summary>
    public static RowOptions AddTo(Command command)
    {
        var options = new RowOptions();
        foreach (Option option in options.All)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(options._positive) is null != result.GetResult(options._negative) is null)
                result.AddError("--positive and --negative go together: give both, or neither");
        });
        return options;
    }

    /// <summary>How rows are read.</summary>
    public ReviewReadOptions Of(ParseResult parsed) => new()
    {
        TextColumn = parsed.GetValue(_textColumn),
        LabelColumn = parsed.GetValue(_labelColumn),
        PositiveLabel = parsed.GetValue(_positive),
        NegativeLabel = parsed.GetValue(_negative),
        OnBadRow = parsed.GetValue(_onBadRow) == Skip ? BadRow.Skip : BadRow.Error,
        Quotes = Enum.Parse<QuoteStyle>(parsed.GetValue(_quotes) ?? "auto", ignoreCase: true),
        Separator = parsed.GetValue(_separator) is { } separator ? SeparatorOf(separator) : null,
        HasHeader = !parsed.GetValue(_noHeader),
    };

    private static char? SeparatorOf(string written) => written switch
    {
        "comma" => ',',
        "semicolon" => ';',
        "tab" or "\\t" => '\t',
        "pipe" => '|',
        [var character] when character is not ('"' or '\n' or '\r' or '\\') => character,
        _ => null,
    };
}
