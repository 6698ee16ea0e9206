using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plaudit.Layers;
using Plaudit.Recipes;

namespace Plaudit.Tests.Recipes;

/// <summary>
/// The schema, which gives editors completion, says what the reader does, and the files made from it are up to date (PLAUDIT_APPROVE=1 writes them).
/// </summary>
public sealed class RecipeSchemaTests
{
    private const string Base = """
        { "name": "test", "text": { "maxLength": 10 },
          "layers": [ { "type": "embedding", "size": 8 }, { "type": "dropout", "rate": 0.5 }, { "type": "lstm", "units": 8 },
                      { "type": "dense", "units": 8 }, { "type": "dense", "units": 1 } ] }
        """;

    private static readonly JsonObject s_schema = ReadSchema();

    /// <summary>The parts that a type or a model chooses, and the place they stand in.</summary>
    private static readonly (string Place, string[] Kinds)[] s_choices =
    [
        ("training.optimizer", ["adam", "sgd", "rmsprop"]),
        ("training.schedule", ["constant", "exponential", "cosine", "reduce-on-plateau"]),
        ("baseline", [.. BaselineOptions.Kinds.Names]),
    ];

    /// <summary>Each part of the schema, and where the base recipe has it.</summary>
    public static TheoryData<string, string> Parts
    {
        get
        {
            var parts = new TheoryData<string, string>
            {
                { "", "" }, { "text", "text" }, { "split", "split" }, { "training", "training" },
                { "earlyStopping", "training.earlyStopping" }, { "classWeights", "training.classWeights" }, { "ema", "training.ema" },
            };
            foreach ((string place, string[] kinds) in s_choices)
                Array.ForEach(kinds, kind => parts.Add(kind, place));
            foreach (string kind in LayerOptions.Kinds.Names)
                parts.Add(
                    kind, $"layers.{JsonNode.Parse(BaseOf(kind))!["layers"]!.AsArray().ToList().FindIndex(layer => Text(layer!["type"]) == kind)}");
            return parts;
        }
    }

    [Fact]
    public void The_schema_in_the_repository_is_generated() => AssertApproved(RecipeJson.Schema(), "recipes", "recipe.schema.json");

    [Fact]
    public void The_options_in_the_documentation_are_generated() => AssertApproved(OptionDocs.Of(s_schema), "docs", "recipe-options.md");

