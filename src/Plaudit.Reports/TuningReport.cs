using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;
using Plaudit.Tuning;

namespace Plaudit.Reports;

/// <summary>The report of <c>plaudit tune</c>, <c>report.html</c> in its folder.</summary>
internal static class TuningReport
{
    private const int MostTrialsListed = 100;

    /// <summary>Puts it together.</summary>
    /// <param name="result">What the search came to.</param>
    /// <param name="directory">Its folder.</param>
    /// <param name="threads">Threads that were used.</param>
    /// <param name="command">The words of the command that was given.</param>
    /// <param name="made">Now.</param>
    public static Report Of(TuningResult result, TuningDirectory directory, int threads, IEnumerable<string> command, DateTimeOffset made)
    {
        string summary = $"{Format.Count(result.Trials.Count)} trials, validated on {Format.Count(result.ValidationReviews)} reviews: {result.Validation}.";
        return new Report("Tuning", result.Recipe, summary, made,
        [
            new Section("Result", [.. Best(result)]),
            new Section("Settings", [Settings(result), .. Importance(result)]),
            new Section("Curves", [Curves(result)]),
            new Section("Trials", [.. Trials(result)]),
            new Section("Recipe and space", [.. Files(directory)]),
            new Section("Environment", [Machine.Facts(threads), new Heading("The same search again"), new CodeElement(ShellCommand.Of(command))]),
        ]);
    }

    private static IEnumerable<IReportElement> Best(TuningResult result)
    {
        if (result.BestTrial is not { Figures: { } figures } best)
            yield break;
        yield return new KeyFigures(
        [
            new KeyFigure("Best accuracy", Format.Percent(figures.Accuracy), $"trial {best.Number}, validation"),
            new KeyFigure("Its loss", Format.Share(figures.Loss), "nats"),
            new KeyFigure("Its epochs", Format.Count(best.EpochsDone)),
            new KeyFigure("Trials", Format.Count(result.Trials.Count)),
            new KeyFigure("Time", $"{result.Seconds / 60:0.0} min"),
        ]);
        yield return new Facts([.. best.Values.Select(value => (Short(value.Key), value.Text))]);
    }

    /// <summary>A line a trial that has figures, through its settings to its accuracy.</summary>
    private static Chart Settings(TuningResult result)
    {
        TuningTrial[] trials = [.. result.Ranked.Where(trial => trial.Figures is not null)];
        double[] accuracies = [.. trials.Select(trial => trial.Figures!.Accuracy)];
        (double low, double high) = accuracies.Length == 0 ? (0, 1) : (accuracies.Min(), accuracies.Max());
        var axes = new List<ParallelAxis>(result.Keys.Select(Axis)) { new("accuracy", [(0, Format.Percent(low)), (1, Format.Percent(high))]) };
        ParallelLine[] lines = [.. trials.Select((trial, place) => new ParallelLine(
            $"trial {trial.Number}",
            [.. result.Keys.Select(key => Position(key, trial.Values.FirstOrDefault(value => value.Key == key.Name))), high > low ? (trial.Figures!.Accuracy - low) / (high - low) : 1],
            [.. result.Keys.Select(key => trial.Values.FirstOrDefault(value => value.Key == key.Name)?.Text ?? "–"), Format.Percent(trial.Figures!.Accuracy)],
            1 - ((double)place / Math.Max(1, trials.Length)),
            trial.Number == result.Best))];
        return ParallelCoordinates.Of("Settings of all trials", axes, lines, "A line a trial, the better the stronger; the best stands out.") with { Width = ChartWidth.Full };
    }

    private static ParallelAxis Axis(TuningKey key) => new(Short(key.Name), key.Choices is { } choices
        ? [.. choices.Select((choice, i) => (Place(i, choices.Count), choice))]
        : [(0, Format.Number(key.From!.Value)), (1, Format.Number(key.To!.Value))]);

    private static double? Position(TuningKey key, TrialValue? value)
    {
        if (value is null)
            return null;
        if (key.Choices is { } choices)
            return choices.ToList().IndexOf(value.Text) is var i and >= 0 ? Place(i, choices.Count) : null;
        if (value.Number is not { } number || key is not { From: { } from, To: { } to } || to <= from)
            return value.Number is null ? null : 1;
        return key.Kind is "logUniform" or "logInteger" ? Math.Log(number / from) / Math.Log(to / from) : (number - from) / (to - from);
    }

    /// <summary>The end of a key's path, which is what people call it: <c>rate</c> for <c>training.optimizer.rate</c>.</summary>
    private static string Short(string key) => key.Split('.')[^1].TrimStart('$');

    private static double Place(int i, int count) => count < 2 ? 0.5 : (double)i / (count - 1);

    private static IEnumerable<IReportElement> Importance(TuningResult result)
    {
        (string, double)[] known = [.. result.Keys.Where(key => key.Importance is not null).OrderByDescending(key => key.Importance).Select(key => (Short(key.Name), key.Importance!.Value))];
        if (known.Length > 0)
        {
            yield return WordBars.Of("Importance of each key", known, Format.Percent,
                caption: "The share of the variance of the trials' ranks that a key explains by itself; docs/tuning.md says how far to trust it.") with { Width = ChartWidth.Full };
        }
    }

    private static Chart Curves(TuningResult result) => TrialLines.Of(
        "Validation accuracy of all trials", "epoch", "validation accuracy", ".0%",
        [.. result.Trials.Where(trial => trial.Curve.Count > 0).Select(trial => new TrialLine(
            $"trial {trial.Number}", [.. trial.Curve.Select(epoch => ((double)epoch.Epoch, epoch.ValidationAccuracy))], trial.Number == result.Best))],
        "The best trial stands out; those that did worse than their neighbours were stopped.") with { Width = ChartWidth.Full };

    private static IEnumerable<IReportElement> Trials(TuningResult result)
    {
        if (result.Trials.Count > MostTrialsListed)
            yield return new Paragraph($"The best {MostTrialsListed} of {Format.Count(result.Trials.Count)}; all are in results.json.");
        yield return new TableElement(
            "",
            [Column.Number("trial"), Column.Number("accuracy"), Column.Number("loss"), Column.Number("epochs"), new Column("status"), .. result.Keys.Select(key => new Column(Short(key.Name)))],
            [.. result.Ranked.Take(MostTrialsListed).Select(trial => (string[])
            [
                $"{trial.Number}", trial.Figures is { } figures ? Format.Percent(figures.Accuracy) : "–", trial.Figures is { } f ? Format.Share(f.Loss) : "–", $"{trial.EpochsDone}",
                trial.Error ?? trial.Status.ToString().ToLowerInvariant(), .. result.Keys.Select(key => trial.Values.FirstOrDefault(value => value.Key == key.Name)?.Text ?? "–"),
            ])]);
    }

    private static IEnumerable<IReportElement> Files(TuningDirectory directory)
    {
        if (File.Exists(directory.Best))
            yield return new CodeElement(File.ReadAllText(directory.Best), "The best recipe (best.json)");
        yield return new CodeElement(File.ReadAllText(directory.Space), "The space (space.json)");
    }
}
