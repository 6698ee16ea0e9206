using System.CommandLine;
using Plaudit.Data;

namespace Plaudit.Cli.Options;

/// <summary>How the rows of a file are read, labelled or not.</summary>
internal sealed class RowOptions
{
    private const string Error = "error";
    private const string Skip = "skip";

    private readonly Option<string?> _textColumn = new("--text-column")
    {
        Description = "Column (or JSON key) of the text. Default: review, in JSON Lines text or review.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _onBadRow = new("--on-bad-row")
    {
        Description = $"What to do with a row that cannot be used: {Error} (stop and name it, the default) or {Skip} (leave it out and count it).",
        HelpName = $"{Error}|{Skip}",
    };

    private RowOptions() => _onBadRow.AcceptOnlyFromAmong(Error, Skip);

    /// <summary>The options themselves.</summary>
    public IEnumerable<Option> All => [_textColumn, _onBadRow];

    /// <summary>Adds the options to a command.</summary>
    public static RowOptions AddTo(Command command)
    {
        var rows = new RowOptions();
        foreach (Option option in rows.All)
            command.Add(option);
        return rows;
    }

    /// <summary>How rows are read.</summary>
    public ReviewReadOptions Of(ParseResult parsed) => new()
    {
        TextColumn = parsed.GetValue(_textColumn),
        OnBadRow = parsed.GetValue(_onBadRow) == Skip ? BadRow.Skip : BadRow.Error,
    };
}
