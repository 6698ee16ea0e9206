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
        ConfusionMatrix positive = confusion;
        ConfusionMatrix negative = confusion.OfNegatives();
        long positives = positive.TruePositive + positive.FalseNegative;
        long negatives = negative.TruePositive + negative.FalseNegative;
        long count = confusion.Count;
        // What scikit-learn 1.2 prints as accuracy is the micro-averaged F1, whose rounding can differ in the last bit.
        double accuracy = ConfusionMatrix.HarmonicMean(confusion.Accuracy, confusion.Accuracy);

        var text = new StringBuilder();
        Line(text, "", "precision", "recall", "f1-score", "support");
        text.Append('\n');
        Row(text, "negative", negative.Precision, negative.Recall, negative.F1, negatives);
        Row(text, "positive", positive.Precision, positive.Recall, positive.F1, positives);
        text.Append('\n');
        Line(text, "accuracy", "", "", Fixed(accuracy), $"{count}");
        Row(text, "macro avg", Macro(m => m.Precision), Macro(m => m.Recall), Macro(m => m.F1), count);
        Row(text, WidestName, Weighted(m => m.Precision), Weighted(m => m.Recall), Weighted(m => m.F1), count);
        return text.ToString();

        double Macro(Func<ConfusionMatrix, double> metric) => (metric(negative) + metric(positive)) / 2;

        double Weighted(Func<ConfusionMatrix, double> metric) =>
            count == 0 ? 0 : ((metric(negative) * negatives) + (metric(positive) * positives)) / count;
    }

    private static void Row(StringBuilder text, string name, double precision, double recall, double f1, long support) =>
        Line(text, name, Fixed(precision), Fixed(recall), Fixed(f1), $"{support}");

    private static void Line(StringBuilder text, string name, string precision, string recall, string f1, string support) =>
        text.Append($"{name.PadLeft(WidestName.Length)}  {precision,9} {recall,9} {f1,9} {support,9}\n");

    /// <summary>Four digits, rounded from the exact value and halves to even: .NET's F4 and Python's format agree.</summary>
    private static string Fixed(double share) => share.ToString("F4");
}
