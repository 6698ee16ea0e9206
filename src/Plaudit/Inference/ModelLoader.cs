using Plaudit.Kinds;
using Plaudit.Models;

namespace Plaudit.Inference;

/// <summary>Loads model files of every kind.</summary>
public static class ModelLoader
{
    /// <summary>Loads a model.</summary>
    /// <param name="path">A .safetensors file, a run's folder that holds one, or <c>bundled</c> or null for the bundled model.</param>
    /// <exception cref="PlauditException">There is none, it is damaged, or it was written by a newer Plaudit.</exception>
    public static IReviewClassifier Load(string? path) => Load(ReadContent(path));

    internal static ModelContent ReadContent(string? path) => BundledModel.IsMeant(path) ? BundledModel.Read() : ModelFile.Read(path);

    internal static IReviewClassifier Load(ModelContent content) =>
        ModelKinds.Of(content.Recipe).Load(content);
}
