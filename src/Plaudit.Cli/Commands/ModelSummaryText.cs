using Plaudit.Models;

namespace Plaudit.Cli.Commands;

/// <summary>A model layer by layer, as a table.</summary>
internal static class ModelSummaryText
{
    /// <summary>Writes the table and the total.</summary>
    public static void Write(TextWriter output, ModelSummary summary)
    {
        int name = Math.Max("layer".Length, summary.Layers.Max(layer => layer.Name.Length)) + 4;
        int shape = Math.Max("output shape".Length, summary.Layers.Max(layer => layer.OutputShape.Length)) + 4;
        output.WriteLine($"{"layer".PadRight(name)}{"output shape".PadRight(shape)}{"parameters",12}");
        foreach (LayerSummary layer in summary.Layers)
            output.WriteLine($"{layer.Name.PadRight(name)}{layer.OutputShape.PadRight(shape)}{layer.Parameters,12:N0}");
        output.WriteLine($"{"total".PadRight(name + shape)}{summary.Parameters,12:N0}");
        string tokens = summary.Layers.Any(layer => layer.OutputShape.Contains('T')) ? ", T the tokens of a review" : "";
        output.WriteLine($"B is the number of reviews{tokens}; {summary.Ids:N0} token ids.");
    }
}
