using System.Text.Json.Nodes;
using Plaudit.Recipes;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;
using Plaudit.Training;
using Plaudit.Tuning;

namespace Plaudit.Reports;

/// <summary>The report of a tuning, <c>report.html</c> in its folder.</summary>
internal static class TuningReport
{
    /// <summary>More lines than these are one blot.</summary>
    private const int LinesShown = 300;

    private const int RowsShown = 500;

    /// <summary>Puts it together.</summary>
    /// <param name="directory">The tuning's folder; its best recipe is there.</param>
    /// <param name="recipe">The base recipe.</param>
    /// <param name="space">What was left open of it.</param>
    /// <param name="settings">What the tuning was started with.</param>
    /// <param name="outcome">Its outcome, with a best trial.</param>
    /// <param name="made">Now.</param>
    public static Report Of(
        TuningDirectory directory, Recipe recipe, SearchSpace space, TuningSettings settings, TuningOutcome outcome, DateTimeOffset made)
    {
        TuningResult result = outcome.Result;
        string[] again = ["plaudit", "train", directory.Best, "--data", settings.Data.Data];
        return new Report("Tuning", result.Recipe, recipe.Description, made,
        [
            new Section("Result", [.. Result(recipe, outcome)]),
            new Section("What the keys do", [.. Keys(result)]),
            new Section("Curves of all trials", [.. Curves(result)]),
            new Section("Trials", [.. Trials(result)]),
            new Section("Recipe and space",
            [
                new CodeElement(File.ReadAllText(directory.Best), "The best recipe"), new CodeElement(recipe.Json, "The recipe it started from"),
                    new CodeElement(space.Json, "The space"),
            ]),
            new Section("Environment",
            [
                Machine.Facts(settings.Data.Threads),
                new Facts([("Trials side by side", Format.Count(settings.Parallel)), ("Data", settings.Data.Data),
                    ("Seed of the draws", $"{settings.Seed}")]),
                new Heading("Train the best recipe"), new CodeElement(ShellCommand.Of(again)),
                new Heading("The same tuning again"), new CodeElement(ShellCommand.Of(Command(directory, recipe, settings))),
            ]),
        ]);
    }

    private static IEnumerable<IReportElement> Result(Recipe recipe, TuningOutcome outcome)
    {
        TuningResult result = outcome.Result;
        TuningTrial best = result.BestTrial!;
        int completed = result.Trials.Count(trial => trial.Status == TrialStatus.Completed);
        yield return new Paragraph(
            $"{Format.Count(result.Trials.Count)} trials were begun and {Format.Count(completed)} trained all their epochs; each was validated on "
                + $"the same {Format.Count(result.ValidationReviews)} reviews: {result.Validation}.");
        if (outcome.End == TuningEnd.TimeUp)
            yield return new Notice("The time was up before the tuning was done: this is how far it got.");
        if (result.Trials.Count(trial => trial.Status == TrialStatus.Failed) is > 0 and var failed)
            yield return new Notice(
                $"{Format.Count(failed)} {(failed == 1 ? "trial" : "trials")} could not be trained; the table of trials says why.");
        yield return new KeyFigures(
        [
            new KeyFigure("Best trial", $"{best.Number}", $"of {Format.Count(result.Trials.Count)}"),
            new KeyFigure("Accuracy", Format.Share(best.Figures!.Accuracy), "validation"),
            new KeyFigure("Loss", Format.Share(best.Figures.Loss), "validation, nats"),
            new KeyFigure("Epochs", Format.Count(best.EpochsDone), "of the best trial"),
            new KeyFigure("Tuning time", Format.Time(result.Seconds)),
        ]);
        yield return new Paragraph("The best of many trials is best by luck, too: on other reviews expect a little less than these figures.");
        yield return new Heading($"What trial {best.Number} drew");
        var started = JsonNode.Parse(recipe.Json);
        yield return new TableElement(
            "",
            [new Column("key"), new Column("best"), new Column("recipe it started from"), new Column("searched")],
            [.. best.Values.Zip(result.Keys, (value, key) => (string[])[value.Key, value.Text, Before(started, value.Key), Searched(key)])]);
    }

    private static IEnumerable<IReportElement> Keys(TuningResult result)
    {
        string pale = result.Trials.Count > LinesShown ? $" Of {Format.Count(result.Trials.Count)} trials the best {LinesShown} are drawn." : "";
        yield return TuningLines.Of(
            result, [.. result.Ranked.Take(LinesShown)],
            $"One line per trial, from top to bottom; better trials are stronger, the best is thick.{pale}");
        TuningKey[] known = [.. result.Keys.Where(key => key.Importance is not null).OrderByDescending(key => key.Importance)];
        if (known.Length == 0)
        {
            yield return new Paragraph("So few trials, or values that are all alike, do not show how much each key matters.");
            yield break;
        }

        IReadOnlyList<string> names = KeyNames.Short([.. known.Select(key => key.Name)]);
        yield return WordBars.Of(
            "Importance of each key", [.. known.Select((key, i) => (names[i], key.Importance!.Value))], Format.Percent, Palette.Plain,
            "The share of the variance of the trials' ranks that a key explains by itself. It sees no interplay of keys, and is rough below thirty "
                + "trials.") with
        { Width = ChartWidth.Full };
        yield return new TableElement(
            "Direction: Spearman's correlation of value and rank.",
            [new Column("key"), Column.Number("importance"), Column.Number("direction"), new Column("in words")],
            [.. known.Select(key =>
                (string[])[key.Name, Format.Percent(key.Importance!.Value), key.Direction?.ToString("+0.00;-0.00;0.00") ?? "–", InWords(key)])]);
    }

