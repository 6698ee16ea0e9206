using System.Text.Json;
using System.Text.Json.Nodes;
using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Text;

namespace Plaudit.Recipes;

/// <summary>
/// Everything that decides what is trained and how, as one JSON document: text, split, training, and the layers of a network or the name and options of
/// a baseline. Immutable; what a recipe does not say has the defaults documented on the option records. An unknown key, a value out of range or an
/// impossible stack is refused with its JSON path when read.
/// </summary>
public sealed record Recipe
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Its name, such as <c>notebook-baseline</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is and what it teaches.</summary>
    public required string Description { get; init; }

    /// <summary>How a review becomes ids.</summary>
    public required TextOptions Text { get; init; }

    /// <summary>Which reviews are held out.</summary>
    public required SplitOptions Split { get; init; }

    /// <summary>How a network is trained; of a baseline, the seed alone means something.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>The kind of baseline, such as <c>naive-bayes</c>; null for a network.</summary>
    public string? Model { get; init; }

    /// <summary>The baseline's own options; null for a network.</summary>
    public BaselineOptions? Baseline { get; init; }

    /// <summary>The recipe as JSON, indented, as it was read and overridden.</summary>
    public required string Json { get; init; }

    internal IReadOnlyList<LayerOptions> Layers { get; init; } = [];

    /// <summary>Reads a recipe.</summary>
    /// <param name="json">The JSON text; comments and trailing commas are allowed.</param>
    /// <param name="origin">Where it comes from, for messages: a file or a name.</param>
    /// <param name="overrides">Changes such as <c>training.epochs=3</c> or <c>layers.1.units=64</c>, applied in order.</param>
    /// <exception cref="PlauditException">Not JSON, or not a recipe; all faults are listed.</exception>
    public static Recipe Parse(string json, string origin, IEnumerable<string>? overrides = null)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new PlauditException($"{origin} is not valid JSON: {JsonFault.Describe(e)}", e);
        }

        if (JsonStrings.HalfCharacter(json) is { } fault)
            throw new PlauditException($"{origin} is not a recipe: {fault}");
        if (root is not JsonObject document)
            throw new PlauditException($"{origin} is not a recipe: expected a JSON object");
        try
        {
            foreach (string change in overrides ?? [])
                RecipeOverride.Apply(document, change);
            return Read(document, origin);
        }
        catch (ArgumentException e)
        {
            // System.Text.Json notices a key that is there twice only when the object is read.
            throw new PlauditException($"{origin} is not a recipe: {e.Message}", e);
        }
    }

    private static Recipe Read(JsonObject document, string origin)
    {
        var faults = new List<string>();
        var json = new JsonSection(document, "$", faults);
        json.Text("$schema", "");
        JsonSection text = json.Section("text");
        string? model = json.Has("model") ? json.Choice("model", null, [.. BaselineOptions.Kinds.Keys]) : null;
        var recipe = new Recipe
        {
            Name = json.Text("name"),
            Description = json.Text("description", ""),
            Text = model is null ? RecipeText.Read(text) : RecipeText.ReadForBaseline(text, learnsWords: model != "lexicon"),
            Split = SplitOptions.Read(json.Section("split")),
            Training = model is null ? TrainingOptions.Read(json.Section("training")) : TrainingOptions.ReadForBaseline(json.Section("training")),
            Model = model,
            Baseline = model is null ? null : ReadBaseline(model, json),
            Layers = model is null ? ReadLayers(json) : [],
            Json = document.ToJsonString(s_indented) + "\n",
        };
        bool unfit = string.IsNullOrWhiteSpace(recipe.Name) || recipe.Name is "." or "..";
        if (json.Has("name") && (unfit || recipe.Name.AsSpan().ContainsAny(@"/\:") || recipe.Name.Any(char.IsControl)))
            json.Fault("name", $"expected a name that can be part of a folder's, without slashes and colons, found \"{recipe.Name}\"");
        json.RefuseUnknown();
        faults.AddRange(recipe.Text.Faults().Select(fault => $"{text.Path}.{fault}"));
        if (faults.Count == 0 && model is null)
            CheckStack(recipe, faults);
        if (faults.Count > 0)
            throw new PlauditException($"{origin} cannot be used as a recipe:\n  {string.Join("\n  ", faults)}");
        return recipe;
    }

    private static List<LayerOptions> ReadLayers(JsonSection json)
    {
        var layers = new List<LayerOptions>();
        foreach (JsonSection section in json.Items("layers"))
        {
            if (LayerOptions.ReadLayer(section) is { } options)
                layers.Add(options);
        }

        if (!json.Has("layers"))
            json.Fault("layers", "missing; expected a list of layers, an embedding first and a dense layer of one unit last; or \"model\" for a baseline");
        if (json.Has("baseline"))
            json.Fault("baseline", "expected beside \"model\" alone, which names the kind of baseline");
        return layers;
    }

    private static BaselineOptions? ReadBaseline(string model, JsonSection json)
    {
        if (json.Has("layers"))
            json.Fault("layers", $"expected either layers (a network) or a model (a baseline), found both; remove one (model is \"{model}\")");
        return BaselineOptions.Read(model, json.Section("baseline"));
    }

    /// <summary>Stacks the layers without allocating any weights.</summary>
    private static void CheckStack(Recipe recipe, List<string> faults)
    {
        try
        {
            LayerBuilder.BuildStack(recipe.Layers, new ParameterArena(), recipe.Text.VocabularySize ?? Tile.Columns);
        }
        catch (PlauditException e)
        {
            faults.Add(e.Message);
        }
        catch (OverflowException)
        {
            faults.Add($"$.layers: a layer would have more than {int.MaxValue:N0} weights in one piece; make it smaller, or the vocabulary");
        }
    }
}
