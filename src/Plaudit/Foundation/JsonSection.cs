using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plaudit;

/// <summary>
/// Reads one JSON object of options key by key. Whatever is wrong (an unknown key, a wrong type, a value out of range) is noted with its JSON path,
/// and all faults are reported together.
/// </summary>
internal sealed class JsonSection(JsonObject json, string path, List<string> faults)
{
    private readonly HashSet<string> _known = [];

    /// <summary>The path of this object, such as <c>$.layers[1]</c>.</summary>
    public string Path => path;

    public void Fault(string key, string message) => faults.Add($"{path}.{key}: {message}");

    /// <summary>Whether the key is present and not null.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether the key is there, be it with null.</summary>
    public bool Contains(string key)
    {
        _known.Add(key);
        return json.ContainsKey(key);
    }

    /// <summary>Whether the key is there and says null.</summary>
    public bool IsNull(string key)
    {
        _known.Add(key);
        return json.TryGetPropertyValue(key, out JsonNode? node) && node is null;
    }

    public string Text(string key, string? fallback = null)
    {
        if (Find(key) is not { } node)
            return fallback ?? Missing(key, "a text", "");
        return node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : Wrong(key, node, "a text", "");
    }

    public string Choice(string key, string? fallback, params string[] choices)
    {
        string value = Text(key, fallback);
        if (Find(key)?.GetValueKind() == JsonValueKind.String && !choices.Contains(value))
            Fault(key, $"expected one of {string.Join(", ", choices)}, found \"{value}\"");
        return value;
    }

    public int Integer(string key, int minimum, int maximum, int? fallback = null)
    {
        if (Find(key) is not { } node)
            return fallback ?? Missing(key, $"a whole number from {minimum}", minimum);
        string expected = maximum == int.MaxValue ? $"a whole number from {minimum}" : $"a whole number from {minimum} to {maximum}";
        if (node.GetValueKind() != JsonValueKind.Number || !TryWhole(node, out long value) || value < minimum || value > maximum)
            return Wrong(key, node, expected, fallback ?? minimum);
        return (int)value;
    }

    public long Long(string key, long fallback)
    {
        if (Find(key) is not { } node)
            return fallback;
        return node.GetValueKind() == JsonValueKind.Number && TryWhole(node, out long value) ? value : Wrong(key, node, "a whole number", fallback);
    }

    /// <summary>A number in [minimum, maximum], or below maximum where <paramref name="exclusive"/>.</summary>
    public double Number(string key, double minimum, double maximum, double? fallback = null, bool exclusive = false)
    {
        if (Find(key) is not { } node)
            return fallback ?? Missing(key, "a number", minimum);
        string bound = double.IsInfinity(maximum) ? "" : $" {(exclusive ? "below" : "to")} {Show(maximum)}";
        string expected = $"a number from {Show(minimum)}{bound}";
        double value = node.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : double.NaN;
        return value >= minimum && value <= maximum && !(exclusive && value >= maximum) && double.IsFinite(value)
            ? value
            : Wrong(key, node, expected, fallback ?? minimum);
    }

    public bool Flag(string key, bool fallback)
    {
        if (Find(key) is not { } node)
            return fallback;
        return node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => Wrong(key, node, "true or false", fallback),
        };
    }

    public IReadOnlyList<string> Texts(string key, params string[] choices)
    {
        if (Find(key) is not { } node)
            return [];
        if (node is not JsonArray array || array.Any(item => item?.GetValueKind() != JsonValueKind.String))
            return Wrong<IReadOnlyList<string>>(key, node, "a list of texts", []);
        string[] values = array.Select(item => item!.GetValue<string>()).ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (!choices.Contains(values[i]))
                Fault($"{key}[{i}]", $"expected one of {string.Join(", ", choices)}, found \"{values[i]}\"");
        }

        return values;
    }

    /// <summary>An object under this one; an absent one reads as empty.</summary>
    public JsonSection Section(string key)
    {
        JsonNode? node = Find(key);
        if (node is not null and not JsonObject)
            Wrong(key, node, "an object", 0);
        return new JsonSection(node as JsonObject ?? [], $"{path}.{key}", faults);
    }

    /// <summary>The objects of a list.</summary>
    public IEnumerable<JsonSection> Items(string key)
    {
        if (Find(key) is not { } node)
            yield break;
        if (node is not JsonArray array)
        {
            Wrong(key, node, "a list of objects", 0);
            yield break;
        }

        for (int i = 0; i < array.Count; i++)
        {
            if (array[i] is JsonObject item)
                yield return new JsonSection(item, $"{path}.{key}[{i}]", faults);
            else
                Wrong($"{key}[{i}]", array[i], "an object", 0);
        }
    }

    /// <summary>Reports unknown keys. Call after reading every key.</summary>
    public void RefuseUnknown()
    {
        string known = string.Join(", ", _known);
        foreach ((string key, _) in json)
        {
            if (!_known.Contains(key))
                Fault(key, NearestName.Of(key, _known) is { } name
                    ? $"unknown key; did you mean {name}? Known here: {known}" : $"unknown key; known here: {known}");
        }
    }

    private static bool TryWhole(JsonNode node, out long value) =>
        long.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private JsonNode? Find(string key)
    {
        _known.Add(key);
        return json.TryGetPropertyValue(key, out JsonNode? node) ? node : null;
    }

    private T Missing<T>(string key, string expected, T value)
    {
        Fault(key, $"missing; expected {expected}");
        return value;
    }

    private T Wrong<T>(string key, JsonNode? node, string expected, T value)
    {
        string found = node?.ToJsonString() ?? "null";
        Fault(key, $"expected {expected}, found {(found.Length > 60 ? string.Concat(found.AsSpan(0, 60), "...") : found)}");
        return value;
    }
}
