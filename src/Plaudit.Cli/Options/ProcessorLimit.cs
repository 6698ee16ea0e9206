using System.CommandLine;

namespace Plaudit.Cli.Options;

/// <summary>Threads, and trials side by side, beyond the number of processors only wait for each other: as many are used as there are.</summary>
internal static class ProcessorLimit
{
    public const string Threads = "--threads";
    public const string Parallel = "--parallel";

    /// <summary>The number to use instead of the requested one.</summary>
    public static int? Of(long? asked) => asked is null ? null : (int)Math.Min(asked.Value, Environment.ProcessorCount);

    /// <summary>Says of each option that asks for more that less is used.</summary>
    public static IEnumerable<string> Notes(ParseResult parsed)
    {
        foreach (Option<long?> option in parsed.CommandResult.Command.Options.OfType<Option<long?>>()
            .Where(option => option.Name is Threads or Parallel))
        {
            if (parsed.GetValue(option) is { } asked && asked > Environment.ProcessorCount)
                yield return $"{option.Name} {asked} is more than this machine has processors, and would only be slower: using "
                    + $"{Environment.ProcessorCount}";
        }
    }
}
