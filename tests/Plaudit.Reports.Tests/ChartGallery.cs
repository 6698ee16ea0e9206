using Plaudit.Evaluation;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;
using Plaudit.Training;

namespace Plaudit.Reports.Tests;

/// <summary>Every kind of chart, on plain data and on data at its limits.</summary>
internal static class ChartGallery
{
    private static readonly string[] s_words =
        ["film", "movie", "great", "story", "love", "music", "actor", "scene", "funny", "plot", "boring", "waste", "awful", "brilliant", "slow"];

    /// <summary>Charts of ordinary data.</summary>
    public static IReadOnlyList<Chart> Charts { get; } = [.. Make()];

    /// <summary>Charts of nothing, of one value, of what is not defined, and of many.</summary>
    public static IReadOnlyList<Chart> AtTheirLimits { get; } = [.. MakeLimits()];

    /// <summary>Scores that are right more often than not, and their labels.</summary>
    public static (Label[] Labels, double[] Scores) Answers(int count, long seed)
    {
        var random = new SeededRandom(seed);
        var labels = new Label[count];
        double[] scores = new double[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (Label)(i % 2);
            scores[i] = 1 / (1 + Math.Exp(-(((i % 2) - 0.5) * 3) - (1.5 * random.NextGaussian())));
        }

        return (labels, scores);
    }

    private static IEnumerable<Chart> Make()
    {
        double[] train = [0.61, 0.42, 0.31, 0.22, 0.17];
        double[] validation = [0.52, 0.41, 0.38, 0.40, 0.45];
        yield return LearningCurve.Loss(train, validation, 3);
        yield return LearningCurve.Accuracy([0.66, 0.81, 0.87, 0.91, 0.94], [0.75, 0.82, 0.84, 0.83, 0.82], 3);
        RunHistory[] runs =
        [
            new("ragged-baseline", [.. train.Select((loss, i) => new EpochResult(i + 1, loss, 0.9, validation[i], 0.8 + (0.01 * i), 7, 2_500))]),
            new("attention", [new EpochResult(1, 0.5, 0.8, 0.45, 0.79, 9, 2_000), new EpochResult(2, 0.3, 0.9, 0.4, 0.83, 9, 2_000)]),
        ];
        yield return RunCurves.Loss(runs);
        yield return RunCurves.Accuracy(runs);
        (Label[] labels, double[] scores) = Answers(4_000, 1);
        (_, double[] others) = Answers(4_000, 2);
        yield return ConfusionChart.Of(ConfusionMatrix.Compute(labels, scores));
        ModelCurve[] roc = [ModelCurve.Roc("ragged-baseline", RocCurve.Compute(labels, scores)),
            ModelCurve.Roc("nb-logistic", RocCurve.Compute(labels, others))];
        yield return RateCurves.Roc(roc[..1]);
        yield return RateCurves.Roc(roc) with { Title = "ROC curves of two models" };
        yield return RateCurves.PrecisionRecall([ModelCurve.PrecisionRecall("ragged-baseline", PrecisionRecallCurve.Compute(labels, scores))], 0.5);
        yield return CalibrationChart.Of(
            [("ragged-baseline", Calibration.Compute(labels, scores)), ("nb-logistic", Calibration.Compute(labels, others))]);
        yield return GroupedBars.Of("Metrics of all models", ["accuracy", "precision", "recall", "F1"], ["baseline", "bidirectional", "nb-logistic"],
            (group, bar) => 0.8 + (0.02 * group) + (0.03 * bar), Format.Share, "Higher is better.");
        HistogramBin[] bins = [.. Enumerable.Range(0, 50)
            .Select(i => new HistogramBin(i * 20, (i + 1) * 20, Math.Round(3_000 * i * Math.Exp(-i / 6.0))))];
        (double X, double Y)[] density = [.. Enumerable.Range(0, 100).Select(i => (i * 10.0, 3_000 * i / 2.0 * Math.Exp(-i / 12.0)))];
        yield return HistogramChart.Of("Length of reviews", "words", [new HistogramSeries("", bins, density)], "The curve is the estimated density.");
        yield return HistogramChart.Of(
            "Length by class", "words",
            [new HistogramSeries("negative", bins, density),
            new HistogramSeries("positive", [.. bins.Select(bin => bin with { Count = bin.Count * 0.7 })], [])]);
        yield return BoxPlot.Of("Length by class, boxes", "words",
            [new BoxFigures("negative", 10, 126, 172, 278, 506, [.. Enumerable.Range(0, 400).Select(i => 510.0 + i)]),
                new BoxFigures("positive", 12, 125, 173, 287, 530, [600, 900, 2_400])]);
        yield return CountBars.Of(
            "Reviews by length", "words", ["1–100", "101–200", "201–400", "401–800", "over 800"],
            [("negative", [2_000, 9_000, 8_000, 4_500, 1_500]), ("positive", [1_800, 9_300, 7_600, 4_700, 1_600])]);
        yield return WordBars.Of("Most frequent words", [.. s_words.Select((word, i) => (word, 40_000.0 / (i + 1)))], Format.Count);
        yield return WordBars.Of(
            "Words that tell the classes apart", [.. s_words.Select((word, i) => (word, 7.0 - i))], value => value.ToString("+0.0;-0.0;0"),
            caption: "Log-odds, weighted.");
        yield return WordCloud.Of(
            "Positive words", [.. Enumerable.Range(0, 80)
            .Select(i => ($"{s_words[i % s_words.Length]}{(i < s_words.Length ? "" : i)}", 900.0 / (i + 1)))], Format.Count);
        yield return WordCloud.Of(
            "中文詞雲",
            [("電影", 90), ("好看", 70), ("無聊", 60), ("演員", 50), ("劇情", 40),
            ("ภาพยนตร์", 30), ("фильм", 25), ("फ़िल्म", 20)],
            Format.Count,
            Palette.Negative);
        ParallelAxis[] axes =
        [
            new("units", [(0, "32"), (0.5, "64"), (1, "128")]), new("rate", [(0, "0.0001"), (1, "0.01")]), new("dropout", [(0, "0"), (1, "0.5")]),
                new("accuracy", [(0, "72 %"), (1, "88 %")]),
        ];
        var random = new SeededRandom(3);
        var lines = new List<ParallelLine>();
        for (int i = 0; i < 40; i++)
        {
            double?[] positions = [random.NextInt32(3) / 2.0, random.NextDouble(), random.NextInt32(10) == 0 ? null : random.NextDouble(), i / 39.0];
            lines.Add(new ParallelLine($"trial {i}", positions, [.. positions.Select(position => $"{position:0.00}")], i / 39.0, i == 39));
        }

        yield return ParallelCoordinates.Of("Settings of all trials", axes, lines, "The best trial is the thick line.");
        yield return TrialLines.Of("Curves of all trials", "epoch", "validation accuracy", ".0%",
            [.. Enumerable.Range(0, 30)
                .Select(i => new TrialLine(
                $"trial {i}", [.. Enumerable.Range(1, 1 + (i % 8)).Select(epoch => ((double)epoch, 0.9 - (0.4 / (epoch + (i / 10.0)))))], i == 15))]);
    }

