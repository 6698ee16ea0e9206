using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Plaudit.Layers;
using Plaudit.Recipes;

namespace Plaudit.Tests.Recipes;

/// <summary>The tables of docs/recipe-options.md, made from the schema, which is made from the tables in the code.</summary>
internal static class OptionDocs
{
    public static string Of(JsonObject schema)
    {
        var text = new StringBuilder(
            """
            # Recipe options

            Every key of a recipe: its values, its default and what it means. This page and `recipes/recipe.schema.json` are generated from the option
            tables in the code (`PLAUDIT_APPROVE=1 dotnet test` rewrites both). What a recipe is, and which come with Plaudit, is in
            [recipes.md](recipes.md).

            """);
        JsonObject definitions = schema["$defs"]!.AsObject();
        Section(text, "## Recipe", schema);
        Section(text, "## `text`", definitions["text"]!.AsObject());
        Section(text, "## `split`", definitions["split"]!.AsObject());
        text.Append("\n## `layers`\n");
        Kinds(text, definitions, LayerOptions.Kinds.All);
        Section(text, "## `training`", definitions["training"]!.AsObject());
        foreach (string part in (string[])["earlyStopping", "classWeights", "ema"])
            Section(text, $"### `training.{part}`", definitions[part]!.AsObject());
        text.Append("\n## `training.optimizer`\n");
        Kinds(text, definitions, OptimizerOptions.Kinds.All);
        text.Append("\n## `training.schedule`\n");
        Kinds(text, definitions, ScheduleOptions.Kinds.All);
        text.Append("\n## `baseline`\n");
        Kinds(text, definitions, BaselineOptions.Kinds.All);
        return text.ToString();
    }

    private static void Kinds<T>(StringBuilder text, JsonObject definitions, IEnumerable<OptionKind<T>> kinds)
    {
        foreach (OptionKind<T> kind in kinds)
            Section(text, $"### `{kind.Name}` (in C# `{kind.Record}`)", definitions[kind.Name]!.AsObject());
    }

    private static void Section(StringBuilder text, string title, JsonObject schema)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{title}\n\n{schema["description"]}\n");
        JsonObject definitions = schema.Root["$defs"]!.AsObject();
        (string Name, JsonObject Option)[] rows =
        [
            .. schema["properties"]!.AsObject()
                .Where(property => property.Key != "type")
                .Select(property => (property.Key, property.Value!.AsObject())),
        ];
        if (rows.Length == 0)
            return;
        string[] required = [.. schema["required"]?.AsArray().Select(name => $"{name}") ?? []];
        text.Append("\n| key | values | default | meaning |\n|---|---|---|---|\n");
        foreach ((string name, JsonObject option) in rows)
        {
            string absent = required.Contains(name) ? "required"
                : option.ContainsKey("default") ? $"`{option["default"]?.ToJsonString() ?? "null"}`" : "";
            string meaning = $"{option["description"] ?? definitions[name]?["description"]}";
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {ValuesOf(name, option)} | {absent} | {Escaped(meaning)} |\n");
        }
    }

    private static string ValuesOf(string name, JsonObject option)
    {
        if (option["enum"] is JsonArray names)
            return Listed(names);
        if (option["items"]?["enum"] is JsonArray items)
            return $"a list of {Listed(items)}";
        if (name == "layers")
            return "a list of [layers](#layers)";
        if (option.ContainsKey("$ref") || option.ContainsKey("anyOf"))
            return "an object, see below";
        string[] types = option["type"] is JsonArray several ? [.. several.Select(type => $"{type}")] : [$"{option["type"]}"];
        string orNull = types.Contains("null") ? " or null" : "";
        return types[0] switch
        {
            "boolean" => "true or false",
            "string" => "a text",
            "integer" => $"a whole number{Range(option)}",
            _ => $"a number{Range(option)}",
        } + orNull;
    }

    private static string Range(JsonObject option)
    {
        if (option["minimum"] is not { } minimum)
            return "";
        string from = $" from {minimum}";
        if (option["exclusiveMaximum"] is { } below)
            return $"{from} to below {below}";
        return option["maximum"] is { } maximum && $"{maximum}" != $"{int.MaxValue}" ? $"{from} to {maximum}" : from;
    }

    private static string Escaped(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Listed(JsonArray names) => string.Join(", ", names.Select(name => name is null ? "null" : $"`{name}`"));
}
