using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Text;

namespace Plaudit.Recipes;

/// <summary>Recipes as JSON: read, written and described by one table.</summary>
internal static class RecipeJson
{
    private const string SchemaKey = "$schema";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The keys of a recipe. The model comes before what depends on it.</summary>
    public static OptionTable<Recipe> Table { get; } =
        new OptionTable<Recipe>("Everything that decides what Plaudit trains and how: text, split, layers, training.", new Recipe(""))
            .Add(
                "name",
                Values.Text,
                "The recipe's name; run folders are called after it.",
                x => x.Name,
                (x, v) => x with { Name = v },
                required: true)
            .Add("description", Values.Text, "What it is and what it teaches.", x => x.Description, (x, v) => x with { Description = v })
            .Add(
                "model",
                new ModelName(),
                "A baseline without a network, instead of layers.",
                x => x.Baseline?.Kind.Name,
                (x, v) => x with { Baseline = v is null ? null : BaselineOptions.Kinds.Find(v)?.Defaults })
            .Add(new BaselineSection())
            .Section("text", x => TextTable(x.Baseline), x => x.Text, (x, v) => x with { Text = v })
            .Section("split", SplitOptions.Table, x => x.Split, (x, v) => x with { Split = v })
            .Add(
                "layers",
                LayerOptions.Kinds.List,
                "The network from the token ids up: an embedding first, a dense layer of one unit last.",
                x => x.Layers,
                (x, v) => x with { Layers = v })
            .Section(
                "training",
                x => x.IsNetwork ? TrainingOptions.Table : TrainingOptions.BaselineTable,
                x => x.Training,
                (x, v) => x with { Training = v })
            .Check(Check);

    /// <summary>The text options that mean something to a model.</summary>
    public static OptionTable<TextOptions> TextTable(BaselineOptions? baseline) => baseline?.TextTable ?? TextOptions.Table;

    /// <summary>Reads a recipe.</summary>
    /// <returns>The recipe, and the document it was read from, with the overrides in it.</returns>
    /// <exception cref="PlauditException">Not JSON, or not a recipe; all faults are listed.</exception>
    public static (Recipe Recipe, string Document) Parse(string json, string origin, IEnumerable<string> overrides, bool checksStack = true)
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
            foreach (string change in overrides)
                RecipeOverride.Apply(document, change);
            return (Read(document, origin, checksStack), document.ToJsonString());
        }
        catch (ArgumentException e)
        {
            // System.Text.Json notices a key that is there twice only when the object is read.
            throw new PlauditException($"{origin} is not a recipe: {e.Message}", e);
        }
    }

    /// <summary>Writes a recipe, with the keys of the document that it was read from, if any.</summary>
    public static string Write(Recipe recipe, string? document) =>
        Table.Write(recipe, document is null ? null : (JsonObject)JsonNode.Parse(document)!).ToJsonString(s_indented) + "\n";

    /// <summary>The JSON schema of recipes, for editors.</summary>
    public static string Schema()
    {
        var definitions = new JsonObject();
        JsonObject recipe = Table.Schema(definitions);
        recipe["properties"]!.AsObject().Insert(
            0, SchemaKey, new JsonObject { ["type"] = "string", ["description"] = "The path or address of this schema, for editors." });
        recipe.Insert(0, SchemaKey, "https://json-schema.org/draft/2020-12/schema");
        recipe.Insert(1, "title", "Plaudit recipe");
        recipe["anyOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray("layers") }, new JsonObject { ["required"] = new JsonArray("model") });
        recipe["$defs"] = definitions;
        return recipe.ToJsonString(s_indented) + "\n";
    }

    private static Recipe Read(JsonObject document, string origin, bool checksStack)
    {
        var faults = new List<string>();
        var json = new JsonSection(document, "$", faults);
        json.Text(SchemaKey, "");
        Recipe recipe = Table.Read(json);
        if (checksStack && faults.Count == 0 && recipe.IsNetwork)
            CheckStack(recipe, faults);
        if (faults.Count > 0)
            throw new PlauditException($"{origin} cannot be used as a recipe:\n  {string.Join("\n  ", faults)}");
        return recipe;
    }

    private static void Check(Recipe recipe, JsonSection json)
    {
        bool unfit = string.IsNullOrWhiteSpace(recipe.Name) || recipe.Name is "." or "..";
        if (json.Has("name") && (unfit || recipe.Name.AsSpan().ContainsAny(@"/\:") || recipe.Name.Any(char.IsControl)))
            json.Fault("name", $"expected a name that can be part of a folder's, without slashes and colons, found \"{recipe.Name}\"");
        if (json.Has("model") && json.Has("layers"))
            json.Fault("layers", $"expected either layers (a network) or a model (a baseline), found both; remove one (model is \"{recipe.Kind}\")");
        if (!json.Has("model") && !json.Has("layers"))
        {
            json.Fault(
                "layers", "missing; expected a list of layers, an embedding first and a dense layer of one unit last; or \"model\" for a baseline");
        }

        if (!json.Has("model") && json.Has(BaselineSection.Key))
            json.Fault(BaselineSection.Key, "expected beside \"model\" alone, which names the kind of baseline");
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
    }

    /// <summary>The name of a baseline's kind.</summary>
    private sealed class ModelName : OptionValue<string?>
    {
        public override string? Read(JsonSection json, string name, string? fallback, bool required = false) =>
            json.Has(name) ? json.Choice(name, null, [.. BaselineOptions.Kinds.Names]) : null;

        public override JsonNode? Write(string? value, JsonNode? written = null) => JsonValue.Create(value);

        public override JsonObject Schema(string name, JsonObject definitions) =>
            new() { ["enum"] = new JsonArray([.. BaselineOptions.Kinds.Names]) };
    }

    /// <summary>The options of the baseline that the model names; they have no key <c>type</c> of their own.</summary>
    private sealed class BaselineSection : OptionRow<Recipe>
    {
        public const string Key = "baseline";

        public override string Name => Key;

        public override Recipe Read(JsonSection json, Recipe options) =>
            json.Has(Key) && options.Baseline is { } baseline ? options with { Baseline = baseline.Kind.Read(json.Section(Key)) } : options;

        public override void Write(JsonObject json, Recipe options, Recipe defaults, JsonObject template)
        {
            if (options.Baseline is null)
                return;
            bool there = template.TryGetPropertyValue(Key, out JsonNode? written);
            JsonObject section = options.Baseline.Kind.Write(options.Baseline, written as JsonObject);
            if (section.Count > 0 || written is JsonObject { Count: 0 })
                json[Key] = section;
            else if (there && written is null)
                json[Key] = null;
        }

        public override bool Same(Recipe one, Recipe other) => Equals(one.Baseline, other.Baseline);

        public override IEnumerable<string> Keys(Recipe options) =>
            options.Baseline is { } baseline ? baseline.Kind.Keys(baseline).Select(key => $"{Key}.{key}") : [];

        public override JsonObject Schema(Recipe defaults, JsonObject definitions)
        {
            foreach (OptionKind<BaselineOptions> kind in BaselineOptions.Kinds.All)
                definitions[kind.Name] = kind.Schema(definitions, withType: false, typeRequired: false);
            return new JsonObject
            {
                ["anyOf"] = new JsonArray([.. BaselineOptions.Kinds.Names.Select(name => new JsonObject { ["$ref"] = $"#/$defs/{name}" })]),
                ["description"] = "Options of the baseline.",
            };
        }
    }
}
