using Plaudit.Recipes;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;
using Plaudit.Tuning;

namespace Plaudit.Reports;

/// <summary>The trials of a tuning as parallel coordinates: an axis a key, and the figure that they were compared by as the last.</summary>
internal static class TuningLines
{
    /// <summary>Makes the chart.</summary>
    /// <param name="result">The tuning.</param>
    /// <param name="trials">Those to draw, best first.</param>
    /// <param name="caption">How to read it.</param>
    public static Chart Of(TuningResult result, IReadOnlyList<TuningTrial> trials, string caption)
    {
        bool byLoss = result.Objective == MonitoredFigure.Loss;
        double Figure(TuningTrial trial) => byLoss ? trial.Figures?.Loss ?? double.NaN : trial.Figures?.Accuracy ?? double.NaN;
        double[] figures = [.. trials.Select(Figure).Where(double.IsFinite)];
        (double least, double most) = figures.Length == 0 ? (0, 0) : (figures.Min(), figures.Max());
        // The better is at the right: a loss that is small.
        double? Place(TuningTrial trial) => Figure(trial) is var figure
            && !double.IsFinite(figure) ? null : byLoss ? 1 - Between(figure, least, most) : Between(figure, least, most);

        IReadOnlyList<string> names = KeyNames.Short([.. result.Keys.Select(key => key.Name), byLoss ? "loss" : "accuracy"]);
        ParallelAxis[] axes = [.. result.Keys.Select((key, i) => new ParallelAxis(names[i], Ticks(key)))];
        (double, string)[] ends = least == most ? [(0.5, Format.Share(least))] : byLoss ? [(0, Format.Share(most)), (1, Format.Share(least))]
            : [(0, Format.Share(least)), (1, Format.Share(most))];
        return ParallelCoordinates.Of(
            "Settings and figures of all trials",
            [.. axes, new ParallelAxis(names[^1], figures.Length == 0 ? [] : ends)],
            [
                .. trials.Select((trial, place) => new ParallelLine(
                    $"trial {trial.Number}",
                    [.. trial.Values.Select((value, i) => Position(result.Keys[i], value)), Place(trial)],
                    [.. trial.Values.Select(value => value.Text), Format.Share(Figure(trial))],
                    trial.Figures is null ? 0 : 1 - ((double)place / trials.Count),
                    trial.Number == result.Best)),
            ],
            caption);
    }

    private static IReadOnlyList<(double Position, string Text)> Ticks(TuningKey key) => key.Choices is { } choices
        ? [.. choices.Select((text, i) => (Between(i, 0, choices.Count - 1), text))]
        : [(0, Format.Number(key.From!.Value)), (1, Format.Number(key.To!.Value))];

    private static double? Position(TuningKey key, TrialValue value)
    {
        if (key.Choices is { } choices)
            return choices.ToList().IndexOf(value.Text) is >= 0 and var place ? Between(place, 0, choices.Count - 1) : null;
        if (value.Number is not { } number)
            return null;
        return key.Kind.StartsWith("log", StringComparison.Ordinal)
            ? Between(Math.Log(number), Math.Log(key.From!.Value), Math.Log(key.To!.Value))
            : Between(number, key.From!.Value, key.To!.Value);
    }

    private static double Between(double value, double from, double to) => from == to ? 0.5 : (value - from) / (to - from);
}
