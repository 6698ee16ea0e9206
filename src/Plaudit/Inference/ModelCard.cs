using Plaudit.Models;

namespace Plaudit.Inference;

/// <summary>What a model file says of itself.</summary>
/// <param name="File">The file.</param>
/// <param name="FormatVersion">Version of the file's format.</param>
/// <param name="PlauditVersion">The Plaudit that wrote it.</param>
/// <param name="Model">The model itself.</param>
public sealed record ModelCard(string File, string FormatVersion, string PlauditVersion, IReviewClassifier Model)
{
    /// <summary>Reads a model file and its card.</summary>
    /// <param name="path">A .safetensors file, the folder of a run, or <c>bundled</c> or null for the bundled model.</param>
    /// <exception cref="PlauditException">There is none, it is damaged, or it was written by a newer Plaudit.</exception>
    public static ModelCard Read(string? path) => Of(ModelLoader.ReadContent(path));

    /// <summary>Reads a model file from its opened bytes, in order and once.</summary>
    /// <param name="stream">The bytes; its length must be known.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="PlauditException">It is damaged, or it was written by a newer Plaudit.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    internal static ModelCard Read(Stream stream, string file) => Of(ModelFile.Read(SafeTensors.Read(stream, file)));

    private static ModelCard Of(ModelContent content)
    {
        return new ModelCard(
            content.File.Path,
            content.File.Metadata["formatVersion"],
            content.File.Metadata.GetValueOrDefault("plauditVersion", "of an unknown version"),
            ModelLoader.Load(content));
    }
}
