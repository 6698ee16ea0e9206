using Plaudit.Evaluation;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;
using Plaudit.Training;

namespace Plaudit.Reports;

/// <summary>The report of one training run, <c>report.html</c> in its folder.</summary>
internal static class RunReport
{
    /// <summary>Puts it together.</summary>
    /// <param name="directory">The run's folder.</param>
    /// <param name="recipe">What was trained.</param>
    /// <param name="settings">What the run was started with.</param>
    /// <param name="data">What it was trained and evaluated on.</param>
    /// <param name="outcome">Its outcome; evaluated, so not a cancelled run.</param>
    /// <param name="threads">Threads it was trained with.</param>
    /// <param name="made">Now.</param>
    /// <param name="cancellation">Stops early.</param>
    public static Report Of(
        RunDirectory directory, Recipe recipe, RunSettings settings, TrainingData data, TrainingOutcome outcome, int threads, DateTimeOffset made,
            CancellationToken cancellation = default)
    {
        EvaluatedReviews evaluated = outcome.Evaluated!;
        return new Report("Training run", recipe.Name, recipe.Description, made,
        [
            new Section("Result", [.. Result(data, outcome)]),
            Learning(recipe, outcome.History),
            EvaluationSections.Evaluation(recipe.Name, evaluated),
            EvaluationSections.MostConfidentMistakes(outcome.Model!, evaluated, threads, cancellation),
            new Section("Data", [.. Data(settings, data, outcome.Answers)]),
            new Section("Model and recipe", [.. Model(recipe, outcome.Model!)]),
            new Section("Environment",
                [Machine.Facts(threads), new Heading("The same run again"), new CodeElement(Command(directory, settings, threads))]),
        ]);
    }

    private static IEnumerable<IReportElement> Result(TrainingData data, TrainingOutcome outcome)
    {
        yield return new Paragraph(
            $"Trained on {Format.Count(data.Train.Count)} reviews, evaluated on {Format.Count(data.HeldOut.Count)}: {data.HeldOutName}.");
        if (outcome.End == TrainingEnd.TimeUp)
            yield return new Notice("The time was up before training was done: these are the figures of the model as it was then.");
        foreach (Notice caveat in EvaluationSections.Notices(outcome.Model!.Recipe.Name, outcome.Metrics!))
            yield return caveat;
        yield return EvaluationSections.Figures(outcome.Metrics!);
        yield return new KeyFigures(
        [
            new KeyFigure("Training time", Format.Time(outcome.Metrics!.TrainSeconds)),
            new KeyFigure("Evaluation time", Format.Time(outcome.Metrics.Seconds)),
            new KeyFigure("Weights", Format.Count(outcome.Model!.ParameterCount)),
            .. outcome.History.Count > 0
                ? [new KeyFigure("Epochs", Format.Count(outcome.History.Count)),
                new KeyFigure("Speed", Format.Count(outcome.History.Average(epoch => epoch.ReviewsPerSecond)), "reviews per second")]
                : Array.Empty<KeyFigure>(),
        ]);
    }

    private static Section Learning(Recipe recipe, IReadOnlyList<EpochResult> history)
    {
        if (history.Count == 0)
            return new Section("Learning curves", []);
        int best = history.LastOrDefault(epoch => epoch.Best)?.Epoch ?? history.Count;
        var elements = new List<IReportElement>();
        if (KeptEpoch.Describe(recipe, history) is { } kept)
            elements.Add(new Paragraph($"Training {kept}; at most {recipe.Training.Epochs} epochs were requested."));
        elements.Add(LearningCurve.Loss([.. history.Select(epoch => epoch.TrainLoss)], [.. history.Select(epoch => epoch.ValidationLoss)], best));
        elements.Add(LearningCurve.Accuracy(
            [.. history.Select(epoch => epoch.TrainAccuracy)], [.. history.Select(epoch => epoch.ValidationAccuracy)], best));
        return new Section("Learning curves", elements);
    }

    private static IEnumerable<IReportElement> Data(RunSettings settings, TrainingData data, IReadOnlyList<ReviewScore> answers)
    {
        yield return new Facts([("Data", settings.Data), .. Named("Validation data", settings.Validation), .. Named("Test data", settings.Test)]);
        List<ReviewFigures> parts =
            [ReviewFigures.Of("training", data.Train), ReviewFigures.Of($"validation: {data.ValidationName}", data.Validation)];
        if (!ReferenceEquals(data.HeldOut, data.Validation))
            parts.Add(ReviewFigures.Of($"evaluation: {data.HeldOutName}", data.HeldOut));
        yield return ReviewFigures.Table(parts);
        foreach (string note in data.Notes)
            yield return new Paragraph($"{char.ToUpperInvariant(note[0])}{note[1..]}.");
        yield return new Heading("How the model read the evaluated reviews");
        yield return EvaluationSections.Reading(answers);
    }

    private static IEnumerable<(string, string)> Named(string name, string? data) => data is null ? [] : [(name, data)];

    internal static IEnumerable<IReportElement> Model(Recipe recipe, IReviewClassifier model)
    {
        if (model.Summary is { } summary)
        {
            yield return new TableElement(
                $"B reviews of T tokens; {Format.Count(summary.Ids)} token ids.",
                [new Column("layer"), new Column("output shape"), Column.Number("weights")],
                [.. summary.Layers.Select(layer => (string[])[layer.Name, layer.OutputShape, Format.Count(layer.Parameters)]),
                    ["total", "", Format.Count(summary.Parameters)]]);
        }

        yield return new CodeElement(recipe.Json, "The recipe as run");
    }

    private static string Command(RunDirectory directory, RunSettings settings, int threads)
    {
        List<string> words = ["plaudit", "train", directory.Recipe, "--data", settings.Data];
        void Add(string option, string? value)
        {
            if (value is not null)
                words.AddRange([option, value]);
        }

        Add("--validation", settings.Validation);
        Add("--test", settings.Test);
        Add("--text-column", settings.TextColumn);
        Add("--label-column", settings.LabelColumn);
        Add("--on-bad-row", settings.SkipBadRows ? "skip" : null);
        Add("--threads", $"{threads}");
        return ShellCommand.Of(words);
    }
}
