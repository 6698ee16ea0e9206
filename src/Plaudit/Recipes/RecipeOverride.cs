using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plaudit.Recipes;

/// <summary>Changes one key of a recipe: <c>training.epochs=3</c>, <c>layers.1.units=64</c>, <c>text.pad=null</c>.</summary>
internal static class RecipeOverride
{
    public static void Apply(JsonObject recipe, string change)
    {
        int equals = change.IndexOf('=');
        if (equals <= 0)
            throw new PlauditException($"{Setting.OfRecipe(change)}: expected KEY=VALUE, such as training.epochs=3");
        string[] path = change[..equals].Split('.');
        JsonNode? value = ParseValue(change[(equals + 1)..]);
        JsonNode parent = recipe;
        for (int i = 0; i < path.Length - 1; i++)
            parent = Child(parent, path, i, change);
        string last = path[^1];
        if (parent is JsonArray array)
            array[Position(array, path, path.Length - 1, change)] = value;
        else
            ((JsonObject)parent)[last] = value;
    }

    /// <summary>A JSON value where it is one; any other text means itself.</summary>
    private static JsonNode? ParseValue(string text)
    {
        try
        {
            JsonNode? value = JsonNode.Parse(text);
            return JsonStrings.HalfCharacter(text) is null
                ? value
                : throw new PlauditException($"{text} holds half of a character, such as \\ud800 without its other half");
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonNode Child(JsonNode parent, string[] path, int index, string change)
    {
        JsonNode? child;
        if (parent is JsonArray array)
        {
            child = array[Position(array, path, index, change)];
        }
        else
        {
            var json = (JsonObject)parent;
            child = json[path[index]];
            if (child is null)
                json[path[index]] = child = new JsonObject();
        }

        if (child is JsonObject or JsonArray)
            return child;
        throw new PlauditException(
            $"{Setting.OfRecipe(change)}: {string.Join('.', path[..(index + 1)])} is a single value and has no {path[index + 1]}");
    }

    private static int Position(JsonArray array, string[] path, int index, string change)
    {
        if (int.TryParse(path[index], NumberStyles.None, CultureInfo.InvariantCulture, out int position) && position < array.Count)
            return position;
        string list = string.Join('.', path[..index]);
        throw new PlauditException(
            $"{Setting.OfRecipe(change)}: {list} is a list of {array.Count}; expected a position from 0 to {array.Count - 1}, found {path[index]}");
    }
}
