using Plaudit.Layers;
using Plaudit.Recipes;

namespace Plaudit.Models;

/// <summary>A network layer by layer, as Keras's <c>model.summary()</c> tells it.</summary>
/// <param name="Layers">The layers in their order.</param>
/// <param name="Ids">V, the number of different token ids, on which the embedding's size depends.</param>
public sealed record ModelSummary(IReadOnlyList<LayerSummary> Layers, int Ids)
{
    /// <summary>Weights of all layers.</summary>
    public long Parameters => Layers.Sum(layer => layer.Parameters);

    /// <summary>Describes the network of a recipe without making it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="ids">V, the number of different token ids, at least 1; known once the vocabulary is built.</param>
    /// <exception cref="PlauditException">The layers cannot be stacked.</exception>
    public static ModelSummary Of(Recipe recipe, int ids)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentOutOfRangeException.ThrowIfLessThan(ids, 1);
        string tokens = recipe.Text.Pad is null ? "T" : $"{recipe.Text.MaxLength}";
        IReadOnlyList<Layer> layers = LayerBuilder.BuildStack(recipe.Layers, new ParameterArena(), ids);
        return new ModelSummary([.. layers.Select(layer => Describe(layer, tokens))], ids);
    }

    private static LayerSummary Describe(Layer layer, string tokens) => new(
        layer.Name,
        layer.Output.Kind == ShapeKind.Vector ? $"(B, {layer.Output.Features})" : $"(B, {tokens}, {layer.Output.Features})",
        layer.Parameters.Sum(parameter => (long)parameter.Count));
}

/// <summary>One layer of a <see cref="ModelSummary"/>.</summary>
/// <param name="Name">Place and kind, such as <c>1.lstm</c>.</param>
/// <param name="OutputShape">
/// Such as <c>(B, T, 100)</c>: B reviews of T tokens each; a number in T's place where every review is padded to it.
/// </param>
/// <param name="Parameters">Its weights.</param>
public sealed record LayerSummary(string Name, string OutputShape, long Parameters);
