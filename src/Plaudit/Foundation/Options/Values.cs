using System.Text.Json.Nodes;

namespace Plaudit;

/// <summary>The values that options have.</summary>
internal static class Values
{
    /// <summary>Any whole number of 64 bits.</summary>
    public static OptionValue<long> Seed { get; } = new SeedValue();

    public static OptionValue<bool> Flag { get; } = new FlagValue();

    public static OptionValue<string> Text { get; } = new TextValue();

    public static OptionValue<string?> TextOrNull { get; } = new TextOrNullValue();

    public static OptionValue<int> Whole(int minimum, int maximum = int.MaxValue) => new WholeValue(minimum, maximum);

    /// <summary>A number from the minimum to the maximum, or below it where <paramref name="exclusive"/>.</summary>
    public static OptionValue<double> Number(double minimum, double maximum = double.PositiveInfinity, bool exclusive = false) =>
        new NumberValue(minimum, maximum, exclusive);

    /// <summary>One of some names, as its position among them: a value of an enum that lists them in this order.</summary>
    public static OptionValue<int> Choice(params string[] names) => new ChoiceValue(names);

    /// <summary>One of some names, as the name itself.</summary>
    public static OptionValue<string> Name(IReadOnlyList<string> names) => new NameValue([.. names]);

    /// <summary>A list of names, in an order that means something.</summary>
    public static OptionValue<IReadOnlyList<string>> NameList(IEnumerable<string> names) => new NamesValue([.. names]);

    public static OptionValue<TValue?> OrNull<TValue>(this OptionValue<TValue> value)
        where TValue : struct => new OrNullValue<TValue>(value);

    private sealed class SeedValue : OptionValue<long>
    {
        public override long Read(JsonSection json, string name, long fallback, bool required = false) => json.Long(name, fallback);

        public override JsonNode Write(long value, JsonNode? written = null) => JsonValue.Create(value);

        public override JsonObject Schema(string name, JsonObject definitions) => new() { ["type"] = "integer" };
    }

    private sealed class FlagValue : OptionValue<bool>
    {
        public override bool Read(JsonSection json, string name, bool fallback, bool required = false) => json.Flag(name, fallback);

        public override JsonNode Write(bool value, JsonNode? written = null) => JsonValue.Create(value);

        public override JsonObject Schema(string name, JsonObject definitions) => new() { ["type"] = "boolean" };
    }

    private sealed class TextValue : OptionValue<string>
    {
        public override string Read(JsonSection json, string name, string fallback, bool required = false) =>
            json.Text(name, required ? null : fallback);

        public override JsonNode Write(string value, JsonNode? written = null) => JsonValue.Create(value ?? "");

        public override JsonObject Schema(string name, JsonObject definitions) => new() { ["type"] = "string" };
    }

    private sealed class TextOrNullValue : OptionValue<string?>
    {
        public override string? Read(JsonSection json, string name, string? fallback, bool required = false) =>
            json.Has(name) ? json.Text(name) : json.IsNull(name) ? null : fallback;

        public override JsonNode? Write(string? value, JsonNode? written = null) => JsonValue.Create(value);

        public override JsonObject Schema(string name, JsonObject definitions) => new() { ["type"] = new JsonArray("string", "null") };
    }

    private sealed class WholeValue(int minimum, int maximum) : OptionValue<int>
    {
        public override int Read(JsonSection json, string name, int fallback, bool required = false) =>
            json.Integer(name, minimum, maximum, required ? null : fallback);

        public override JsonNode Write(int value, JsonNode? written = null) => JsonValue.Create(value);

        public override JsonObject Schema(string name, JsonObject definitions) =>
            new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum };
    }

    private sealed class NumberValue(double minimum, double maximum, bool exclusive) : OptionValue<double>
    {
        public override double Read(JsonSection json, string name, double fallback, bool required = false) =>
            json.Number(name, minimum, maximum, required ? null : fallback, exclusive);

        public override JsonNode Write(double value, JsonNode? written = null) =>
            double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create($"{value}");

        public override JsonObject Schema(string name, JsonObject definitions)
        {
            var schema = new JsonObject { ["type"] = "number", ["minimum"] = minimum };
            if (double.IsFinite(maximum))
                schema[exclusive ? "exclusiveMaximum" : "maximum"] = maximum;
            return schema;
        }
    }

    private sealed class ChoiceValue(string[] names) : OptionValue<int>
    {
        public override int Read(JsonSection json, string name, int fallback, bool required = false)
        {
            int place = Array.IndexOf(names, json.Choice(name, required ? null : "", names));
            return place < 0 ? fallback : place;
        }

        public override JsonNode Write(int value, JsonNode? written = null) =>
            JsonValue.Create((uint)value < (uint)names.Length ? names[value] : $"{value}");

        public override JsonObject Schema(string name, JsonObject definitions) => new() { ["enum"] = new JsonArray([.. names]) };
    }

    private sealed class NameValue(string[] names) : OptionValue<string>
    {
        public override string Read(JsonSection json, string name, string fallback, bool required = false) =>
            json.Choice(name, required ? null : fallback, names);

        public override JsonNode Write(string value, JsonNode? written = null) => JsonValue.Create(value ?? "");

        public override JsonObject Schema(string name, JsonObject definitions) => new() { ["enum"] = new JsonArray([.. names]) };
    }

    private sealed class NamesValue(string[] names) : OptionValue<IReadOnlyList<string>>
    {
        public override IReadOnlyList<string> Read(JsonSection json, string name, IReadOnlyList<string> fallback, bool required = false) =>
            json.Has(name) ? json.Texts(name, names) : fallback;

        public override JsonNode Write(IReadOnlyList<string> value, JsonNode? written = null) =>
            value is null ? JsonValue.Create("null") : new JsonArray([.. value]);

        public override bool Same(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
            ReferenceEquals(one, other) || (one is not null && other is not null && one.SequenceEqual(other));

        public override JsonObject Schema(string name, JsonObject definitions) =>
            new() { ["type"] = "array", ["items"] = new JsonObject { ["enum"] = new JsonArray([.. names]) } };
    }

    private sealed class OrNullValue<TValue>(OptionValue<TValue> value) : OptionValue<TValue?>
        where TValue : struct
    {
        public override TValue? Read(JsonSection json, string name, TValue? fallback, bool required = false)
        {
            if (json.IsNull(name))
                return null;
            return json.Has(name) ? value.Read(json, name, fallback.GetValueOrDefault(), required: fallback is null) : fallback;
        }

        public override JsonNode? Write(TValue? maybe, JsonNode? written = null) => maybe is { } there ? value.Write(there) : null;

        public override JsonObject Schema(string name, JsonObject definitions)
        {
            JsonObject schema = value.Schema(name, definitions);
            if (schema["enum"] is JsonArray names)
                names.Add(null);
            else
                schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
            return schema;
        }
    }
}
