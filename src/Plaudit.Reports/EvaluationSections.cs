using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Models;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>The sections that every report about one model on labelled reviews has.</summary>
internal static class EvaluationSections
{
    /// <summary>How many mistakes are shown.</summary>
    private const int Mistakes = 10;

    /// <summary>The figures to see first.</summary>
    public static KeyFigures Figures(EvaluationResult result) => new(
    [
        new KeyFigure("Accuracy", Format.Share(result.Accuracy),
            $"{Format.Count(result.Confusion.TruePositive + result.Confusion.TrueNegative)} of {Format.Count(result.Count)} right; 95 % interval "
            + $"{Format.Interval(WilsonInterval.OfAccuracy(result))}"),
        new KeyFigure("ROC AUC", Format.Share(result.RocAuc), double.IsNaN(result.RocAuc) ? "one class only" : null),
        new KeyFigure("F1", Format.Share(result.F1), "of positive"),
        new KeyFigure("Precision", Format.Share(result.Precision), "of positive"),
        new KeyFigure("Recall", Format.Share(result.Recall), "of positive"),
        new KeyFigure("Log loss", Format.Share(result.LogLoss), "nats"),
    ]);

    /// <summary>What the figures cannot show: that the model knew the reviews.</summary>
    public static IEnumerable<Notice> Notices(string model, EvaluationResult result) =>
        Caveat.Of(model, result).Select(caveat => Notice.Sentence(caveat.Text));

    /// <summary>Confusion matrix, curves and the classification report.</summary>
    public static Section Evaluation(string model, EvaluatedReviews evaluated)
    {
        (Label[] labels, float[] scores) = (evaluated.Labels, evaluated.Scores);
        var elements = new List<IReportElement>();
        if (double.IsNaN(evaluated.Result.RocAuc))
            elements.Add(new Notice(
                $"All reviews are {labels[0].ToString().ToLowerInvariant()}: the ROC curve is not defined, and precision, recall and F1 say "
                + "little."));
        elements.Add(ConfusionChart.Of(evaluated.Result.Confusion));
        elements.Add(RateCurves.Roc([ModelCurve.Roc(model, evaluated.Roc)]));
        double share = (double)labels.Count(label => label == Label.Positive) / labels.Length;
        elements.Add(RateCurves.PrecisionRecall([ModelCurve.PrecisionRecall(model, PrecisionRecallCurve.Compute(labels, scores))], share));
        elements.Add(CalibrationChart.Of([(model, Calibration.Compute(labels, scores))]));
        elements.Add(new Heading("Classification report"));
        elements.Add(ReportTable(evaluated.Result.Confusion));
        return new Section("Evaluation", elements);
    }

    /// <summary>The mistakes that the model was surest of, with the reviews' own words and what these had to do with it.</summary>
    /// <param name="model">The model, to ask it again without each word.</param>
    /// <param name="evaluated">What it said.</param>
    /// <param name="threads">Threads that may share the work.</param>
    /// <param name="cancellation">Stops early.</param>
    public static Section MostConfidentMistakes(IReviewClassifier model, EvaluatedReviews evaluated, int threads, CancellationToken cancellation)
    {
        int[] wrong =
        [
            .. Enumerable.Range(0, evaluated.Labels.Length)
                .Where(i => Decision.Of(evaluated.Scores[i]) != evaluated.Labels[i])
                .OrderByDescending(i => Math.Abs(evaluated.Scores[i] - Decision.Threshold)),
        ];
        if (wrong.Length == 0)
            return new Section("Most confident mistakes", [new Paragraph("There are none: every answer was right.")]);
        string shown = wrong.Length > Mistakes
            ? $"The {Mistakes} of {Format.Count(wrong.Length)} mistakes that the model was surest of."
            : "All mistakes, the surest first.";
        return new Section("Most confident mistakes",
        [
            new Paragraph(
                $"{shown} Blue words spoke for positive, orange ones for negative, the stronger the more: by how much the answer changes when the "
                + "word is left out."),
            new ReviewList([.. wrong.Take(Mistakes)
                .Select(i => Quote(evaluated, i) with { Pieces = MarkedWords.Of(model, evaluated.Reviews[i].Text, threads, cancellation) })]),
        ]);
    }

    /// <summary>How the model read the reviews: what it cut and what it did not know.</summary>
    public static Facts Reading(IReadOnlyList<ReviewScore> answers)
    {
        long tokens = answers.Sum(answer => (long)answer.Tokens);
        long unknown = answers.Sum(answer => (long)answer.UnknownTokens);
        int cut = answers.Count(answer => answer.Truncated);
        return new Facts(
        [
            ("Tokens", $"{Format.Count(tokens)}, {Format.Count((double)tokens / answers.Count)} a review"),
            ("Unknown tokens", $"{Format.Percent(tokens == 0 ? double.NaN : (double)unknown / tokens)} of them"),
            ("Reviews cut", $"{Format.Count(cut)} ({Format.Percent((double)cut / answers.Count)}) were longer than the model reads"),
        ]);
    }

    private static QuotedReview Quote(EvaluatedReviews evaluated, int i)
    {
        (Review review, double score) = (evaluated.Reviews[i], evaluated.Scores[i]);
        Label predicted = Decision.Of(score);
        double probability = predicted == Label.Positive ? score : 1 - score;
        Verdict[] verdicts = [new(predicted, $"predicted {Name(predicted)}, {probability:F4}"),
            new(evaluated.Labels[i], $"is {Name(evaluated.Labels[i])}")];
        return QuotedReview.Of(verdicts, review.Source, review.Text);
    }

    private static string Name(Label label) => label == Label.Positive ? "positive" : "negative";

    /// <summary>scikit-learn's classification report as a table.</summary>
    private static TableElement ReportTable(ConfusionMatrix confusion)
    {
        string[] names = ["negative", "positive", "macro average", "weighted average"];
        return new TableElement(
            "",
            [new Column(""), .. ((string[])["precision", "recall", "F1", "reviews"]).Select(Column.Number)],
            [
                .. names.Zip(ClassificationReport.Rows(confusion), (name, row) =>
                    (string[])[name, Format.Share(row.Precision), Format.Share(row.Recall), Format.Share(row.F1), Format.Count(row.Support)]),
                ["accuracy", "", "", Format.Share(ClassificationReport.Accuracy(confusion)), Format.Count(confusion.Count)],
            ]);
    }
}
