using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>The report of <c>plaudit compare</c>: several models on the same labelled reviews.</summary>
internal static class ComparisonReport
{
    /// <summary>How many disagreements are shown in each direction, that is, for each way in which the models can be split.</summary>
    private const int DisagreementsShown = 3;

    /// <summary>How many ways of being split are shown, the most frequent ones; with many models there may be hundreds.</summary>
    private const int DirectionsShown = 6;

    /// <summary>How much of a review is shown before it is unfolded. Characters.</summary>
    private const int ExcerptLength = 240;

    /// <summary>The usual bound; a difference between equally good models falls below it once in twenty times.</summary>
    private const double Significant = 0.05;

    private static readonly (string Name, Func<EvaluationResult, double> Value)[] s_metrics =
    [
        ("accuracy", result => result.Accuracy),
        ("precision", result => result.Precision),
        ("recall", result => result.Recall),
        ("F1", result => result.F1),
        ("ROC AUC", result => result.RocAuc),
    ];

    /// <summary>Puts it together. What needs two models is left out of a single one.</summary>
    /// <param name="comparison">What was found.</param>
    /// <param name="histories">The epochs of those models whose runs are known, in the models' order.</param>
    /// <param name="threads">Threads that were used.</param>
    /// <param name="command">The words of the command that was given.</param>
    /// <param name="made">Now.</param>
    public static Report Of(
        ModelComparison comparison, IReadOnlyList<RunHistory> histories, int threads, IEnumerable<string> command, DateTimeOffset made) => new(
        "Comparison",
        comparison.Models.Count == 1
            ? $"{comparison.Models[0].Name} on {comparison.Data}"
            : $"{Format.Count(comparison.Models.Count)} models on {comparison.Data}",
        $"{string.Join(", ", comparison.Models.Select(model => model.Name))}: the same {Format.Count(comparison.Reviews.Count)} reviews, answered "
            + "by each.", made,
        [
            new Section("Result", [.. Result(comparison)]),
            new Section("Curves", [.. Curves(comparison)]),
            new Section("Learning curves", histories.Count == 0 ? [] : [RunCurves.Loss(histories), RunCurves.Accuracy(histories)]),
            new Section("Confusion matrices",
                [.. comparison.Models.Select(
                model => ConfusionChart.Of(model.Metrics.Confusion) with { Title = model.Name, Caption = "", Width = ChartWidth.Third })]),
            new Section("Which differences are real?", [.. Pairs(comparison)]),
            new Section("Disagreements", [.. Disagreements(comparison)]),
            new Section("Data and models",
            [
                ReviewFigures.Table([ReviewFigures.Of(comparison.Data, comparison.Reviews)]),
                new Heading("Recipes"),
                    new Facts([.. comparison.Models.Select(model => (model.Name, model.Recipe ?? "none: not a model of Plaudit's"))]),
            ]),
            new Section("Environment", [Machine.Facts(threads), new Heading("The same comparison again"), new CodeElement(ShellCommand.Of(command))]),
        ]);

    private static IEnumerable<IReportElement> Result(ModelComparison comparison)
    {
        IReadOnlyList<ComparedModel> models = comparison.Models;
        if (models.Count > 1)
            yield return new Paragraph(Verdict(comparison));
        if (models.Any(model => double.IsNaN(model.Metrics.RocAuc)))
            yield return new Notice(
                $"All reviews are {Name(comparison.Reviews[0].Label!.Value)}: ROC AUC is not defined, and precision, recall and F1 say little.");
        foreach (ComparedModel model in models)
        {
            foreach (Notice caveat in EvaluationSections.Notices(model.Name, model.Metrics))
                yield return caveat;
        }

        yield return new TableElement(
            "The interval of the accuracy is Wilson's. Speed is that of this evaluation, on this machine.",
            [new Column("model"), .. ((string[])["accuracy", "95 % interval", "precision", "recall", "F1", "ROC AUC", "log loss", "weights", "file",
                "trained in", "reviews/s"]).Select(Column.Number)],
            [
                .. models.Select(model => (string[])
                [
                    model.Name,
                    Format.Share(model.Metrics.Accuracy),
                    Format.Interval(WilsonInterval.OfAccuracy(model.Metrics)),
                    .. s_metrics.Skip(1).Select(metric => Format.Share(metric.Value(model.Metrics))),
                    Format.Share(model.Metrics.LogLoss),
                    model.Parameters is { } weights ? Format.Count(weights) : "–",
                    Format.Bytes(model.FileBytes),
                    Format.Time(model.Metrics.TrainSeconds),
                    model.ReviewsPerSecond is { } speed ? Format.Count(speed) : "–",
                ]),
            ]);
        yield return GroupedBars.Of(
            "Metrics", [.. s_metrics.Select(metric => metric.Name)], [.. models.Select(model => model.Name)], (metric, model) =>
                s_metrics[metric].Value(models[model].Metrics),
            Format.Share, "Precision, recall and F1 are those of positive reviews.");
    }

