using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plaudit.Recipes;

namespace Plaudit.Tests.Recipes;

/// <summary>The keys that a mistyped option of <c>train</c> may mean.</summary>
public class RecipeKeysTests
{
    public static TheoryData<string> BuiltIn => [.. Plaudit.Recipes.Recipes.Names];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Keys_are_those_of_the_file_and_those_it_leaves_out(string name)
    {
        Recipe recipe = Plaudit.Recipes.Recipes.Get(name);
        string[] keys = [.. RecipeJson.Table.Keys(recipe)];
        Assert.Equal(keys.Distinct(), keys);
        Assert.Contains("training.seed", keys);
        if (recipe.Baseline is null)
            Assert.Superset(new HashSet<string> { "training.optimizer.weightDecay", "training.ema.decay", "text.pad", "layers.0.vectors" },
                keys.ToHashSet());
        Assert.Empty(Written(JsonNode.Parse(recipe.Json)!, "").Except(keys));
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Each_can_be_set(string name)
    {
        foreach (string key in RecipeJson.Table.Keys(Plaudit.Recipes.Recipes.Get(name)))
        {
            // Nothing has an object without keys as its value, so the reader names the key and what it expected.
            string message = Assert.Throws<PlauditException>(() => Recipe.Open(name, [$"{key}={{}}"])).Message;
            Assert.Contains($"$.{Regex.Replace(key, @"\.(\d+)", "[$1]")}: expected", message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Written(JsonNode node, string path) => node switch
    {
        JsonObject json => json.SelectMany(pair => Written(pair.Value!, path.Length == 0 ? pair.Key : $"{path}.{pair.Key}")),
        JsonArray array when array.All(item => item is JsonObject) && array.Count > 0 => array.SelectMany((item, i) => Written(item!, $"{path}.{i}")),
        _ => [path],
    };
}
