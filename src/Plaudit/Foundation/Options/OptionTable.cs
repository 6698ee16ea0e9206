using System.Text.Json.Nodes;

namespace Plaudit;

/// <summary>
/// The one place that knows the options of a record: each one's JSON name, values, default and description, and how to get and set it. Reading,
/// writing, checking, the JSON schema and the documentation's tables come from it.
/// </summary>
/// <param name="description">What the record is, in a line.</param>
/// <param name="defaults">A record whose optional values are all defaults.</param>
/// <typeparam name="T">An immutable record.</typeparam>
internal sealed class OptionTable<T>(string description, T defaults)
{
    private readonly List<OptionRow<T>> _options = [];
    private readonly List<Action<T, JsonSection>> _checks = [];
    private OptionTable<T>? _whole;

    /// <summary>What an option is that no document names.</summary>
    public T Defaults => defaults;

    /// <summary>The options, in the order in which they are written.</summary>
    public IReadOnlyList<OptionRow<T>> Options => _options;

    /// <summary>Adds an option.</summary>
    public OptionTable<T> Add<TValue>(
        string name, OptionValue<TValue> value, string description, Func<T, TValue> get, Func<T, TValue, T> set, bool required = false) =>
        Add(new OptionRow<T, TValue>(name, value, description, get, set, required));

    /// <summary>Adds an option of a kind of its own.</summary>
    public OptionTable<T> Add(OptionRow<T> option)
    {
        _options.Add(option);
        return this;
    }

    /// <summary>Adds the options of a nested record; in JSON they are beside the others.</summary>
    public OptionTable<T> Include<TPart>(OptionTable<TPart> part, Func<T, TPart> get, Func<T, TPart, T> set)
    {
        _options.AddRange(part.Options.Select(option => new IncludedRow<T, TPart>(option, get, set)));
        return this;
    }

    /// <summary>Adds an object of options.</summary>
    public OptionTable<T> Section<TPart>(string name, OptionTable<TPart> table, Func<T, TPart> get, Func<T, TPart, T> set) =>
        Section(name, _ => table, get, set);

    /// <summary>Adds an object of options that depend on what the record says before it.</summary>
    public OptionTable<T> Section<TPart>(string name, Func<T, OptionTable<TPart>> table, Func<T, TPart> get, Func<T, TPart, T> set) =>
        Add(new SectionRow<T, TPart>(name, table, get, set));

    /// <summary>Adds a rule on more than one option, which notes its faults in the section.</summary>
    public OptionTable<T> Check(Action<T, JsonSection> check)
    {
        _checks.Add(check);
        return this;
    }

    /// <summary>
    /// The table for a use in which only some options mean anything. The others are refused when read, and written only if set.
    /// </summary>
    public OptionTable<T> Only(T defaults, params string[] names)
    {
        var table = new OptionTable<T>(description, defaults) { _whole = this };
        table._options.AddRange(_options.Where(option => names.Contains(option.Name)));
        return table;
    }

    /// <summary>Reads an object; whatever is wrong with it is noted, unknown keys among it.</summary>
    public T Read(JsonSection json)
    {
        T options = defaults;
        foreach (OptionRow<T> option in _options)
            options = option.Read(json, options);
        json.RefuseUnknown();
        foreach (Action<T, JsonSection> check in _checks)
            check(options, json);
        return options;
    }

    /// <summary>Writes what is not a default.</summary>
    /// <param name="options">The values.</param>
    /// <param name="template">An earlier document, whose keys keep their order and, where they still mean the same, their spelling.</param>
    public JsonObject Write(T options, JsonObject? template = null)
    {
        template ??= [];
        var json = new JsonObject();
        foreach ((string name, JsonNode? written) in template)
        {
            if ((_whole ?? this).Find(name) is not { } option)
                json[name] = written?.DeepClone();
            else if (MeansSomething(option, options))
                option.Write(json, options, defaults, template);
        }

        foreach (OptionRow<T> option in (_whole ?? this)._options)
        {
            if (!template.ContainsKey(option.Name) && MeansSomething(option, options))
                option.Write(json, options, defaults, template);
        }

        return json;
    }

    /// <summary>Whether all options are the same.</summary>
    public bool Same(T one, T other) => (_whole ?? this)._options.TrueForAll(option => option.Same(one, other));

    /// <summary>The keys of all single values, such as <c>epochs</c> and <c>optimizer.rate</c>.</summary>
    public IEnumerable<string> Keys(T options) => _options.SelectMany(option => option.Keys(options));

    /// <summary>Everything that is wrong with a record, as reading it back says it: the option's name and the fault.</summary>
    public IReadOnlyList<string> Faults(T options)
    {
        var faults = new List<string>();
        // By way of a text, so that numbers are read as in a file.
        Read(new JsonSection((JsonObject)JsonNode.Parse(Write(options).ToJsonString())!, "$", faults));
        return [.. faults.Select(fault => fault["$.".Length..])];
    }

    /// <summary>The object as a JSON schema.</summary>
    /// <param name="definitions">The schema's <c>$defs</c>.</param>
    /// <param name="type">The value of the key <c>type</c>, where the object has one.</param>
    /// <param name="typeRequired">Whether that key must be there.</param>
    public JsonObject Schema(JsonObject definitions, string? type = null, bool typeRequired = false)
    {
        var properties = new JsonObject();
        if (type is not null)
            properties["type"] = new JsonObject { ["const"] = type };
        foreach (OptionRow<T> option in _options)
            properties[option.Name] = option.Schema(defaults, definitions);
        var schema = new JsonObject { ["type"] = "object", ["description"] = description, ["additionalProperties"] = false };
        string[] required = [.. typeRequired ? (string[])["type"] : [], .. _options.Where(option => option.Required).Select(option => option.Name)];
        if (required.Length > 0)
            schema["required"] = new JsonArray([.. required]);
        schema["properties"] = properties;
        return schema;
    }

    /// <summary>Whether the use of the table includes the option, or it was set anyway.</summary>
    private bool MeansSomething(OptionRow<T> option, T options) =>
        _whole is null || _options.Contains(option) || !option.Same(options, _whole.Defaults);

    private OptionRow<T>? Find(string name) => _options.Find(option => option.Name == name);
}