    /// <summary>Which model is ahead, and whether that may be chance.</summary>
    private static string Verdict(ModelComparison comparison)
    {
        ComparedModel[] ranked = [.. comparison.Models.OrderByDescending(model => model.Metrics.Accuracy)];
        (ComparedModel first, ComparedModel second) = (ranked[0], ranked[1]);
        ComparedModel[] seen = [.. comparison.Models.Where(model => model.Metrics.SeenInTraining is > 0)];
        if (seen.Length > 0)
        {
            return $"No ranking: {string.Join(" and ", seen.Select(model => model.Name))} {(seen.Length == 1 ? "was" : "were")} trained on some of "
                + "these reviews. "
                + $"Here {first.Name} has the highest accuracy ({Format.Share(first.Metrics.Accuracy)}), which says nothing about reviews that no "
                + "model has seen.";
        }

        if (first.Metrics.Accuracy == second.Metrics.Accuracy)
            return $"{string.Join(" and ", ranked.Where(model => model.Metrics.Accuracy == first.Metrics.Accuracy).Select(model => model.Name))} "
                + $"are the most accurate, and equally so: {Format.Share(first.Metrics.Accuracy)}.";
        McNemar test = comparison.Pairs.First(
            pair => (pair.First == first.Name && pair.Second == second.Name) || (pair.First == second.Name && pair.Second == first.Name)).Test;
        string real = IsSignificant(test) ? "is significant" : "may be chance";
        return $"{first.Name} is the most accurate ({Format.Share(first.Metrics.Accuracy)}); its lead over {second.Name} "
            + $"({Format.Share(second.Metrics.Accuracy)}) {real} (McNemar's p {PValue(test)}).";
    }

    private static IEnumerable<IReportElement> Curves(ModelComparison comparison)
    {
        Label[] labels = [.. comparison.Reviews.Select(review => review.Label!.Value)];
        yield return RateCurves.Roc(
            [.. comparison.Models.Select(model => ModelCurve.Roc(model.Name, model.Roc))]) with
        {
            Title = comparison.Models.Count == 1
            ? "ROC curve"
            : "ROC curves"
        };
        yield return CalibrationChart.Of([.. comparison.Models.Select(model => (model.Name, Calibration.Compute(labels, [.. model.Scores])))]);
    }

    private static IEnumerable<IReportElement> Pairs(ModelComparison comparison)
    {
        if (comparison.Pairs.Count == 0)
            yield break;
        BootstrapOptions bootstrap = comparison.Pairs[0].AccuracyDifference.Options;
        yield return new TableElement(
            "",
            [
                new Column("pair"), new Column("in words"),
                .. ((string[])["difference", $"{bootstrap.Confidence * 100:0.##} % interval", "first only", "second only", "McNemar's p"])
                .Select(Column.Number), new Column("test"),
            ],
            [.. comparison.Pairs.Select(
                pair => Row(pair, Caveat.AllUnseen(comparison.Models.Where(model => model.Name == pair.First || model.Name == pair.Second))))]);
        yield return new Paragraph(
            "Difference: the first model's accuracy less the second's, with a percentile bootstrap interval of "
                + $"{Format.Count(bootstrap.Resamples)} resamples of the reviews (seed {bootstrap.Seed}). "
            + "First only, second only: reviews that this model of the two got right and the other did not. "
            + $"p: the chance of a difference this large between equally good models; below {Significant} it is called significant. "
            + "The test is the exact binomial one where fewer than 25 reviews tell the two apart, else chi-square with continuity correction.");
        if (comparison.Pairs.Count > 1)
            yield return new Paragraph(
                $"Of {Format.Count(comparison.Pairs.Count)} pairs some may be significant by chance alone: p below "
                + $"{Significant / comparison.Pairs.Count:0.####} is safe (Bonferroni).");
    }