    private static IEnumerable<Chart> MakeLimits()
    {
        yield return LearningCurve.Loss([0.7], [0.69], 1);
        yield return RunCurves.Loss([new RunHistory("one epoch", [new EpochResult(1, 0.7, 0.5, 0.69, 0.5, 1, 100)])]);
        yield return LearningCurve.Loss([double.NaN, 0.5], [0.4, double.PositiveInfinity], null);
        yield return LearningCurve.Accuracy([], [], null);
        yield return LearningCurve.Loss([.. Enumerable.Range(1, 300).Select(i => 1.0 / i)], [.. Enumerable.Range(1, 300).Select(i => 1.1 / i)], 300);
        yield return ModelCharts.Scores();
        yield return ConfusionChart.Of(new ConfusionMatrix(0, 0, 0, 1));
        yield return RateCurves.Roc([ModelCurve.Roc("one class", RocCurve.Compute([Label.Positive, Label.Positive], [0.4, 0.6]))]);
        yield return RateCurves.Roc([]);
        yield return RateCurves.PrecisionRecall([ModelCurve.PrecisionRecall("one review", PrecisionRecallCurve.Compute([Label.Negative], [0.4]))], 0);
        yield return CalibrationChart.Of([("one review", Calibration.Compute([Label.Positive], [0.6]))]);
        yield return GroupedBars.Of("No groups", [], [], (_, _) => 0, Format.Share);
        yield return GroupedBars.Of("Not defined", ["AUC"], ["a"], (_, _) => double.NaN, Format.Share);
        yield return HistogramChart.Of("No values", "words", [new HistogramSeries("", [], [])]);
        yield return HistogramChart.Of("One value", "words", [new HistogramSeries("", [new HistogramBin(7, 8, 1)], [])]);
        yield return BoxPlot.Of("No boxes", "words", []);
        yield return BoxPlot.Of(
            "One value in one box", "words",
            [new BoxFigures("positive", 7, 7, 7, 7, 7, []),
            new BoxFigures("negative", double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, [])]);
        yield return CountBars.Of("No counts", "words", [], [("", [])]);
        yield return WordBars.Of("No words", [], Format.Count);
        yield return WordBars.Of("Words of one letter and of many", [("x", 1), (new string('w', 300), 1)], Format.Count);
        yield return WordCloud.Of("No cloud", [], Format.Count);
        yield return WordCloud.Of("One word", [("fine", 1)], Format.Count);
        yield return ParallelCoordinates.Of("No trials", [], []);
        yield return ParallelCoordinates.Of("One trial", [new ParallelAxis("rate", [])], [new ParallelLine("trial 0", [0.5], ["0.01"], 1, true)]);
        yield return TrialLines.Of("No curves", "epoch", "accuracy", ".0%", []);
        yield return TrialLines.Of("One point", "epoch", "accuracy", ".0%", [new TrialLine("trial 0", [(1, 0.5)], true)]);
    }
}
