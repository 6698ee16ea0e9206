using System.Text.Json.Nodes;

namespace Plaudit;

/// <summary>One kind of something, such as of layers: its name in JSON, its record and that record's options.</summary>
/// <typeparam name="TBase">What all kinds are.</typeparam>
internal abstract class OptionKind<TBase>
{
    /// <summary>The word in JSON.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the record in C#.</summary>
    public abstract string Record { get; }

    /// <summary>One with all defaults.</summary>
    public abstract TBase Defaults { get; }

    public abstract bool Holds(TBase value);

    public abstract TBase Read(JsonSection json);

    public abstract JsonObject Write(TBase value, JsonObject? template);

    public abstract IEnumerable<string> Keys(TBase value);

    public abstract JsonObject Schema(JsonObject definitions, bool withType, bool typeRequired);
}

/// <summary>A kind with the record <typeparamref name="T"/>.</summary>
/// <param name="name">The word in JSON.</param>
/// <param name="makeTable">Creates the table of its options on first use: a cold process reads recipes of few kinds.</param>
internal sealed class OptionKind<TBase, T>(string name, Func<OptionTable<T>> makeTable) : OptionKind<TBase>
    where T : TBase
{
    private OptionTable<T>? _table;

    public override string Name => name;

    public override string Record => typeof(T).Name;

    public override TBase Defaults => Table.Defaults;

    /// <summary>Its options, for a record that includes this one.</summary>
    public OptionTable<T> Table => _table ??= makeTable();

    public override bool Holds(TBase value) => value is T;

    public override TBase Read(JsonSection json) => Table.Read(json);

    public override JsonObject Write(TBase value, JsonObject? template) => Table.Write((T)value!, template);

    public override IEnumerable<string> Keys(TBase value) => Table.Keys((T)value!);

    public override JsonObject Schema(JsonObject definitions, bool withType, bool typeRequired) =>
        Table.Schema(definitions, withType ? name : null, typeRequired);
}

/// <summary>Kinds among which the key <c>type</c> of a JSON object chooses.</summary>
/// <param name="byDefault">The kind of an object without that key; null where it must be there.</param>
/// <param name="kinds">The kinds.</param>
internal sealed class OptionKinds<TBase>(string? byDefault, params OptionKind<TBase>[] kinds)
    where TBase : class
{
    private const string Key = "type";

    public IReadOnlyList<OptionKind<TBase>> All => kinds;

    public IEnumerable<string> Names => kinds.Select(kind => kind.Name);

    /// <summary>An object of one of the kinds, as an option's value.</summary>
    public OptionValue<TBase> One => new OneValue(this);

    /// <summary>A list of such objects.</summary>
    public OptionValue<IReadOnlyList<TBase>> List => new ListValue(this);

    public OptionKind<TBase>? Find(string? name) => Array.Find(kinds, kind => kind.Name == name);

    /// <summary>Reads an object; null where its kind is unknown, which is noted.</summary>
    public TBase? Read(JsonSection json) => Find(json.Choice(Key, byDefault, [.. Names]))?.Read(json);

    /// <summary>Writes an object, in the order and spelling of a template of the same kind.</summary>
    private JsonObject? Write(TBase? value, JsonNode? written)
    {
        if (value is null)
            return null;
        OptionKind<TBase> kind = KindOf(value);
        var template = written as JsonObject;
        bool same = template is not null && Find(new JsonSection(template, "", []).Choice(Key, byDefault)) == kind;
        return kind.Write(value, same ? template : new JsonObject { [Key] = kind.Name });
    }

    private OptionKind<TBase> KindOf(TBase value) =>
        Array.Find(kinds, kind => kind.Holds(value)) ?? throw new ArgumentException($"{value} is of no known kind", nameof(value));

    private IEnumerable<string> Keys(string name, TBase value) => KindOf(value).Keys(value).Prepend(Key).Select(key => $"{name}.{key}");

    private JsonArray References(JsonObject definitions)
    {
        foreach (OptionKind<TBase> kind in kinds)
            definitions[kind.Name] = kind.Schema(definitions, withType: true, typeRequired: byDefault is null);
        return new JsonArray([.. kinds.Select(kind => new JsonObject { ["$ref"] = $"#/$defs/{kind.Name}" })]);
    }

    private sealed class OneValue(OptionKinds<TBase> kinds) : OptionValue<TBase>
    {
        public override TBase Read(JsonSection json, string name, TBase fallback, bool required = false) =>
            kinds.Read(json.Section(name)) ?? fallback;

        public override JsonNode? Write(TBase value, JsonNode? written = null) => kinds.Write(value, written);

        public override IEnumerable<string> Keys(string name, TBase value) => kinds.Keys(name, value);

        public override JsonObject Schema(string name, JsonObject definitions) => new() { ["anyOf"] = kinds.References(definitions) };
    }

    private sealed class ListValue(OptionKinds<TBase> kinds) : OptionValue<IReadOnlyList<TBase>>
    {
        public override IReadOnlyList<TBase> Read(JsonSection json, string name, IReadOnlyList<TBase> fallback, bool required = false) =>
            json.Has(name) ? [.. json.Items(name).Select(kinds.Read).OfType<TBase>()] : fallback;

        public override JsonNode Write(IReadOnlyList<TBase> value, JsonNode? written = null)
        {
            var template = written as JsonArray ?? [];
            return new JsonArray([.. value.Select((item, i) => kinds.Write(item, i < template.Count ? template[i] : null))]);
        }

        public override bool Same(IReadOnlyList<TBase> one, IReadOnlyList<TBase> other) => one.SequenceEqual(other);

        public override IEnumerable<string> Keys(string name, IReadOnlyList<TBase> value) =>
            value.SelectMany((item, i) => kinds.Keys($"{name}.{i}", item));

        public override JsonObject Schema(string name, JsonObject definitions) =>
            new() { ["type"] = "array", ["minItems"] = 1, ["items"] = new JsonObject { ["oneOf"] = kinds.References(definitions) } };
    }
}
