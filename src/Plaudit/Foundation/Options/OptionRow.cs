using System.Text.Json.Nodes;

namespace Plaudit;

/// <summary>One row of an <see cref="OptionTable{T}"/>: all that is known of one option.</summary>
/// <typeparam name="T">The immutable record that holds it.</typeparam>
internal abstract class OptionRow<T>
{
    /// <summary>Its key in JSON.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the key must be there.</summary>
    public virtual bool Required => false;

    /// <summary>Reads the key into a copy of the options; they define the value of an absent key.</summary>
    public abstract T Read(JsonSection json, T options);

    /// <summary>Writes the key, unless it has its default and the template lacks it.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="options">The values.</param>
    /// <param name="defaults">What need not be written.</param>
    /// <param name="template">An earlier document, whose spelling is kept where the key means the same.</param>
    public abstract void Write(JsonObject json, T options, T defaults, JsonObject template);

    /// <summary>Whether two records have the same value here.</summary>
    public abstract bool Same(T one, T other);

    /// <summary>The keys of its single values, as <c>--set</c> names them: one, or those of a section.</summary>
    public abstract IEnumerable<string> Keys(T options);

    /// <summary>Type, range, default and description as a JSON schema.</summary>
    public abstract JsonObject Schema(T defaults, JsonObject definitions);
}

/// <summary>An option with a value of its own.</summary>
internal sealed class OptionRow<T, TValue>(
    string name, OptionValue<TValue> value, string description, Func<T, TValue> get, Func<T, TValue, T> set, bool required) : OptionRow<T>
{
    public override string Name => name;

    public override bool Required => required;

    public override T Read(JsonSection json, T options) =>
        required || json.Contains(name) ? set(options, value.Read(json, name, get(options), required)) : options;

    public override void Write(JsonObject json, T options, T defaults, JsonObject template)
    {
        TValue current = get(options);
        bool there = template.TryGetPropertyValue(name, out JsonNode? written);
        if (there && value.Same(current, value.Read(new JsonSection(template, "", []), name, get(defaults))))
            json[name] = written?.DeepClone();
        else if (required || !value.Same(current, get(defaults)))
            json[name] = value.Write(current, written);
    }

    public override bool Same(T one, T other) => value.Same(get(one), get(other));

    public override IEnumerable<string> Keys(T options) => value.Keys(name, get(options));

    public override JsonObject Schema(T defaults, JsonObject definitions)
    {
        JsonObject schema = value.Schema(name, definitions);
        if (!required && !schema.ContainsKey("$ref") && !schema.ContainsKey("anyOf") && schema["items"]?["oneOf"] is null)
            schema["default"] = value.Write(get(defaults));
        schema["description"] = description;
        return schema;
    }
}

/// <summary>An option of a nested record whose key is beside the others in JSON.</summary>
internal sealed class IncludedRow<T, TPart>(OptionRow<TPart> option, Func<T, TPart> get, Func<T, TPart, T> set) : OptionRow<T>
{
    public override string Name => option.Name;

    public override bool Required => option.Required;

    public override T Read(JsonSection json, T options) =>
        Required || json.Contains(Name) ? set(options, option.Read(json, get(options))) : options;

    public override void Write(JsonObject json, T options, T defaults, JsonObject template) =>
        option.Write(json, get(options), get(defaults), template);

    public override bool Same(T one, T other) => option.Same(get(one), get(other));

    public override IEnumerable<string> Keys(T options) => option.Keys(get(options));

    public override JsonObject Schema(T defaults, JsonObject definitions) => option.Schema(get(defaults), definitions);
}

/// <summary>An object of options under a key; an absent one has all its defaults.</summary>
internal sealed class SectionRow<T, TPart>(string name, Func<T, OptionTable<TPart>> table, Func<T, TPart> get, Func<T, TPart, T> set) : OptionRow<T>
{
    public override string Name => name;

    public override T Read(JsonSection json, T options) => json.Contains(name) ? set(options, table(options).Read(json.Section(name))) : options;

    public override void Write(JsonObject json, T options, T defaults, JsonObject template)
    {
        bool there = template.TryGetPropertyValue(name, out JsonNode? written);
        JsonObject section = table(options).Write(get(options), written as JsonObject);
        if (section.Count > 0 || written is JsonObject { Count: 0 })
            json[name] = section;
        else if (there && written is null)
            json[name] = null;
    }

    public override bool Same(T one, T other) => table(one).Same(get(one), get(other));

    public override IEnumerable<string> Keys(T options) => table(options).Keys(get(options)).Select(key => $"{name}.{key}");

    public override JsonObject Schema(T defaults, JsonObject definitions)
    {
        definitions[name] = table(defaults).Schema(definitions);
        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }
}
