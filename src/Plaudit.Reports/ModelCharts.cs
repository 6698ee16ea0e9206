using System.Text.Json;
using Plaudit.Evaluation;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;
using Plaudit.Training;

namespace Plaudit.Reports;

/// <summary>The charts of the service's page: what there is to draw of a model without its reviews, and the scores of a batch.</summary>
internal static class ModelCharts
{
    /// <summary>Bars of the histogram of scores, from 0 to 1.</summary>
    public const int ScoreBars = 20;

    /// <summary>A model's learning curves, confusion matrix and ROC curve, as far as they are known.</summary>
    /// <param name="name">The model.</param>
    /// <param name="metrics">Its evaluation as JSON, or null.</param>
    /// <param name="history">The lines of its run's <c>history.jsonl</c>; none where there is no run.</param>
    /// <exception cref="PlauditException">The metrics are none.</exception>
    /// <exception cref="JsonException">A line of the history is none.</exception>
    public static IReadOnlyList<Chart> Of(string name, string? metrics, IEnumerable<string> history)
    {
        var charts = new List<Chart>();
        EpochResult[] epochs = [.. history.Select(EpochResult.FromJson)];
        if (epochs.Length > 0)
        {
            int? best = epochs.LastOrDefault(epoch => epoch.Best)?.Epoch;
            charts.Add(LearningCurve.Loss([.. epochs.Select(epoch => epoch.TrainLoss)], [.. epochs.Select(epoch => epoch.ValidationLoss)], best));
            charts.Add(LearningCurve.Accuracy([.. epochs.Select(epoch => epoch.TrainAccuracy)], [.. epochs.Select(epoch => epoch.ValidationAccuracy)], best));
        }

        if (metrics is null)
            return charts;
        var result = EvaluationResult.FromJson(metrics);
        charts.Add(ConfusionChart.Of(result.Confusion));
        if (result.Roc is { } roc)
            charts.Add(RateCurves.Roc([new ModelCurve(name, [.. roc.Points.Select(point => point.FalsePositiveRate)], [.. roc.Points.Select(point => point.TruePositiveRate)], result.RocAuc)]));
        return charts;
    }

    /// <summary>The histogram of a batch's scores. Its bars, <see cref="ScoreBars"/> of them in order, are empty: whoever has the scores fills in the counts.</summary>
    public static Chart Scores()
    {
        Chart chart = HistogramChart.Of(
            "Scores", "score: the probability of positive",
            [new HistogramSeries("negative", Bars(0, ScoreBars / 2), []), new HistogramSeries("positive", Bars(ScoreBars / 2, ScoreBars), [])],
            "A score above 0.5 makes a review positive; those near 0 and 1 are the surest.");
        // The two stand side by side, never through each other.
        chart.Spec["layer"]![0]!["mark"]!["opacity"] = 0.85;
        return chart;
    }

    private static HistogramBin[] Bars(int first, int end) =>
        [.. Enumerable.Range(first, end - first).Select(i => new HistogramBin((double)i / ScoreBars, (i + 1.0) / ScoreBars, 0))];
}