    private static string[] Row(ModelPair pair, bool fair)
    {
        BootstrapInterval difference = pair.AccuracyDifference;
        string better = difference.Estimate > 0 ? pair.First : pair.Second;
        string words = !fair ? "not comparable: trained on some of these" : difference.Estimate == 0 ? "equally accurate" : IsSignificant(pair.Test)
            ? $"{better} is better"
            : $"{better} is ahead, which may be chance";
        return
        [
            $"{pair.First} – {pair.Second}", words, Signed(difference.Estimate), $"{Signed(difference.Low)} to {Signed(difference.High)}",
            Format.Count(pair.Test.FirstOnly), Format.Count(pair.Test.SecondOnly), pair.Test.PValue < 0.0001
                ? "< 0.0001" : Format.Share(pair.Test.PValue), pair.Test.IsExact ? "exact" : "chi-square",
        ];
    }

    private static IEnumerable<IReportElement> Disagreements(ModelComparison comparison)
    {
        if (comparison.Models.Count == 1)
            yield break;
        int count = comparison.Disagreements.Count;
        if (count == 0)
        {
            yield return new Paragraph("There are none: the models give every review the same label.");
            yield break;
        }

        IGrouping<string, Disagreement>[] directions =
            [.. comparison.Disagreements.GroupBy(one => Direction(comparison.Models, one)).OrderByDescending(group => group.Count())];
        string shown = directions.Length > DirectionsShown
            ? $" The {DirectionsShown} most frequent of {Format.Count(directions.Length)} directions are shown."
            : "";
        yield return new Paragraph(
            $"{Format.Count(count)} of {Format.Count(comparison.Reviews.Count)} reviews "
                + $"({Format.Percent((double)count / comparison.Reviews.Count)}) are positive to some models and negative to others."
            + $"{shown} Each direction lists up to {DisagreementsShown} reviews, widest gap between scores first. Scores are probabilities of "
            + "positive.");
        foreach (IGrouping<string, Disagreement> direction in directions.Take(DirectionsShown))
        {
            yield return new Heading($"{direction.Key}: {Format.Count(direction.Count())} {(direction.Count() == 1 ? "review" : "reviews")}");
            yield return new ReviewList(
                [.. direction.Take(DisagreementsShown).Select(disagreement => Quote(comparison.Models, disagreement))])
            {
                ExcerptLength =
                ExcerptLength
            };
        }
    }

    /// <summary>Which models call a review positive, and which negative.</summary>
    private static string Direction(IReadOnlyList<ComparedModel> models, Disagreement disagreement)
    {
        string Names(Label label) =>
            string.Join(", ", models.Where((_, i) => Decision.Of(disagreement.Scores[i]) == label).Select(model => model.Name));
        return $"Positive to {Names(Label.Positive)}; negative to {Names(Label.Negative)}";
    }

    private static QuotedReview Quote(IReadOnlyList<ComparedModel> models, Disagreement disagreement)
    {
        Label label = disagreement.Review.Label!.Value;
        Verdict[] verdicts =
        [
            new(label, $"is {Name(label)}"),
            .. models.Select((model, i) =>
            {
                Label said = Decision.Of(disagreement.Scores[i]);
                return new Verdict(said, $"{model.Name} {disagreement.Scores[i]:F4}{(said == label ? "" : " (wrong)")}");
            }),
        ];
        return QuotedReview.Of(verdicts, disagreement.Review.Source, disagreement.Review.Text);
    }

    private static bool IsSignificant(McNemar test) => test.PValue < Significant;

    private static string PValue(McNemar test) => test.PValue < 0.0001 ? "below 0.0001" : Format.Share(test.PValue);

    private static string Name(Label label) => label == Label.Positive ? "positive" : "negative";

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000");
}
