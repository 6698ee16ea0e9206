using System.CommandLine;

namespace Plaudit.Cli.Options;

/// <summary><c>--threads N</c>, the same for every command that computes.</summary>
internal sealed class ThreadsOption
{
    private const int Most = 1024;

    private readonly Option<long?> _option = WholeNumberOption.Create(
        ProcessorLimit.Threads,
            $"Threads to work with, 1 to {Most}; no more than there are processors ({Environment.ProcessorCount}), which is the default.", 1, Most);

    /// <summary>Adds the option to a command.</summary>
    public static ThreadsOption AddTo(Command command)
    {
        var threads = new ThreadsOption();
        command.Add(threads._option);
        return threads;
    }

    /// <summary>The requested number, or null.</summary>
    public int? Asked(ParseResult parsed) => ProcessorLimit.Of(parsed.GetValue(_option));

    /// <summary>The number to work with.</summary>
    public int Of(ParseResult parsed) => Asked(parsed) ?? Environment.ProcessorCount;
}
