using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plaudit.Tuning;

/// <summary>
/// What a tuning leaves open: for keys of a recipe the values they may have, and how these are searched. One JSON document; docs/tuning.md
/// describes it. Immutable. Trial number and seed alone decide what a trial draws.
/// </summary>
public sealed record SearchSpace
{
    private const string Prefix = "spaces/";
    private const string Suffix = ".json";

    private SearchSpace(string origin, string json, SearchOptions search, IReadOnlyList<SpaceKey> keys)
    {
        Origin = origin;
        Json = json;
        Search = search;
        Keys = keys;
    }

    /// <summary>The names of the built-in spaces, in alphabetical order.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = [.. typeof(SearchSpace).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..^Suffix.Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>Where it comes from, for messages.</summary>
    public string Origin { get; }

    /// <summary>The document as it was read.</summary>
    public string Json { get; }

    /// <summary>How it is searched.</summary>
    public SearchOptions Search { get; }

    /// <summary>The names of what is left open, in the document's order.</summary>
    public IReadOnlyList<string> Names => [.. Keys.Select(key => key.Name)];

    internal IReadOnlyList<SpaceKey> Keys { get; }

    /// <summary>Opens a built-in space by its name, such as <c>tuned</c>, or one in a file.</summary>
    /// <exception cref="PlauditException">There is none, or it cannot be used; all faults are listed.</exception>
    public static SearchSpace Open(string nameOrPath)
    {
        using Stream? resource = typeof(SearchSpace).Assembly.GetManifestResourceStream($"{Prefix}{nameOrPath}{Suffix}");
        if (resource is not null)
        {
            using var reader = new StreamReader(resource);
            return Parse(reader.ReadToEnd(), nameOrPath);
        }

        try
        {
            return Parse(WholeFile.ReadText(nameOrPath, WholeFile.LongestJson), nameOrPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException(
                $"cannot read the search space {nameOrPath}: {e.Message} Expected the path of a JSON file or one of {string.Join(", ", BuiltIn)}", e);
        }
    }

    /// <summary>Reads a space.</summary>
    /// <param name="json">The document; comments and trailing commas are allowed.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <exception cref="PlauditException">It is not a search space; all faults are listed.</exception>
    public static SearchSpace Parse(string json, string origin)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(
                json, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (JsonStrings.HalfCharacter(json) is { } half)
                throw new PlauditException($"{origin} is not a search space: {half}");
            return root is JsonObject document
                ? Read(document, json, origin)
                : throw new PlauditException($"{origin} is not a search space: expected a JSON object");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // A key that is there twice is noticed when the object is read.
            throw new PlauditException($"{origin} is not a search space: {(e is JsonException fault ? JsonFault.Describe(fault) : e.Message)}", e);
        }
    }

    /// <summary>What a trial draws: a value for each of <see cref="Keys"/>.</summary>
    internal IReadOnlyList<DrawnValue> Draw(long seed, int trial)
    {
        var random = new SeededRandom(seed, trial);
        var values = new DrawnValue[Keys.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = Keys[i].Draw(ref random);
        return values;
    }

    private static SearchSpace Read(JsonObject document, string json, string origin)
    {
        var faults = new List<string>();
        var section = new JsonSection(document, "$", faults);
        section.Text("$schema", "");
        section.Text("description", "");
        var search = SearchOptions.Read(section.Section("search"));
        section.Section("keys");
        section.RefuseUnknown();
        var keys = new List<SpaceKey>();
        if (document["keys"] is not JsonObject { Count: > 0 } named)
            section.Fault(
                "keys",
                "missing or empty; expected at least one key with its values, such as \"training.optimizer.rate\": { \"logUniform\": [0.0001, "
                + "0.01] }");
        else
            keys.AddRange(SpaceReader.Read(named, faults));
        if (faults.Count > 0)
            throw new PlauditException($"{origin} cannot be used as a search space:\n  {string.Join("\n  ", faults)}");
        return new SearchSpace(origin, json, search, keys);
    }
}
