using System.Text.Json.Nodes;
using Plaudit.Evaluation;

namespace Plaudit.Reports.Charts;

/// <summary>A model's curve in a plot that may hold those of several.</summary>
/// <param name="Name">The model.</param>
/// <param name="X">(K) where its points are.</param>
/// <param name="Y">(K) how high they are.</param>
/// <param name="Figure">What sums it up, such as the area under it; NaN where it is not defined.</param>
internal sealed record ModelCurve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, double Figure)
{
    /// <summary>More points than this are not seen in a plot.</summary>
    private const int MaxPoints = 250;

    /// <summary>A model's receiver operating characteristic.</summary>
    public static ModelCurve Roc(string name, RocCurve curve) => new(name, curve.FalsePositiveRate, curve.TruePositiveRate, curve.Auc);

    /// <summary>A model's precision by recall; its figure is the average precision (scikit-learn's <c>average_precision_score</c>).</summary>
    public static ModelCurve PrecisionRecall(string name, PrecisionRecallCurve curve)
    {
        double area = 0;
        for (int i = 1; i < curve.Recall.Count; i++)
            area += (curve.Recall[i - 1] - curve.Recall[i]) * curve.Precision[i - 1];
        return new ModelCurve(name, curve.Recall, curve.Precision, area);
    }

    /// <summary>The points that a plot needs: the ends, and between them those that are evenly far apart along the curve.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<(double X, double Y)> Points(int most = MaxPoints)
    {
        (double X, double Y)[] points = [.. X.Zip(Y).Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second))];
        if (points.Length <= most)
            return points;
        double[] length = new double[points.Length];
        for (int i = 1; i < points.Length; i++)
            length[i] = length[i - 1] + Math.Sqrt(Math.Pow(points[i].X - points[i - 1].X, 2) + Math.Pow(points[i].Y - points[i - 1].Y, 2));
        var kept = new List<(double X, double Y)>();
        for (int i = 0; i < points.Length; i++)
        {
            if (i == points.Length - 1 || length[i] >= length[^1] * kept.Count / (most - 1))
                kept.Add(points[i]);
        }

        return kept;
    }

    /// <summary>A row for every point of every curve: model, x, y and the point's place, by which lines are drawn.</summary>
    public static List<JsonObject> Rows(IReadOnlyList<ModelCurve> curves, IReadOnlyList<string> names)
    {
        var rows = new List<JsonObject>();
        for (int i = 0; i < curves.Count; i++)
        {
            int place = 0;
            foreach ((double x, double y) in curves[i].Points())
                rows.Add(new JsonObject { ["model"] = names[i], ["x"] = VegaLite.Number(x), ["y"] = VegaLite.Number(y), ["place"] = place++ });
        }

        return rows;
    }
}
