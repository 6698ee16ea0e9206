using Plaudit.Data;
using Spectre.Console;

namespace Plaudit.Cli.Progress;

/// <summary>Shows how reading or downloading goes: a bar on a terminal, else a line now and then.</summary>
internal sealed class DataProgressDisplay(CommandHost host)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Opens review data, or the part of a run's data.</summary>
    /// <exception cref="PlauditException">It cannot be read.</exception>
    public ReviewSet Open(string data, ReviewReadOptions options) =>
        RunPart.Find(data) is { } part ? part.Open(Open) : Read(data, options);

    /// <summary>Does some work and shows its progress.</summary>
    /// <param name="name">What is read, as the user named it.</param>
    /// <param name="work">The work.</param>
    public T Show<T>(string name, Func<IProgress<DataProgress>, T> work)
    {
        if (!host.Streams.ErrorIsTerminal)
            return work(new PlainLines(host.Log, name));
        return LiveConsole.On(host.Streams).Progress().AutoClear(true).Columns(LiveConsole.BarColumns(host.Streams)).Start(context =>
        {
            ProgressTask bar = context.AddTask(Markup.Escape(Printable.Line($"reading {name}")));
            return work(new Bar(bar, name));
        });
    }

    private ReviewSet Read(string data, ReviewReadOptions options)
    {
        var notes = new List<string>();
        ReviewSet set = Show(data, progress => ReviewData.Open(data, options with { OnNote = notes.Add }, progress, host.Interruption.Token));
        foreach (string note in notes)
            host.Log.Note(note);
        if (set.SkippedRows > 0)
        {
            host.Log.Warn(
                $"{set.Name}: left out {set.SkippedRows:N0} of {set.SkippedRows + set.Labelled.Count + set.Unlabelled.Count:N0} rows that cannot "
                + "be used:");
            foreach (string message in set.Skipped)
                host.Log.Info($"  {message}");
            if (set.SkippedRows > set.Skipped.Count)
                host.Log.Info($"  and {set.SkippedRows - set.Skipped.Count:N0} more");
        }

        return set;
    }

    private static string Activity(DataProgress progress) => progress.Activity == DataActivity.Downloading ? "downloading" : "reading";

    private sealed class Bar(ProgressTask task, string name) : IProgress<DataProgress>
    {
        public void Report(DataProgress value)
        {
            task.Description = Markup.Escape(Printable.Line($"{Activity(value)} {name}"));
            task.IsIndeterminate = value.Total is null;
            task.MaxValue = value.Total is > 0 and { } total ? total : 100;
            task.Value = value.Total is > 0 ? value.Done : 0;
        }
    }

    /// <summary>A line after every ten seconds: quick work says nothing.</summary>
    private sealed class PlainLines(Log log, string name) : IProgress<DataProgress>
    {
        private long _last = Environment.TickCount64;

        public void Report(DataProgress value)
        {
            if (Environment.TickCount64 - _last < s_patience.TotalMilliseconds)
                return;
            _last = Environment.TickCount64;
            string unit = value.Activity == DataActivity.ReadingFolder ? "files" : "MB";
            double scale = value.Activity == DataActivity.ReadingFolder ? 1 : 1e6;
            string total = value.Total is { } all ? $" of {all / scale:N0}" : "";
            log.Info($"{Activity(value)} {name}: {value.Done / scale:N0}{total} {unit}");
        }
    }
}
