namespace Plaudit.Cli;

/// <summary>What a command stands on: its streams, its log, and the wish to stop.</summary>
internal sealed class CommandHost(Streams streams, Interruption interruption)
{
    /// <summary>Standard input, output and error.</summary>
    public Streams Streams => streams;

    /// <summary>Results.</summary>
    public TextWriter Output => streams.Output;

    /// <summary>Everything else.</summary>
    public Log Log { get; } = new(streams.Error);

    /// <summary>Ctrl-C and SIGTERM.</summary>
    public Interruption Interruption => interruption;
}
