using Plaudit.Evaluation;

namespace Plaudit.Cli.Comparison;

/// <summary>A comparison as a person reads it.</summary>
internal static class ComparisonText
{
    private static readonly (string Name, Func<EvaluationResult, double> Value)[] s_bars =
    [
        ("accuracy", result => result.Accuracy),
        ("precision", result => result.Precision),
        ("recall", result => result.Recall),
        ("F1", result => result.F1),
        ("ROC AUC", result => result.RocAuc),
    ];

    /// <summary>Writes the metrics of each model, then what sets the models apart.</summary>
    /// <param name="output">Where to; always plain text.</param>
    /// <param name="width">Columns of the window.</param>
    /// <param name="comparison">What to write.</param>
    /// <param name="disagreements">How many reviews to show that the models disagree on.</param>
    public static void Write(TextWriter output, int width, ModelComparison comparison, int disagreements)
    {
        IReadOnlyList<ComparedModel> models = comparison.Models;
        output.WriteLine($"{comparison.Reviews.Count:N0} reviews of {comparison.Data}");
        WriteTable(output, width, models);
        WriteSeen(output, models);
        Heading(output, "Metrics");
        TextBars.Write(output, width, [.. s_bars.Select(bar => bar.Name)], [.. models.Select(model => model.Name)], (bar, i) =>
            s_bars[bar].Value(models[i].Metrics));
        if (models.All(model => !double.IsNaN(model.Roc.Auc)))
        {
            Heading(output, "ROC curves");
            TextRoc.Write(output, models);
        }

        WriteConfusion(output, width, models);
        if (models.Count == 1)
            return;
        PairsText.Write(output, width, comparison);
        DisagreementsText.Write(output, comparison, disagreements);
    }

    /// <summary>Writes a heading after an empty line.</summary>
    public static void Heading(TextWriter output, string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }

    private static void WriteTable(TextWriter output, int width, IReadOnlyList<ComparedModel> models)
    {
        output.WriteLine();
        var table = new TextTable(
            "model", "accuracy", "precision", "recall", "F1", "ROC AUC", "log loss", "parameters", "file", "trained in", "reviews/s");
        foreach (ComparedModel model in models)
        {
            EvaluationResult figures = model.Metrics;
            table.Add(
                model.Name,
                $"{figures.Accuracy:F4}",
                $"{figures.Precision:F4}",
                $"{figures.Recall:F4}",
                $"{figures.F1:F4}",
                $"{figures.RocAuc:F4}",
                $"{figures.LogLoss:F4}",
                model.Parameters is { } parameters ? $"{parameters:N0}" : "-",
                model.FileBytes is { } bytes ? Size(bytes) : "-",
                figures.TrainSeconds is { } seconds ? Duration.Show(seconds) : "-",
                model.ReviewsPerSecond is { } speed ? $"{speed:N0}" : "-");
        }

        table.Write(output, width);
    }

    private static void WriteSeen(TextWriter output, IReadOnlyList<ComparedModel> models)
    {
        foreach (ComparedModel model in models.Where(model => model.Metrics.SeenInTraining is > 0))
            output.WriteLine($"{model.Name} was trained on {model.Metrics.SeenInTraining:N0} of these reviews; its figures are not comparable.");
        foreach (ComparedModel model in models.Where(model => model.Metrics.SeenInValidation is > 0))
            output.WriteLine($"{model.Name} chose its epoch on {model.Metrics.SeenInValidation:N0} of these reviews.");
    }

    private static void WriteConfusion(TextWriter output, int width, IReadOnlyList<ComparedModel> models)
    {
        output.WriteLine();
        var table = new TextTable("Confusion", "predicted negative", "predicted positive");
        foreach (ComparedModel model in models)
        {
            ConfusionMatrix confusion = model.Metrics.Confusion;
            table.Add(model.Name, "", "");
            table.Add("  negative", $"{confusion.TrueNegative:N0}", $"{confusion.FalsePositive:N0}");
            table.Add("  positive", $"{confusion.FalseNegative:N0}", $"{confusion.TruePositive:N0}");
        }

        table.Write(output, width);
    }

    private static string Size(long bytes) =>
        bytes < 999_500 ? $"{bytes / 1e3:F0} kB" : bytes < 999_500_000 ? $"{bytes / 1e6:F1} MB" : $"{bytes / 1e9:F1} GB";
}