    [Fact]
    public void Kinds_of_layers_are_those_of_the_reader()
    {
        IEnumerable<string> references =
            s_schema["properties"]!["layers"]!["items"]!["oneOf"]!.AsArray().Select(item => Text(item!["$ref"])["#/$defs/".Length..]);
        Assert.Equal(LayerOptions.Kinds.Names.Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Keys_are_those_of_the_reader(string part, string place)
    {
        string faults = Faults(BaseOf(part), $"{Key(place, "zzz")}=1");
        string known = faults.Split("zzz: unknown key; known here: ")[1].Split('\n')[0];
        Assert.Equal(known.Split(", ").Order(StringComparer.Ordinal),
            Properties(part).Select(property => property.Key).Order(StringComparer.Ordinal));
        Assert.False(Definition(part)["additionalProperties"]!.GetValue<bool>());
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Values_are_those_the_reader_accepts(string part, string place)
    {
        foreach ((string name, JsonNode? node) in Properties(part))
        {
            JsonObject property = node!.AsObject();
            foreach (string value in Allowed(property))
                Assert.DoesNotMatch($@"\.{Regex.Escape(name)}[:\[]", Faults(BaseOf(part), $"{Key(place, name)}={value}"));
            foreach (string value in Forbidden(property))
                Assert.Matches($@"\.{Regex.Escape(name)}[:\[]", Faults(BaseOf(part), $"{Key(place, name)}={value}"));
            if (!property.ContainsKey("$ref") && !property.ContainsKey("const"))
                Assert.NotEmpty(Text(property["description"]));
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Defaults_are_those_of_the_reader(string part, string place)
    {
        var plain = Recipe.Parse(BaseOf(part), "base");
        foreach ((string name, JsonNode? property) in Properties(part))
        {
            if (property!.AsObject().TryGetPropertyValue("default", out JsonNode? value) && name != "maxLength")
            {
                var said = Recipe.Parse(BaseOf(part), "base", [$"{Key(place, name)}={value?.ToJsonString() ?? "null"}"]);
                Assert.Equal((plain.Split, plain.Training, plain.Text), (said.Split, said.Training, said.Text with { Clean = plain.Text.Clean }));
                Assert.Equal(plain.Layers.Select(layer => layer.ToString()), said.Layers.Select(layer => layer.ToString()));
                Assert.Empty(said.Text.Clean);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Required_keys_are_those_the_reader_misses(string part, string place)
    {
        // A recipe has layers or a model; the base recipe has layers.
        string[] required = [.. Definition(part)["required"]?.AsArray().Select(Text)
            ?? [], .. Definition(part)["anyOf"]?[0]!["required"]!.AsArray().Select(Text) ?? []];
        foreach ((string name, _) in Properties(part))
        {
            JsonObject recipe = JsonNode.Parse(BaseOf(part))!.AsObject();
            JsonNode? parent = recipe;
            foreach (string step in place.Split('.', StringSplitOptions.RemoveEmptyEntries))
                parent = int.TryParse(step, out int position) ? parent![position] : parent?[step];
            parent?.AsObject().Remove(name);
            Assert.Equal(required.Contains(name), Faults(recipe.ToJsonString()).Contains($"{name}: missing", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Built_in_recipes_have_known_keys_alone()
    {
        foreach (string name in Plaudit.Recipes.Recipes.Names)
        {
            JsonObject recipe = JsonNode.Parse(Recipe.Open(name).Json)!.AsObject();
            AssertKeys(name, recipe, "");
            foreach (string part in (string[])["text", "split", "training"])
                AssertKeys(name, recipe[part]?.AsObject() ?? [], part);
            foreach (string part in (string[])["optimizer", "schedule"])
            {
                if (recipe["training"]?[part] is JsonObject choice)
                    AssertKeys(name, choice, Text(choice["type"]));
            }

            foreach (string part in (string[])["earlyStopping", "classWeights", "ema"])
                AssertKeys(name, recipe["training"]?[part]?.AsObject() ?? [], part);
            foreach (JsonNode? layer in recipe["layers"]?.AsArray() ?? [])
                AssertKeys(name, layer!.AsObject(), Text(layer["type"]));
            if (recipe["model"] is { } model)
                AssertKeys(name, recipe["baseline"]?.AsObject() ?? [], Text(model));
        }
    }

    private static void AssertKeys(string recipe, JsonObject json, string part) =>
        Assert.All(json, property => Assert.True(Properties(part).ContainsKey(property.Key), $"{recipe}: {part}.{property.Key}"));

    private static IEnumerable<string> Allowed(JsonObject property)
    {
        if (property.TryGetPropertyValue("const", out JsonNode? constant))
            return [constant!.ToJsonString()];
        if (property["enum"] is JsonArray values)
            return values.Select(value => value?.ToJsonString() ?? "null");
        if (property["items"]?["enum"] is JsonArray items)
            return items.Select(item => $"[{item!.ToJsonString()}]");
        string[] bounds = [.. ((string[])["minimum", "maximum"]).Where(property.ContainsKey).Select(name => property[name]!.ToJsonString())];
        return Types(property).SelectMany(type => type switch
        {
            "null" => ["null"],
            "boolean" => ["true", "false"],
            "string" => ["\"word\""],
            "integer" => bounds.Length > 0 ? bounds : ["-9223372036854775808", "9223372036854775807"],
            "number" => bounds,
            _ => Array.Empty<string>(),
        });
    }

    private static IEnumerable<string> Forbidden(JsonObject property)
    {
        // A recipe's kind of layer decides which keys are known at all, and a whole section is tested on its own.
        if (property.ContainsKey("const") || property.ContainsKey("$ref"))
            yield break;
        string[] types = property.ContainsKey("enum") ? ["string"] : Types(property);
        if (property.ContainsKey("enum"))
            yield return "\"zzz\"";
        if (types.Contains("array"))
            yield return "[3]";
        if (!types.Contains("integer") && !types.Contains("number"))
            yield return "3.5";
        else
            yield return "\"many\"";
        if (types.Contains("integer"))
            yield return "3.5";
        if (property["minimum"] is { } minimum)
            yield return types.Contains("integer")
                ? $"{minimum.GetValue<long>() - 1}"
                : Show(minimum.GetValue<double>() is 0 ? -1e-9 : minimum.GetValue<double>() * 0.999);
        if (property["maximum"] is { } maximum)
            yield return types.Contains("integer") ? $"{maximum.GetValue<long>() + 1}" : Show(maximum.GetValue<double>() * 1.001);
        if (property["exclusiveMaximum"] is { } exclusive)
            yield return exclusive.ToJsonString();
    }

    private static string[] Types(JsonObject property) => property["type"] switch
    {
        JsonArray types => [.. types.Select(Text)],
        { } type => [Text(type)],
        null => [],
    };

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static JsonObject Definition(string part) => part.Length == 0 ? s_schema : s_schema["$defs"]![part]!.AsObject();

    private static JsonObject Properties(string part) => Definition(part)["properties"]!.AsObject();

    private static string Key(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    /// <summary>
    /// The base recipe with a part in it: a kind of layer that it does not have stands in the LSTM's place, before one that makes a vector of it;
    /// a kind of optimiser, schedule or baseline is named.
    /// </summary>
    private static string BaseOf(string part)
    {
        if (LayerOptions.Kinds.Find(part) is not null && !Base.Contains($"\"{part}\"", StringComparison.Ordinal))
        {
            string units = part == "bidirectional" ? ", \"units\": 8" : "";
            string pooling = part is "batch-normalization" or "positions" or "transformer" ? ", { \"type\": \"last\" }" : "";
            // As many features as a transformer layer may have heads.
            string wide = part == "transformer" ? Base.Replace("\"size\": 8", "\"size\": 256", StringComparison.Ordinal) : Base;
            return wide.Replace("{ \"type\": \"lstm\", \"units\": 8 }", $"{{ \"type\": \"{part}\"{units} }}{pooling}", StringComparison.Ordinal);
        }

        if (BaselineOptions.Kinds.Find(part) is not null)
            return $"{{ \"name\": \"test\", \"model\": \"{part}\", \"text\": {{}} }}";
        if (part is "earlyStopping" or "classWeights" or "ema")
            return Base.Replace("{ \"name\"", $"{{ \"training\": {{ \"{part}\": {{}} }}, \"name\"", StringComparison.Ordinal);
        (string place, _) = s_choices.FirstOrDefault(choice => choice.Kinds.Contains(part));
        string decay = part == "exponential" ? ", \"decay\": 0.5" : "";
        return place is null
            ? Base
            : Base.Replace("{ \"name\"", $"{{ \"training\": {{ \"{place.Split('.')[1]}\": {{ \"type\": \"{part}\"{decay} }} }}, \"name\"",
            StringComparison.Ordinal);
    }

    private static string Faults(string recipe, params string[] changes)
    {
        try
        {
            Recipe.Parse(recipe, "base", changes);
            return "";
        }
        catch (PlauditException e)
        {
            return e.Message;
        }
    }

    private static JsonObject ReadSchema() => JsonNode.Parse(RecipeJson.Schema())!.AsObject();

    private static void AssertApproved(string expected, params string[] path)
    {
        string file = Path.Combine([Repository.Folder, .. path]);
        if (Environment.GetEnvironmentVariable("PLAUDIT_APPROVE") == "1")
            File.WriteAllText(file, expected);
        Assert.Equal(expected, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
