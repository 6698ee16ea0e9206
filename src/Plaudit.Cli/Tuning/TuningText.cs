using Plaudit.Cli.Commands;
using Plaudit.Cli.Exploration;
using Plaudit.Tuning;
using Spectre.Console;

namespace Plaudit.Cli.Tuning;

/// <summary>The results of a tuning as a person reads them.</summary>
internal static class TuningText
{
    private const int TrialsShown = 10;
    private const int BarWidth = 20;

    /// <summary>What a trial drew, in a line: <c>rate 0.001, batchSize 32</c>. Of a key its last part is enough.</summary>
    public static string Values(TuningTrial trial) => string.Join(", ", trial.Values.Select(value => $"{Short(value.Key)} {value.Text}"));

    /// <summary>Writes the best trials, what each key matters, and where the best recipe is; of one trial alone, that trial.</summary>
    public static void Write(ResultConsole console, TuningResult result, TuningDirectory directory, int? only)
    {
        TuningTrial best = result.BestTrial!;
        WriteTrials(console, result, directory);
        if (only is not null)
        {
            console.Line("");
            console.Line($"trial          {only}, to be gathered by {ResumeCommand.OfTuning(directory.Path)}");
            return;
        }

        WriteKeys(console, result);
        console.Line("");
        console.Line(
            $"best           trial {best.Number}: accuracy {best.Figures!.Accuracy:F4}, loss {best.Figures.Loss:F4} on "
            + $"{result.ValidationReviews:N0} reviews ({result.Validation})");
        console.Line("               chosen on these reviews, so a little too good: measure it on others (plaudit split makes a test part)");
        console.Line($"recipe         {directory.Best}  ({ShellCommand.Of(["plaudit", "train", directory.Best, "--data", "DATA"])})");
        console.Line($"results        {directory.Results}");
        console.Line($"report         {directory.Report}");
        console.Line($"took           {Duration.Show(result.Seconds)}");
    }

    private static void WriteTrials(ResultConsole console, TuningResult result, TuningDirectory directory)
    {
        int Count(TrialStatus status) => result.Trials.Count(trial => trial.Status == status);
        string Also(TrialStatus status) => Count(status) > 0 ? $", {Count(status):N0} {Word(status)}" : "";
        console.Write(new Spectre.Console.Text(
            $"{Plural.Of(result.Trials.Count, "trial")}, {Count(TrialStatus.Completed):N0} of them with all "
                + $"epochs{Also(TrialStatus.Open)}{Also(TrialStatus.Failed)}",
            new Style(decoration: Decoration.Bold)));
        var table = new ResultTable("trial>", "epochs>", "accuracy>", "loss>", "time>", "", "");
        TuningTrial[] best = [.. result.Ranked.Take(TrialsShown)];
        // Those that are not finished come last, and are what one asks about after a stop.
        TuningTrial[] shown = [.. best, .. result.Trials.Where(trial => trial.Status == TrialStatus.Open).Except(best).Take(TrialsShown)];
        foreach (TuningTrial trial in shown)
        {
            table.Row(
                $"{trial.Number}", $"{trial.EpochsDone}", $"{trial.Figures?.Accuracy:F4}", $"{trial.Figures?.Loss:F4}", Duration.Show(trial.Seconds),
                    Word(trial.Status), Values(trial));
        }

        console.Write(table);
        if (shown.Length < result.Trials.Count)
            console.Line($"and {result.Trials.Count - shown.Length:N0} more in {directory.Results}");
    }

    private static string Word(TrialStatus status) => status switch
    {
        TrialStatus.Open => "unfinished",
        TrialStatus.Completed => "done",
        TrialStatus.Stopped => "stopped",
        _ => "failed",
    };

    private static void WriteKeys(ResultConsole console, TuningResult result)
    {
        TuningKey[] keys = [.. result.Keys.Where(key => key.Importance is not null).OrderByDescending(key => key.Importance)];
        if (keys.Length == 0)
            return;
        console.Heading("What each key matters by itself (share of the variance of the trials' ranks)");
        var table = new ResultTable("", ">", "", "");
        foreach (TuningKey key in keys)
        {
            string direction = key.Importance < 0.05
                ? ""
                : key.Direction switch { > 0.2 => "greater is better", < -0.2 => "smaller is better", _ => "" };
            table.Row(key.Name, $"{key.Importance * 100:F0} %", TextCharts.Bar(key.Importance!.Value, 1, BarWidth, Color.Blue), direction);
        }

        console.Write(table);
    }

    private static string Short(string key) => key.Split('.')[^1].TrimStart('$');
}
