using Plaudit.Evaluation;

namespace Plaudit.Cli.Comparison;

/// <summary>Which differences between models are real, as a person reads it.</summary>
internal static class PairsText
{
    /// <summary>The usual bound; a difference between equally good models falls below it once in twenty times.</summary>
    private const double Significant = 0.05;

    /// <summary>Writes a row for each pair and how to read it.</summary>
    public static void Write(TextWriter output, int width, ModelComparison comparison)
    {
        BootstrapOptions bootstrap = comparison.Pairs[0].AccuracyDifference.Options;
        output.WriteLine();
        var table = new TextTable(
            "Pairs", "first only", "second only", "McNemar's p", "test", "difference", $"{bootstrap.Confidence * 100:0.##} % interval", "");
        foreach (ModelPair pair in comparison.Pairs)
        {
            bool fair = Caveat.AllUnseen(comparison.Models.Where(model => model.Name == pair.First || model.Name == pair.Second));
            BootstrapInterval difference = pair.AccuracyDifference;
            table.Add(
                $"{pair.First} - {pair.Second}",
                $"{pair.Test.FirstOnly:N0}",
                $"{pair.Test.SecondOnly:N0}",
                pair.Test.PValue < 0.0001 ? "< 0.0001" : $"{pair.Test.PValue:F4}",
                pair.Test.IsExact ? "exact" : "chi-square",
                Signed(difference.Estimate),
                $"{Signed(difference.Low)} to {Signed(difference.High)}",
                !fair ? "not comparable" : pair.Test.PValue < Significant ? "significant" : "may be chance");
        }

        table.Write(output, width);
        output.WriteLine("First only, second only: reviews that this model of the two got right and the other did not.");
        output.WriteLine(
            $"p: the chance of a difference this large between equally good models; below {Significant} it is called significant. Exact: binomial, "
            + "where fewer than 25 "
            + "reviews distinguish the two; else chi-square with continuity correction.");
        output.WriteLine(
            $"Difference: the first's accuracy less the second's; its interval is a percentile bootstrap of {bootstrap.Resamples:N0} resamples of "
            + $"the reviews, seed {bootstrap.Seed}.");
        if (comparison.Pairs.Count > 1)
            output.WriteLine(
                $"Of {comparison.Pairs.Count:N0} pairs some may be significant by chance alone: p below "
                + $"{Significant / comparison.Pairs.Count:0.####} is safe (Bonferroni).");
    }

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000");
}
