using System.CommandLine;
using Plaudit.Cli.Exploration;
using Plaudit.Cli.Options;
using Plaudit.Cli.Progress;
using Plaudit.Data;
using Plaudit.Exploration;
using Plaudit.Reports;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit explore</c>: what a data set is like, before anything is learned from it.</summary>
internal static class ExploreCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("explore", "Explores review data: rows, classes, lengths, words, and what vocabulary and length limits would cut.");
        DataOptions data = DataOptions.AddTo(command);
        var json = new Option<bool>("--json") { Description = "Print everything as one JSON document (docs/exploration.md describes it)." };
        command.Add(json);
        ReportOption report = ReportOption.AddTo(command);
        ThreadsOption threads = ThreadsOption.AddTo(command);
        command.SetAction(parsed =>
        {
            string? page = report.Of(parsed);
            // Rows without a label or a text are what one looks for here; they are counted instead of refused.
            ReviewReadOptions reading = data.Of(parsed) with { KeepIncompleteRows = true };
            ReviewSet reviews = new DataProgressDisplay(host).Open(parsed.GetRequiredValue(data.Data)!, reading);
            var exploration = DataExploration.Of(reviews, new ExplorationOptions { Threads = threads.Of(parsed) }, host.Interruption.Token);
            exploration = exploration with { Notes = [.. exploration.Notes.Select(OptionNames.In)] };
            host.Show(() =>
            {
                if (parsed.GetValue(json))
                    host.Output.Write(exploration.ToJson());
                else
                    ExplorationText.Write(ResultConsole.On(host.Streams), exploration);
            });
            foreach (string note in exploration.Notes)
                host.Log.Note(note);
            ReportOption.Write(
                host.Log,
                page,
                () => ExplorationReport.Of(exploration, threads.Of(parsed), ReportOption.Command(parsed), DateTimeOffset.Now),
                "The figures are printed above.");
            return ExitCodes.Done;
        });
        return command;
    }
}
