using System.Text.Json;
using System.Text.Json.Nodes;
using Plaudit.Recipes;

namespace Plaudit.Tuning;

/// <summary>The recipes of the trials: the base recipe with what each trial draws put into it.</summary>
internal sealed class TrialRecipes(Recipe recipe, SearchSpace space, long seed)
{
    // Enough to find an invalid combination before an hour is spent.
    private const int CheckedTrials = 200;

    private readonly Dictionary<int, Recipe> _made = [];

    /// <summary>What a trial draws.</summary>
    public IReadOnlyList<DrawnValue> Values(int trial) => space.Draw(seed, trial);

    /// <summary>A trial's recipe.</summary>
    /// <exception cref="PlauditException">The values do not go together.</exception>
    public Recipe Of(int trial)
    {
        lock (_made)
        {
            if (!_made.TryGetValue(trial, out Recipe? made))
                _made.Add(trial, made = Build(Values(trial), $"trial {trial} of {space.Origin}"));
            return made;
        }
    }

    /// <summary>
    /// Refuses a space that names keys or values that no recipe has, before any data is read: every value alone, and then the first trials as they
    /// will be.
    /// </summary>
    /// <param name="trials">How many trials there will be, or null.</param>
    /// <exception cref="PlauditException">A recipe cannot be made; the message names key and value.</exception>
    public void Check(int? trials)
    {
        DrawnValue[] first = [.. space.Keys.Select(key => key.Examples[0])];
        for (int i = 0; i < first.Length; i++)
        {
            foreach (DrawnValue example in space.Keys[i].Examples)
            {
                DrawnValue[] values = [.. first];
                values[i] = example;
                Build(values, $"{space.Origin}, key \"{space.Keys[i].Name}\" = {example.Text}: {recipe.Name}");
            }
        }

        for (int trial = 0; trial < Math.Min(trials ?? CheckedTrials, CheckedTrials); trial++)
            Of(trial);
    }

    /// <summary>The most epochs that a recipe met by <see cref="Check"/> has; 1 of baselines.</summary>
    public int MaxEpochs { get; private set; } = 1;

    private Recipe Build(IReadOnlyList<DrawnValue> values, string origin)
    {
        var variables = space.Keys.Zip(values).Where(pair => pair.First.IsVariable)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second.Json, StringComparer.Ordinal);
        IEnumerable<string> changes = space.Keys.Zip(values).Where(pair => !pair.First.IsVariable)
            .Select(pair => $"{pair.First.Name}={Filled(pair.Second.Json, variables)?.ToJsonString() ?? "null"}");
        Recipe made;
        try
        {
            made = Recipe.Parse(recipe.Json, origin, changes);
        }
        catch (PlauditException e) when (!e.Message.StartsWith(origin, StringComparison.Ordinal))
        {
            throw new PlauditException($"{origin}: {e.Message}", e);
        }

        if (made.IsNetwork)
            MaxEpochs = Math.Max(MaxEpochs, made.Training.Epochs);
        return made;
    }

    /// <summary>A copy with the variables' values in their places.</summary>
    private static JsonNode? Filled(JsonNode? node, Dictionary<string, JsonNode?> variables) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, Filled(pair.Value, variables)))),
        JsonArray array => new JsonArray([.. array.Select(item => Filled(item, variables))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && variables.TryGetValue(value.GetValue<string>(), out JsonNode? drawn) =>
            drawn?.DeepClone(),
        _ => node?.DeepClone(),
    };
}
