using System.Reflection;
using System.Text.Json;
using Plaudit.Layers;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Models;

/// <summary>
/// A trained model as one safetensors file: weights as tensors; recipe, vocabulary and metrics as JSON in the metadata. Described in
/// docs/model-file.md.
/// </summary>
public static class ModelFile
{
    /// <summary>The format that this version writes, and the newest it reads.</summary>
    public const int FormatVersion = 1;

    /// <summary>Plaudit's own version, as model files record it.</summary>
    public static string PlauditVersion { get; } =
        typeof(ModelFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Reads a model file of any kind as far as all kinds are alike; Plaudit.Inference.ModelLoader makes the model of it.</summary>
    /// <param name="path">A .safetensors file, or a run's folder that holds one.</param>
    /// <exception cref="PlauditException">There is none, it is damaged, or it was written by a newer Plaudit.</exception>
    internal static ModelContent Read(string path) => Read(SafeTensors.Read(Locate(path)));

    /// <summary>The file of a model: the path itself, or the model in a run's folder.</summary>
    /// <exception cref="PlauditException">There is none.</exception>
    internal static string Locate(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, "model.safetensors") : path;
        return File.Exists(file) ? file : throw Missing(path);
    }

    /// <summary>Reads what is already in memory.</summary>
    /// <exception cref="PlauditException">It is damaged, or was written by a newer Plaudit.</exception>
    internal static ModelContent Read(SafeTensorsFile content)
    {
        string file = content.Path;
        CheckFormat(content, file);
        content.RequireFinite();
        Recipe recipe = Recipe.ParseOfModel(Metadata(content, file, "recipe"), $"the recipe in {file}");
        return new ModelContent(content, recipe, new Vocabulary(Words(content, file)), SeenReviews.Read(content));
    }

    internal static void Save(SentimentModel model, string path) =>
        Save(path, model, model.Encoder.Vocabulary,
            [.. model.Parameters.Select(parameter => ToTensor(parameter) with { Dtype = Dtype(model.Recipe) })]);

    /// <summary>Writes a model of any kind.</summary>
    internal static void Save(string path, IReviewClassifier model, Vocabulary vocabulary, IReadOnlyList<TensorToWrite> tensors)
    {
        var metadata = new OrderedDictionary<string, string>
        {
            ["format"] = "plaudit",
            ["formatVersion"] = $"{FormatVersion}",
            ["plauditVersion"] = PlauditVersion,
            ["recipe"] = model.Recipe.Json,
            ["vocabulary"] = JsonSerializer.Serialize(vocabulary.Words),
        };
        if (model.Metrics is { } metrics)
            metadata["metrics"] = metrics;
        model.Seen?.AddTo(metadata);
        SafeTensors.Write(path, metadata, tensors);
    }

    private static string Dtype(Recipe recipe) => recipe.Training.Storage == WeightStorage.Half ? SafeTensorsDtype.F16 : SafeTensorsDtype.F32;

    internal static TensorToWrite ToTensor(Parameter parameter) => new(parameter.Name, parameter.Shape, () => parameter.Value);

    /// <summary>Copies every parameter of the model from the file, whose numbers have been found to be finite.</summary>
    /// <exception cref="PlauditException">One is missing or has another shape.</exception>
    internal static void ReadParameters(SafeTensorsFile file, SentimentModel model)
    {
        foreach (Parameter parameter in model.Parameters)
            file.Floats(parameter.Name, parameter.Shape).CopyTo(parameter.Value);
        model.Arena.MarkChanged();
    }

    private static PlauditException Missing(string path)
    {
        string message = $"there is no model at {path}: expected a .safetensors file or the folder of a finished run";
        return Directory.Exists(Path.Combine(path, "checkpoint"))
            ? new($"{message}. This one has stopped before it was done") { NextStep = new(NextStepKind.FinishRun, path) }
            : File.Exists(Path.Combine(path, "tune.json"))
            ? new($"{message}. This one is a tuning") { NextStep = new(NextStepKind.TrainBestRecipe, path) }
            : new(message);
    }

    private static void CheckFormat(SafeTensorsFile file, string path)
    {
        if (file.Metadata.GetValueOrDefault("format") != "plaudit")
            throw new PlauditException($"{path} is a safetensors file, but not a Plaudit model: its metadata does not say \"format\": \"plaudit\"");
        string version = Metadata(file, path, "formatVersion");
        if (!int.TryParse(version, out int number) || number < 1)
            throw new PlauditException($"{path}: the model's format version is not a number: {version}");
        if (number > FormatVersion)
        {
            throw new PlauditException(
                $"{path} has format version {number}, and this is Plaudit {PlauditVersion}, which reads up to {FormatVersion}: update Plaudit to "
                    + "use it");
        }
    }

    private static string[] Words(SafeTensorsFile file, string path)
    {
        try
        {
            // Without JsonSerializer, whose first use costs a cold process 20 ms.
            using var words = JsonDocument.Parse(Metadata(file, path, "vocabulary"));
            return [.. words.RootElement.EnumerateArray().Select(word => word.GetString() ?? "")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new PlauditException($"{path}: the vocabulary is not a JSON list of words: {e.Message}", e);
        }
    }

    private static string Metadata(SafeTensorsFile file, string path, string key) => file.Metadata.TryGetValue(key, out string? value)
        ? value
        : throw new PlauditException($"{path} is not a complete Plaudit model: its metadata has no \"{key}\"");
}

/// <summary>What a model file holds, before anything is made of it.</summary>
/// <param name="File">The tensors, and all metadata.</param>
/// <param name="Recipe">What the model was made from.</param>
/// <param name="Vocabulary">Its words.</param>
/// <param name="Seen">Which reviews the model has seen; null where the file does not say.</param>
internal sealed record ModelContent(SafeTensorsFile File, Recipe Recipe, Vocabulary Vocabulary, SeenReviews? Seen)
{
    /// <summary>Figures measured when it was trained, as JSON; null where none were.</summary>
    public string? Metrics => File.Metadata.GetValueOrDefault("metrics");
}
