using System.CommandLine;
using Plaudit.Data;

namespace Plaudit.Cli.Options;

/// <summary>What every command that reads labelled reviews takes: the data and how its rows are read.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _format = InputFormatOption.Create(
        "--format",
            "How a file is written where its extension does not tell; text means lines that begin with __label__. Packed with gzip or not, its "
            + "bytes tell.");

    private readonly RowOptions _rows;

    private DataOptions(Command command, bool required)
    {
        Data = new Option<string?>("--data")
        {
            Description =
                "Reviews: an aclImdb folder or .tar.gz, a .csv, .tsv, .jsonl, .json or fastText .txt file, these as .gz too, Keras's imdb.npz, or "
                + "the names imdb and sample. "
                + "append :train, :test or :unsup to pick a part.",
            HelpName = "DATA",
            Required = required,
        };
        command.Add(Data);
        command.Add(_format);
        _rows = RowOptions.AddTo(command);
    }

    /// <summary><c>--data DATA</c>.</summary>
    public Option<string?> Data { get; }

    /// <summary>Those that say how rows are read.</summary>
    public IEnumerable<Option> Reading => [_format, .. _rows.All];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="required">Whether it cannot do without <see cref="Data"/>.</param>
    public static DataOptions AddTo(Command command, bool required = true) => new(command, required);

    /// <summary>How rows are read.</summary>
    public ReviewReadOptions Of(ParseResult parsed) => _rows.Of(parsed) with { Format = InputFormatOption.Of(parsed.GetValue(_format)) };
}
