using Plaudit.Models;

namespace Plaudit.Inference;

/// <summary>The model that comes with Plaudit, so that it predicts at once and offline. How it is made: docs/bundled-model.md.</summary>
internal static class BundledModel
{
    /// <summary>What messages and the model card call it.</summary>
    public const string Name = "the bundled model";

    /// <summary>Reads it from the library's resources.</summary>
    public static ModelContent Read()
    {
        using Stream stream = typeof(BundledModel).Assembly.GetManifestResourceStream("bundled/model.safetensors")!;
        return ModelFile.Read(SafeTensors.Read(stream, Name));
    }
}
