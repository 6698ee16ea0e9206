using System.Text.Json.Nodes;

namespace Plaudit;

/// <summary>An object of options, or null for none.</summary>
internal sealed class SectionOrNull<TPart>(OptionTable<TPart> table) : OptionValue<TPart?>
    where TPart : class
{
    public override TPart? Read(JsonSection json, string name, TPart? fallback, bool required = false) =>
        json.Has(name) ? table.Read(json.Section(name)) : json.IsNull(name) ? null : fallback;

    public override JsonNode? Write(TPart? value, JsonNode? written = null) => value is null ? null : table.Write(value, written as JsonObject);

    public override IEnumerable<string> Keys(string name, TPart? value) => table.Keys(value ?? table.Defaults).Select(key => $"{name}.{key}");

    public override JsonObject Schema(string name, JsonObject definitions)
    {
        JsonObject section = table.Schema(definitions);
        section["type"] = new JsonArray("object", "null");
        definitions[name] = section;
        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }
}
