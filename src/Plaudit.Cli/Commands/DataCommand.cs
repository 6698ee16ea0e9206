using System.CommandLine;
using Plaudit.Cli.Progress;
using Plaudit.Data;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit data</c>: where downloaded data lies; fetches or removes it.</summary>
internal static class DataCommand
{
    private const string Fetch = "imdb";
    private const string Clear = "clear";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("data", "Shows the cache of downloaded data, downloads the IMDB archive, or empties the cache.");
        var action = new Argument<string?>("ACTION")
        {
            Description = $"{Fetch} fetches the archive into the cache; {Clear} empties the cache; without one the cache is listed.",
            HelpName = $"{Fetch}|{Clear}",
            Arity = ArgumentArity.ZeroOrOne,
        };
        action.AcceptOnlyFromAmong(Fetch, Clear);
        command.Add(action);
        command.SetAction(parsed =>
        {
            switch (parsed.GetValue(action))
            {
                case Fetch:
                    host.Text.WriteLine(FetchArchive(host));
                    break;
                case Clear:
                    var cache = new ReviewCache();
                    host.Text.WriteLine($"removed {Megabytes(cache.Clear())} from {cache.Folder}");
                    break;
                default:
                    List(host.Text, new ReviewCache());
                    break;
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string FetchArchive(CommandHost host) => new DataProgressDisplay(host).Show(
        Fetch, progress => new ImdbDownload().FetchAsync(progress, host.Interruption.Token).GetAwaiter().GetResult());

    private static void List(TextWriter output, ReviewCache cache)
    {
        output.WriteLine(cache.Folder);
        foreach ((string name, long bytes) in cache.Files)
            output.WriteLine(
                $"  {name}  {Megabytes(bytes)}{(name.EndsWith(".part", StringComparison.Ordinal) ? "  (unfinished: plaudit data imdb continues it)" : "")}");
        if (cache.Files.Count == 0)
            output.WriteLine("  nothing is cached; plaudit data imdb fetches the IMDB archive (84 MB)");
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N1} MB";
}
