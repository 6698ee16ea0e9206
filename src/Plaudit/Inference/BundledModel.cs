using System.Diagnostics.CodeAnalysis;
using Plaudit.Models;

namespace Plaudit.Inference;

/// <summary>The model that comes with Plaudit, so that it predicts at once and offline. How it is made: docs/bundled-model.md.</summary>
internal static class BundledModel
{
    /// <summary>How users name it, wherever a model is named. A file or folder of that name is meant by <c>./bundled</c>.</summary>
    public const string Name = "bundled";

    /// <summary>What messages and the model card call it.</summary>
    private const string Title = "the bundled model";

    /// <summary>Whether a model's name means it: none does, too.</summary>
    public static bool IsMeant([NotNullWhen(false)] string? name) => name is null or Name;

    /// <summary>Opens its file, which is one of the library's resources.</summary>
    public static Stream Open() => typeof(BundledModel).Assembly.GetManifestResourceStream("bundled/model.safetensors")!;

    /// <summary>Reads it.</summary>
    public static ModelContent Read()
    {
        using Stream stream = Open();
        return ModelFile.Read(SafeTensors.Read(stream, Title));
    }
}
