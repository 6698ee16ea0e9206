using Plaudit.Text;

namespace Plaudit.Models;

/// <summary>Which reviews a model has seen, as fingerprints: figures on these say little about new ones. It travels in the model's file.</summary>
/// <param name="Training">The reviews that it was trained on.</param>
/// <param name="Validation">The reviews on which the epoch was chosen that it kept; null where none were.</param>
internal sealed record SeenReviews(TextFingerprints Training, TextFingerprints? Validation)
{
    private const string TrainingKey = "trainingReviews";
    private const string ValidationKey = "validationReviews";

    /// <summary>Reads them from a file's metadata; null where the file was written by a Plaudit that did not record them.</summary>
    /// <exception cref="PlauditException">They are damaged.</exception>
    public static SeenReviews? Read(SafeTensorsFile file) =>
        Read(file, TrainingKey) is { } training ? new SeenReviews(training, Read(file, ValidationKey)) : null;

    /// <summary>Adds them to a file's metadata.</summary>
    public void AddTo(IDictionary<string, string> metadata)
    {
        metadata[TrainingKey] = Training.ToString();
        if (Validation is not null)
            metadata[ValidationKey] = Validation.ToString();
    }

    private static TextFingerprints? Read(SafeTensorsFile file, string key)
    {
        if (!file.Metadata.TryGetValue(key, out string? text))
            return null;
        try
        {
            return TextFingerprints.Parse(text);
        }
        catch (FormatException e)
        {
            throw new PlauditException($"{file.Path}: \"{key}\" of the metadata is damaged: {e.Message}", e);
        }
    }
}
