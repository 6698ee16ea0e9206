using System.Text.Json.Nodes;

namespace Plaudit.Recipes;

/// <summary>The keys of a recipe as <c>--set</c> names them.</summary>
internal static class RecipeKeys
{
    /// <summary>Every key with a single value, such as <c>training.epochs</c> and <c>layers.1.units</c>.</summary>
    public static IEnumerable<string> Of(Recipe recipe) => Of(JsonNode.Parse(recipe.Json)!, "");

    private static IEnumerable<string> Of(JsonNode node, string path) => node switch
    {
        JsonObject json => json.SelectMany(pair => Child(pair.Value, path, pair.Key)),
        JsonArray array => array.SelectMany((item, i) => Child(item, path, $"{i}")),
        _ => [path],
    };

    private static IEnumerable<string> Child(JsonNode? node, string path, string key)
    {
        string name = path.Length == 0 ? key : $"{path}.{key}";
        return node is null ? [name] : Of(node, name);
    }
}