    private static IEnumerable<IReportElement> Curves(TuningResult result)
    {
        TuningTrial[] shown = [.. result.Ranked.Where(trial => trial.Curve.Count > 0).Take(LinesShown)];
        if (shown.Length == 0)
            yield break;
        Chart Of(string title, string unit, string format, Func<EpochResult, double> figure) => TrialLines.Of(
            title, "epoch", unit, format,
            [.. shown.Select(trial =>
                new TrialLine($"trial {trial.Number}", [.. trial.Curve.Select(epoch => ((double)epoch.Epoch, figure(epoch)))],
                trial.Number == result.Best))],
            "On the validation part; the best trial is the thick line.");
        yield return Of("Validation accuracy", "share of right answers", ".0%", epoch => epoch.ValidationAccuracy);
        yield return Of("Validation loss", "mean cross-entropy, nats", ".3~f", epoch => epoch.ValidationLoss);
    }

    private static IEnumerable<IReportElement> Trials(TuningResult result)
    {
        string rungs = string.Join(", ", result.Rungs.Select(rung => $"{Format.Count(rung.Trials)} after {rung.Epochs}"));
        if (result.Rungs.Count > 1)
            yield return new Paragraph($"Trials were compared after some epochs, and the best went on: {rungs} epochs.");
        IReadOnlyList<string> names = KeyNames.Short([.. result.Keys.Select(key => key.Name)]);
        yield return new TableElement(
            result.Trials.Count > RowsShown
                ? $"The best {RowsShown} of {Format.Count(result.Trials.Count)}; results.json has all."
                : "The best first.",
            [Column.Number("trial"), new Column("status"), Column.Number("epochs"), Column.Number("accuracy"), Column.Number("loss"),
                Column.Number("time"), .. names.Select(name => new Column(name))],
            [
                .. result.Ranked.Take(RowsShown).Select(trial => (string[])
                [
                    $"{trial.Number}", trial.Status.ToString().ToLowerInvariant(), Format.Count(trial.EpochsDone),
                        Format.Share(trial.Figures?.Accuracy ?? double.NaN),
                    Format.Share(trial.Figures?.Loss ?? double.NaN), Format.Time(trial.Seconds), .. trial.Values.Select(value => value.Text),
                ]),
            ])
        { Scrolls = true };
        TuningTrial[] failed = [.. result.Trials.Where(trial => trial.Error is not null).Take(RowsShown)];
        if (failed.Length == 0)
            yield break;
        yield return new Heading("Why trials failed");
        yield return new Facts([.. failed.Select(trial => ($"trial {trial.Number}", trial.Error!))]);
    }

    /// <summary>What the base recipe says of a key: a plain value, that it has something of its own there, or nothing.</summary>
    private static string Before(JsonNode? recipe, string key)
    {
        if (key.StartsWith('$'))
            return "–";
        JsonNode? node = recipe;
        foreach (string part in key.Split('.'))
        {
            node = node switch
            {
                JsonObject section => section[part],
                JsonArray list when int.TryParse(part, out int place) && place >= 0 && place < list.Count => list[place],
                _ => null,
            };
        }

        return node switch { null => "–", JsonValue value => value.ToString(), _ => "its own" };
    }

    private static string Searched(TuningKey key) => key.Choices is { } choices
        ? string.Join(", ", choices)
        : $"{Format.Number(key.From ?? double.NaN)} to "
        + $"{Format.Number(key.To ?? double.NaN)}{(key.Kind.StartsWith("log", StringComparison.Ordinal) ? ", by powers" : "")}";

    private static string InWords(TuningKey key) => key.Importance < 0.05 ? "matters little" : key.Direction switch
    {
        > 0.2 => "greater is better",
        < -0.2 => "smaller is better",
        null => "–",
        _ => "no clear direction",
    };

    private static List<string> Command(TuningDirectory directory, Recipe recipe, TuningSettings settings)
    {
        List<string> words = ["plaudit", "tune", directory.Recipe, "--data", settings.Data.Data, "--space", directory.Space, "--seed",
            $"{settings.Seed}"];
        void Add(string option, string? value)
        {
            if (value is not null)
                words.AddRange([option, value]);
        }

        // Where it is not said, tune splits by film.
        Add("--set", recipe.Split.Kind == SplitKind.Film ? null : $"split.kind={recipe.Split.Kind.ToString().ToLowerInvariant()}");
        Add("--trials", settings.Trials?.ToString());
        Add("--max-time", settings.MaxSeconds is { } seconds ? $"{Math.Max(1, seconds):0}s" : null);
        Add("--text-column", settings.Data.TextColumn);
        Add("--label-column", settings.Data.LabelColumn);
        Add("--on-bad-row", settings.Data.SkipBadRows ? "skip" : null);
        Add("--parallel", $"{settings.Parallel}");
        Add("--threads", $"{settings.Data.Threads}");
        return words;
    }
}
