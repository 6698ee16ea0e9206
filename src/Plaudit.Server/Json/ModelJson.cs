using System.Text.Json;
using Plaudit.Models;
using Plaudit.Server.Models;

namespace Plaudit.Server.Json;

/// <summary>Models as JSON: a line of a list, and the whole card.</summary>
internal static class ModelJson
{
    private const string NotServed = "the file in its place cannot be served: GET /models and the log say why";

    /// <summary>The members that name a model.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="slot">Its place.</param>
    /// <param name="withReasons">Whether to say why its file is not served, which names paths and quotes the file.</param>
    public static void WriteSummary(Utf8JsonWriter writer, ModelSlot slot, bool withReasons = true)
    {
        ServedModel model = slot.Current;
        writer.WriteString("name"u8, model.Name);
        writer.WriteString("version"u8, model.Version);
        writer.WriteString("recipe"u8, model.Predictor.Model.Recipe.Name);
        writer.WriteString("kind"u8, model.Predictor.Model.Recipe.Kind);
        writer.WriteNumber("parameters"u8, model.Predictor.Model.ParameterCount);
        if (model.Written is DateTimeOffset written)
            writer.WriteString("written"u8, written);
        writer.WriteString("loaded"u8, model.Loaded);
        if (slot.ReloadError is not null)
            writer.WriteString("reloadError"u8, withReasons ? slot.ReloadError : NotServed);
    }

    /// <summary>The card: recipe, layers, figures, and for a run its settings and learning curves.</summary>
    public static void WriteCard(Utf8JsonWriter writer, ModelSlot slot)
    {
        ServedModel model = slot.Current;
        IReviewClassifier classifier = model.Predictor.Model;
        writer.WriteStartObject();
        writer.WriteString("name"u8, model.Name);
        writer.WriteString("version"u8, model.Version);
        writer.WriteString("kind"u8, classifier.Recipe.Kind);
        writer.WriteString("description"u8, classifier.Recipe.Description);
        writer.WriteString("file"u8, Path.GetFileName(model.Card.File));
        writer.WriteString("formatVersion"u8, model.Card.FormatVersion);
        writer.WriteString("plauditVersion"u8, model.Card.PlauditVersion);
        writer.WriteNumber("parameters"u8, classifier.ParameterCount);
        if (model.Written is DateTimeOffset written)
            writer.WriteString("written"u8, written);
        writer.WriteString("loaded"u8, model.Loaded);
        if (slot.ReloadError is not null)
            writer.WriteString("reloadError"u8, slot.ReloadError);
        WriteJson(writer, "recipe", classifier.Recipe.Json);
        if (classifier.Summary is { } summary)
            WriteLayers(writer, summary);
        if (classifier.Metrics is { } metrics)
            WriteMetrics(writer, metrics);
        RunFiles.WriteAll(writer, model.Card.File);
        writer.WriteEndObject();
    }

    /// <summary>JSON that is at hand as text.</summary>
    internal static void WriteJson(Utf8JsonWriter writer, string name, string json)
    {
        // Parsed, not copied: a recipe may hold comments, which no client's parser would take.
        using var document = JsonDocument.Parse(
            json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        writer.WritePropertyName(name);
        document.RootElement.WriteTo(writer);
    }

    /// <summary>Figures that a file gives as text; a file of any origin serves, even where they are not JSON.</summary>
    private static void WriteMetrics(Utf8JsonWriter writer, string metrics)
    {
        try
        {
            WriteJson(writer, "metrics", metrics);
        }
        catch (JsonException)
        {
            // The card does without; parsing fails before anything is written.
        }
    }

    private static void WriteLayers(Utf8JsonWriter writer, ModelSummary summary)
    {
        writer.WriteNumber("vocabulary"u8, summary.Ids);
        writer.WriteStartArray("layers"u8);
        foreach (LayerSummary layer in summary.Layers)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, layer.Name);
            writer.WriteString("outputShape"u8, layer.OutputShape);
            writer.WriteNumber("parameters"u8, layer.Parameters);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
