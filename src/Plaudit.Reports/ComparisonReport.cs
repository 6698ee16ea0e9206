using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>The report of <c>plaudit compare</c>: several models on the same labelled reviews.</summary>
internal static class ComparisonReport
{
    private const int Disagreements = 20;

    /// <summary>Puts it together.</summary>
    /// <param name="comparison">What was compared.</param>
    /// <param name="threads">Threads that were used.</param>
    /// <param name="command">The words of the command that was given.</param>
    /// <param name="made">Now.</param>
    public static Report Of(ModelComparison comparison, int threads, IEnumerable<string> command, DateTimeOffset made)
    {
        IReadOnlyList<ComparedModel> models = comparison.Models;
        ComparedModel best = models.MaxBy(model => model.Metrics.Accuracy)!;
        string summary = $"{Format.Count(models.Count)} models on {Format.Count(comparison.Reviews.Count)} labelled reviews; {best.Name} has the highest accuracy, {Format.Percent(best.Metrics.Accuracy)}.";
        return new Report("Comparison", string.Join(", ", models.Select(model => model.Name)), summary, made,
        [
            new Section("Metrics", [Metrics(models), Bars(models)]),
            new Section("Curves", [RateCurves.Roc([.. models.Select(model => ModelCurve.Roc(model.Name, model.Roc))])]),
            new Section("Differences", [.. Differences(comparison)]),
            new Section("Confusion matrices", [.. models.Select(model => ConfusionChart.Of(model.Metrics.Confusion) with { Title = $"Confusion matrix of {model.Name}" })]),
            new Section("Disagreements", [.. Disputed(comparison)]),
            new Section("Data", [ReviewFigures.Table([ReviewFigures.Of(comparison.Data, comparison.Reviews)])]),
            new Section("Environment", [Machine.Facts(threads), new Heading("The same comparison again"), new CodeElement(ShellCommand.Of(command))]),
        ]);
    }

    private static TableElement Metrics(IReadOnlyList<ComparedModel> models) => new(
        "",
        [new Column("model"), new Column("recipe"), .. ((string[])["accuracy", "precision", "recall", "F1", "ROC AUC", "log loss", "weights", "file", "training", "reviews/s"]).Select(Column.Number)],
        [.. models.Select(Row)]);

    private static string[] Row(ComparedModel model)
    {
        EvaluationResult metrics = model.Metrics;
        return
        [
            model.Name, model.Recipe ?? "–", Format.Share(metrics.Accuracy), Format.Share(metrics.Precision), Format.Share(metrics.Recall), Format.Share(metrics.F1),
            Format.Share(metrics.RocAuc), Format.Share(metrics.LogLoss),
            model.Parameters is { } weights ? Format.Count(weights) : "–",
            model.FileBytes is { } bytes ? bytes < 1e6 ? $"{bytes / 1e3:0} kB" : $"{bytes / 1e6:0.0} MB" : "–",
            metrics.TrainSeconds is { } seconds ? $"{seconds:0.0} s" : "–",
            model.ReviewsPerSecond is { } speed ? Format.Count(speed) : "–",
        ];
    }

    private static Chart Bars(IReadOnlyList<ComparedModel> models)
    {
        (string Name, Func<EvaluationResult, double> Of)[] metrics =
        [
            ("accuracy", result => result.Accuracy), ("precision", result => result.Precision), ("recall", result => result.Recall),
            ("F1", result => result.F1), ("ROC AUC", result => result.RocAuc),
        ];
        return GroupedBars.Of(
            "Metrics of all models", [.. metrics.Select(metric => metric.Name)], [.. models.Select(model => model.Name)],
            (group, bar) => metrics[group].Of(models[bar].Metrics), Format.Share, "Higher is better.") with { Width = ChartWidth.Full };
    }

    private static IEnumerable<IReportElement> Differences(ModelComparison comparison)
    {
        if (comparison.Pairs.Count == 0)
            yield break;
        yield return new Paragraph("Whether two models are equally good (McNemar's test on the reviews that one alone got right), and by how much their accuracies differ (paired bootstrap).");
        BootstrapOptions bootstrap = comparison.Pairs[0].AccuracyDifference.Options;
        yield return new TableElement(
            "",
            [
                new Column("first"), new Column("second"), Column.Number("first alone right"), Column.Number("second alone right"), Column.Number("p"), Column.Number("difference"),
                Column.Number($"{100 * bootstrap.Confidence:0.#} % interval"), new Column("verdict"),
            ],
            [.. comparison.Pairs.Select(pair => Row(pair, bootstrap))]);
        if (comparison.Pairs.Count > 1)
        {
            yield return new Paragraph($"Of {comparison.Pairs.Count} pairs one in twenty has p below 0.05 by chance alone: to be as sure of the whole table, ask for p below "
                + $"{0.05 / comparison.Pairs.Count:0.####} (Bonferroni).");
        }
    }

    private static string[] Row(ModelPair pair, BootstrapOptions bootstrap)
    {
        BootstrapInterval difference = pair.AccuracyDifference;
        double p = pair.Test.PValue;
        string verdict = p >= 1 - bootstrap.Confidence ? "may be chance" : $"{(difference.Estimate > 0 ? pair.First : pair.Second)} is better";
        return
        [
            pair.First, pair.Second, Format.Count(pair.Test.FirstOnly), Format.Count(pair.Test.SecondOnly), p < 0.0001 ? "< 0.0001" : $"{p:0.0000}{(pair.Test.IsExact ? " (exact)" : "")}",
            Points(difference.Estimate), $"{Points(difference.Low)} to {Points(difference.High)}", verdict,
        ];
    }

    private static string Points(double difference) => $"{100 * difference:+0.00;−0.00;0.00} %";

    private static IEnumerable<IReportElement> Disputed(ModelComparison comparison)
    {
        if (comparison.Disagreements.Count == 0)
            yield break;
        int shown = Math.Min(Disagreements, comparison.Disagreements.Count);
        yield return new Paragraph($"Models label {Format.Count(comparison.Disagreements.Count)} of the reviews differently; these are the {shown} with the widest gap between two scores.");
        yield return new ReviewList([.. comparison.Disagreements.Take(shown).Select(disagreement => QuotedReview.Of(
            [Truth(disagreement.Review), .. comparison.Models.Zip(disagreement.Scores, Verdict)], disagreement.Review.Source, disagreement.Review.Text))]);
    }

    private static Verdict Truth(Review review) => new(review.Label!.Value, $"is {review.Label.Value.ToString().ToLowerInvariant()}");

    private static Verdict Verdict(ComparedModel model, float score) => new(score > 0.5f ? Label.Positive : Label.Negative, $"{model.Name}: {score:0.00}");
}
