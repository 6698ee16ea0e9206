namespace Plaudit.Cli;

/// <summary>What a command needs: its streams, its log, and the request to stop.</summary>
internal sealed class CommandHost(Streams streams, Interruption interruption)
{
    /// <summary>Standard input, output and error.</summary>
    public Streams Streams => streams;

    /// <summary>Results for programs: JSON, predictions.</summary>
    public TextWriter Output => streams.Output;

    /// <summary>Results for people: on a terminal, lines are broken between words.</summary>
    public WrappingWriter Wrapped { get; } = new(streams.Output, streams.OutputIsTerminal ? streams.WindowWidth : int.MaxValue);

    /// <summary>The same without what could act on a terminal.</summary>
    public TextWriter Text => field ??= new PrintableWriter(Wrapped);

    /// <summary>Everything else.</summary>
    public Log Log { get; } = new(streams.Error, streams.ErrorIsTerminal ? streams.WindowWidth : int.MaxValue);

    /// <summary>
    /// Shows results before files are written: if a file cannot be, the figures are not lost, and if the reader of the figures leaves, the files
    /// are not.
    /// </summary>
    /// <param name="write">Writes to <see cref="Output"/> or <see cref="Text"/>.</param>
    public void Show(Action write)
    {
        try
        {
            write();
            Wrapped.Flush();
        }
        catch (ReaderGoneException)
        {
            // The reader has closed the output.
        }
    }

    /// <summary>Ctrl-C and SIGTERM.</summary>
    public Interruption Interruption => interruption;
}
