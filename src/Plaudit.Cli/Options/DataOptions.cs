using System.CommandLine;
using Plaudit.Data;

namespace Plaudit.Cli.Options;

/// <summary>The options of every command that reads DATA: where it is, and how its rows are read.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _labelColumn = new("--label-column")
    {
        Description = "Column (or JSON key) of the label. Default: sentiment, in JSON Lines label or sentiment.",
        HelpName = "NAME",
    };

    private readonly RowOptions _rows;

    private DataOptions(Command command, bool required)
    {
        Data = new Option<string?>("--data")
        {
            Description = "The reviews: a path (aclImdb folder or .tar.gz, .csv, .tsv, .jsonl, fastText .txt, Keras .npz), or imdb (downloaded once), or sample "
                + "(built in); :train, :test or :unsup behind it picks a half.",
            HelpName = "DATA",
            Required = required,
        };
        command.Add(Data);
        _rows = RowOptions.AddTo(command);
        command.Add(_labelColumn);
    }

    /// <summary><c>--data DATA</c>.</summary>
    public Option<string?> Data { get; }

    /// <summary>Those that say how rows are read.</summary>
    public IEnumerable<Option> Reading => [.. _rows.All, _labelColumn];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="required">Whether the command cannot do without data.</param>
    public static DataOptions AddTo(Command command, bool required = true) => new(command, required);

    /// <summary>How rows are read.</summary>
    public ReviewReadOptions Of(ParseResult parsed) => _rows.Of(parsed) with { LabelColumn = parsed.GetValue(_labelColumn) };
}
