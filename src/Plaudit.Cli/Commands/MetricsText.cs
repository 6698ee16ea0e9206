using Plaudit.Evaluation;

namespace Plaudit.Cli.Commands;

/// <summary>An evaluation as a person reads it.</summary>
internal static class MetricsText
{
    /// <summary>Writes figures, confusion matrix, scikit-learn's classification report and times.</summary>
    public static void Write(TextWriter output, EvaluationResult result)
    {
        ConfusionMatrix confusion = result.Confusion;
        string split = result.Split is null ? "" : $" ({result.Split})";
        output.WriteLine($"reviews        {result.Count:N0}{split}");
        output.WriteLine($"loss           {result.LogLoss:F4}");
        output.WriteLine($"accuracy       {result.Accuracy:F4}");
        output.WriteLine($"precision      {result.Precision:F4}");
        output.WriteLine($"recall         {result.Recall:F4}");
        output.WriteLine($"F1             {result.F1:F4}");
        output.WriteLine($"ROC AUC        {result.RocAuc:F4}");
        if (result.SeenInTraining is > 0 and { } trained)
            output.WriteLine($"trained on     {trained:N0} of these reviews");
        if (result.SeenInValidation is > 0 and { } validated)
            output.WriteLine($"validated on   {validated:N0} of these reviews, to choose the epoch");
        output.WriteLine();
        output.WriteLine("confusion      predicted negative  predicted positive");
        output.WriteLine($"negative       {confusion.TrueNegative,18:N0}  {confusion.FalsePositive,18:N0}");
        output.WriteLine($"positive       {confusion.FalseNegative,18:N0}  {confusion.TruePositive,18:N0}");
        output.WriteLine();
        output.WriteLine(ClassificationReport.Format(confusion));
        if (result.Seconds is { } seconds)
            output.WriteLine($"evaluated in   {Duration.Show(seconds)} ({result.Count / Math.Max(seconds, 1e-9):N0} reviews/s)");
        if (result.TrainSeconds is { } training)
            output.WriteLine($"trained in     {Duration.Show(training)}");
    }
}
