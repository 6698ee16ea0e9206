using System.Globalization;
using System.Text;
using Plaudit.Bench.Peers;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Training;

namespace Plaudit.Bench;

/// <summary>What eight-bit weights change: accuracy and probabilities of the bundled model on the reviews that its recipe holds out.</summary>
internal static class EightBit
{
    public static int Run(string data, string? results)
    {
        SentimentPredictor full = SentimentPredictor.Load(null);
        var reviews = TrainingData.Split(ReviewData.Open(data), full.Model.Recipe.Split);
        var before = EvaluatedReviews.Of(full.Model, reviews.HeldOut, threads: 2);
        var after = EvaluatedReviews.Of(SentimentPredictor.Load(null, WeightPrecision.EightBit).Model, reviews.HeldOut, threads: 2);
        double[] changes = [.. before.Scores.Zip(after.Scores, (a, b) => (double)Math.Abs(a - b)).Order()];
        int turned = before.Scores.Zip(after.Scores).Count(pair => Decision.Of(pair.First) != Decision.Of(pair.Second));

        var body = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture,
            $"{changes.Length:N0} reviews: {reviews.HeldOutName}.\n\n| weights | accuracy | ROC AUC | loss |\n|---|---|---|---|\n"));
        Row(body, "32 bits", before.Result);
        Row(body, "8 bits", after.Result);
        body.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"Change of the probability: mean {changes.Average():F5}, 99 % of reviews below {changes[(int)(0.99 * changes.Length)]:F4}, the "
                + $"greatest {changes[^1]:F4}. Labels that turn: {turned}.").AppendLine().Append(Times(data));
        ResultsFolder.Write(results, "eight-bit", data, "What eight-bit weights change (the bundled model)", body.ToString());
        return 0;
    }

    /// <summary>What they gain: much with AvxVnni, less or nothing elsewhere.</summary>
    private static string Times(string data)
    {
        var plaudit = new PlauditFigures(new Workload(data), ["baseline"]);
        var rounds = new Rounds();
        for (int round = 1; round <= Rounds.Count; round++)
            plaudit.MeasurePrecision(rounds);
        var table = new StringBuilder("| the notebook's baseline, one thread | 32 bits | 8 bits | ratio |\n|---|---|---|---|\n");
        foreach ((string work, string figure) in ((string, string)[])[("one review of 200 tokens", "one"), ("64 reviews of 200 tokens", "batch")])
        {
            (double full, double eight) = (rounds.Median($"Plaudit baseline {figure}"), rounds.Median($"Plaudit baseline {figure} eight-bit"));
            table.AppendLine(CultureInfo.InvariantCulture, $"| {work} | {full:F2} ms | {eight:F2} ms | {full / eight:F2} |");
        }

        return table.ToString();
    }

    private static void Row(StringBuilder body, string weights, EvaluationResult result) =>
        body.AppendLine(CultureInfo.InvariantCulture, $"| {weights} | {100 * result.Accuracy:F2} % | {result.RocAuc:F4} | {result.LogLoss:F4} |");
}
