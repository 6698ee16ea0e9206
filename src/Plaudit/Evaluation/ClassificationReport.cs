using System.Text;

namespace Plaudit.Evaluation;

/// <summary>
/// The table of scikit-learn's <c>classification_report(digits=4, target_names=["negative", "positive"], zero_division=0)</c>, byte for byte.
/// (One difference: scikit-learn writes the support as 2.0 when no prediction at all is right; here it is a whole number always.)
/// </summary>
public static class ClassificationReport
{
    private const string WidestName = "weighted avg";

    /// <summary>Formats the report; lines end with a line feed.</summary>
    /// <param name="confusion">The counts, of at least one review.</param>
    public static string Format(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        ClassificationRow[] rows = Rows(confusion);
        var text = new StringBuilder();
        Line(text, "", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        Row(text, "negative", rows[0]);
        Row(text, "positive", rows[1]);
        text.Append('\n');
        Line(text, "accuracy", "", "", Fixed(Accuracy(confusion)), $"{confusion.Count}");
        Row(text, "macro avg", rows[2]);
        Row(text, WidestName, rows[3]);
        return text.ToString();
    }

    /// <summary>The rows of figures, in this order: negative, positive, macro average, weighted average.</summary>
    internal static ClassificationRow[] Rows(ConfusionMatrix positive)
    {
        ConfusionMatrix negative = positive.OfNegatives();
        long positives = positive.TruePositive + positive.FalseNegative;
        long negatives = negative.TruePositive + negative.FalseNegative;
        long count = positive.Count;
        return
        [
            Row(metric => metric(negative), negatives),
            Row(metric => metric(positive), positives),
            Row(metric => (metric(negative) + metric(positive)) / 2, count),
            Row(metric => count == 0 ? 0 : ((metric(negative) * negatives) + (metric(positive) * positives)) / count, count),
        ];

        static ClassificationRow Row(Func<Func<ConfusionMatrix, double>, double> figure, long support) =>
            new(figure(matrix => matrix.Precision), figure(matrix => matrix.Recall), figure(matrix => matrix.F1), support);
    }

    /// <summary>What scikit-learn 1.2 prints as accuracy: the micro-averaged F1, whose rounding can differ in the last bit.</summary>
    internal static double Accuracy(ConfusionMatrix confusion) => ConfusionMatrix.HarmonicMean(confusion.Accuracy, confusion.Accuracy);

    private static void Row(StringBuilder text, string name, ClassificationRow row) =>
        Line(text, name, Fixed(row.Precision), Fixed(row.Recall), Fixed(row.F1), $"{row.Support}");

    private static void Line(StringBuilder text, string name, string precision, string recall, string f1, string support) =>
        text.Append($"{name.PadLeft(WidestName.Length)}  {precision,9} {recall,9} {f1,9} {support,9}\n");

    /// <summary>Four digits, rounded from the exact value and halves to even: .NET's F4 and Python's format agree.</summary>
    private static string Fixed(double share) => share.ToString("F4");
}

/// <summary>A row of a classification report.</summary>
/// <param name="Precision">In [0, 1].</param>
/// <param name="Recall">In [0, 1].</param>
/// <param name="F1">In [0, 1].</param>
/// <param name="Support">Reviews that the row is about.</param>
internal readonly record struct ClassificationRow(double Precision, double Recall, double F1, long Support);
