using Plaudit.Evaluation;

namespace Plaudit.Cli.Comparison;

/// <summary>ROC curves of several models in one plot of letters.</summary>
internal static class TextRoc
{
    private const int Columns = 61;
    private const int Rows = 21;
    private const char Chance = '.';
    private const char Several = '+';
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Writes the plot and says which letter is which model.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ComparedModel> models)
    {
        char[][] plot = [.. Enumerable.Range(0, Rows).Select(_ => Enumerable.Repeat(' ', Columns).ToArray())];
        for (int column = 0; column < Columns; column++)
            plot[Row((double)column / (Columns - 1))][column] = Chance;
        for (int i = 0; i < models.Count; i++)
        {
            foreach ((int row, int column) in Cells(models[i].Roc))
            {
                char there = plot[row][column];
                plot[row][column] = there is ' ' or Chance ? Letter(i) : Several;
            }
        }

        output.WriteLine("true positive rate");
        for (int row = 0; row < Rows; row++)
            output.WriteLine($"{(row % 5 == 0 ? $"{1 - ((double)row / (Rows - 1)):F2}" : "    ")} |{new string(plot[row]).TrimEnd()}");
        output.WriteLine($"     +{new string('-', Columns)}");
        output.WriteLine($"      0.00{"0.50",28}{"1.00",29}");
        output.WriteLine($"{"false positive rate",43}");
        for (int i = 0; i < models.Count; i++)
            output.WriteLine($"{Letter(i)}  {models[i].Name}, area {models[i].Roc.Auc:F4}");
        if (models.Count > 1)
            output.WriteLine($"{Several}  several models");
        output.WriteLine($"{Chance}  guessing, area 0.5000");
    }

    private static char Letter(int model) => Letters[model % Letters.Length];

    private static int Row(double truePositiveRate) => (int)Math.Round((1 - truePositiveRate) * (Rows - 1));

    /// <summary>The cells that the line through the curve's points passes, each once.</summary>
    private static HashSet<(int Row, int Column)> Cells(RocCurve curve)
    {
        var cells = new HashSet<(int, int)>();
        for (int i = 1; i < curve.Thresholds.Count; i++)
        {
            (double x, double y) = (curve.FalsePositiveRate[i - 1], curve.TruePositiveRate[i - 1]);
            (double dx, double dy) = (curve.FalsePositiveRate[i] - x, curve.TruePositiveRate[i] - y);
            int steps = 1 + (int)Math.Ceiling(Math.Max(Math.Abs(dx) * Columns, Math.Abs(dy) * Rows));
            for (int step = 0; step <= steps; step++)
                cells.Add((Row(y + (dy * step / steps)), (int)Math.Round((x + (dx * step / steps)) * (Columns - 1))));
        }

        return cells;
    }
}
