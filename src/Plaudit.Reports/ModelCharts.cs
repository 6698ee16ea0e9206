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

    /// <summary>Learning curves.</summary>
    /// <param name="history">The lines of a run's <c>history.jsonl</c>; of none there is no chart.</param>
    /// <exception cref="JsonException">A line is none of it.</exception>
    public static IEnumerable<Chart> Learning(IEnumerable<string> history)
    {
        EpochResult[] epochs = [.. history.Select(EpochResult.FromJson)];
        if (epochs.Length == 0)
            return [];
        int? best = epochs.LastOrDefault(epoch => epoch.Best)?.Epoch;
        return
        [
            LearningCurve.Loss([.. epochs.Select(epoch => epoch.TrainLoss)], [.. epochs.Select(epoch => epoch.ValidationLoss)], best),
            LearningCurve.Accuracy([.. epochs.Select(epoch => epoch.TrainAccuracy)], [.. epochs.Select(epoch => epoch.ValidationAccuracy)], best),
        ];
    }

    /// <summary>The confusion matrix, and the ROC curve where it was recorded.</summary>
    /// <param name="name">The model.</param>
    /// <param name="metrics">Its evaluation as JSON.</param>
    /// <exception cref="PlauditException">The metrics are none.</exception>
    public static IEnumerable<Chart> Evaluation(string name, string metrics)
    {
        var result = EvaluationResult.FromJson(metrics);
        Chart confusion = ConfusionChart.Of(result.Confusion);
        return result.Roc is not { } roc
            ? [confusion]
            : [confusion, RateCurves.Roc(
            [new ModelCurve(name, [.. roc.Points.Select(point => point.FalsePositiveRate)], [.. roc.Points.Select(point => point.TruePositiveRate)],
            result.RocAuc)])];
    }

    /// <summary>
    /// The histogram of a batch's scores. Its bars, <see cref="ScoreBars"/> of them in order, are empty; the caller fills in the counts.
    /// </summary>
    public static Chart Scores()
    {
        Chart chart = HistogramChart.Of(
            "Scores", "score: the probability of positive",
            [new HistogramSeries("negative", Bars(0, ScoreBars / 2), []), new HistogramSeries("positive", Bars(ScoreBars / 2, ScoreBars), [])],
            $"A score above {Decision.Threshold} makes a review positive; those near 0 and 1 are the surest.");
        // Keeps the two side by side without overlap.
        chart.Spec["layer"]![0]!["mark"]!["opacity"] = 0.85;
        return chart;
    }

    private static HistogramBin[] Bars(int first, int end) =>
        [.. Enumerable.Range(first, end - first).Select(i => new HistogramBin((double)i / ScoreBars, (i + 1.0) / ScoreBars, 0))];
}
