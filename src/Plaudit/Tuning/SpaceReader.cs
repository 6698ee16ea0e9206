using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plaudit.Tuning;

/// <summary>Reads the <c>keys</c> of a search space; whatever is wrong is noted with its place.</summary>
internal sealed class SpaceReader
{
    private const string Kinds = "one of choices, uniform, logUniform, integer, logInteger";

    private readonly List<string> _faults;
    private readonly HashSet<string> _variables;
    private readonly HashSet<string> _used = [];

    private SpaceReader(List<string> faults, HashSet<string> variables)
    {
        _faults = faults;
        _variables = variables;
    }

    public static IReadOnlyList<SpaceKey> Read(JsonObject keys, List<string> faults)
    {
        var reader = new SpaceReader(faults, [.. keys.Select(key => key.Key).Where(name => name.StartsWith('$'))]);
        SpaceKey[] found = [.. keys.Select(key => reader.Read(key.Key, key.Value)).OfType<SpaceKey>()];
        foreach (string variable in reader._variables.Except(reader._used))
            reader.Fault(variable, $"this variable is not used in any choice; write \"{variable}\" where its value belongs, or remove it");
        return found;
    }

    private SpaceKey? Read(string name, JsonNode? value)
    {
        string first = name.Split('.')[0];
        if (first is "name" or "description" or "$schema")
            Fault(name, "this key says nothing about training");
        if (first == "split")
            Fault(name,
                $"all trials must be validated on the same reviews: change the recipe's split, as {Setting.OfRecipe("split.validation=0.3")} does");
        if (value is not JsonObject json || json.Count(pair => pair.Key != "step") != 1)
            return Fault(name, $"expected an object with {Kinds}, found {Show(value)}");
        (string kind, JsonNode? domain) = json.First(pair => pair.Key != "step");
        if (json.ContainsKey("step") && kind != "integer")
            Fault(name, "a step belongs to integer alone");
        return kind switch
        {
            "choices" => ReadChoices(name, domain),
            "uniform" or "logUniform" => ReadUniform(name, domain, log: kind == "logUniform"),
            "integer" or "logInteger" => ReadInteger(name, domain, json["step"], log: kind == "logInteger"),
            _ => Fault(name, $"unknown kind {kind}: expected {Kinds}"),
        };
    }

    private SpaceKey.Choice? ReadChoices(string name, JsonNode? domain)
    {
        (string Text, JsonNode? Value)[] choices = domain switch
        {
            JsonArray values => [.. values.Select(value => (Show(value), value))],
            JsonObject named => [.. named.Select(pair => (pair.Key, pair.Value))],
            _ => [],
        };
        if (choices.Length == 0)
        {
            Fault(name, $"expected a list of values, or an object of named values, with at least one, found {Show(domain)}");
            return null;
        }

        if (choices.GroupBy(choice => Show(choice.Value, whole: true)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            Fault(name, $"the value {Show(twice.First().Value)} is there {twice.Count()} times");
        foreach ((_, JsonNode? value) in choices)
            CheckVariables(name, value);
        return new SpaceKey.Choice(name, [.. choices.Select(choice => new DrawnValue(choice.Value, choice.Text, Number(choice.Value)))]);
    }

    private SpaceKey.Uniform? ReadUniform(string name, JsonNode? domain, bool log)
    {
        if (domain is not JsonArray { Count: 2 } range || Number(range[0]) is not { } from || Number(range[1]) is not { } to)
        {
            Fault(name, $"expected two numbers, [from, to], found {Show(domain)}");
            return null;
        }

        CheckRange(name, from, to, log);
        return new SpaceKey.Uniform(name, from, to, log);
    }

    private SpaceKey.Integer? ReadInteger(string name, JsonNode? domain, JsonNode? stepNode, bool log)
    {
        if (domain is not JsonArray { Count: 2 } range || !IsWhole(range[0], out int from) || !IsWhole(range[1], out int to))
        {
            Fault(name, $"expected two whole numbers, [from, to], found {Show(domain)}");
            return null;
        }

        int step = 1;
        if (stepNode is not null && (!IsWhole(stepNode, out step) || step < 1))
            Fault(name, $"expected a whole step from 1, found {Show(stepNode)}");
        CheckRange(name, from, to, log);
        return new SpaceKey.Integer(name, from, to, Math.Max(1, step), log);
    }

    private void CheckRange(string name, double from, double to, bool log)
    {
        if (from >= to)
            Fault(name, string.Create(CultureInfo.InvariantCulture, $"the range from {from} to {to} is empty; expected the smaller end first"));
        else if (log && from <= 0)
            Fault(name, string.Create(CultureInfo.InvariantCulture, $"a logarithmic range lies above 0, found {from}"));
        if (to - from >= int.MaxValue)
            Fault(name, "the range is too wide");
    }

    /// <summary>Notes which variables a choice uses, and those that there are none of.</summary>
    private void CheckVariables(string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject json:
                foreach ((_, JsonNode? inner) in json)
                    CheckVariables(name, inner);
                break;
            case JsonArray array:
                foreach (JsonNode? inner in array)
                    CheckVariables(name, inner);
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String && text.GetValue<string>() is ['$', ..] variable:
                if (!_variables.Contains(variable) || name.StartsWith('$'))
                    Fault(name,
                        $"there is no variable {variable} to put here{(_variables.Count > 0 ? $"; known: {string.Join(", ", _variables)}" : "")}");
                _used.Add(variable);
                break;
            default:
                break;
        }
    }

    private SpaceKey? Fault(string name, string message)
    {
        _faults.Add($"$.keys[\"{name}\"]: {message}");
        return null;
    }

    private static bool IsWhole(JsonNode? node, out int value)
    {
        value = 0;
        return node?.GetValueKind() == JsonValueKind.Number
            && int.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static double? Number(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static string Show(JsonNode? node, bool whole = false)
    {
        string text = node is JsonValue value && value.GetValueKind() == JsonValueKind.String
            && !whole ? value.GetValue<string>() : node?.ToJsonString() ?? "null";
        return whole || text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "...");
    }
}
