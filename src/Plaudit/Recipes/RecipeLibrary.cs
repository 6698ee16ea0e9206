using System.Reflection;

namespace Plaudit.Recipes;

/// <summary>The recipes that come with Plaudit, and those in files.</summary>
public static class RecipeLibrary
{
    private const string Prefix = "recipes/";
    private const string Suffix = ".json";

    /// <summary>The names of the built-in recipes, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal)];

    private static Assembly Assembly => typeof(RecipeLibrary).Assembly;

    /// <summary>Opens a built-in recipe by its name, or one in a file.</summary>
    /// <param name="nameOrPath">A name from <see cref="Names"/>, or the path of a JSON file.</param>
    /// <param name="overrides">Changes such as <c>training.epochs=3</c>.</param>
    /// <exception cref="PlauditException">There is no such recipe, or it cannot be used.</exception>
    public static Recipe Open(string nameOrPath, IEnumerable<string>? overrides = null)
    {
        using Stream? resource = Assembly.GetManifestResourceStream($"{Prefix}{nameOrPath}{Suffix}");
        if (resource is not null)
        {
            using var reader = new StreamReader(resource);
            return Recipe.Parse(reader.ReadToEnd(), nameOrPath, overrides);
        }

        if (!File.Exists(nameOrPath))
            throw new PlauditException(NearestName.Message($"there is no recipe {nameOrPath}", nameOrPath, Names, $"expected the path of a JSON file or one of {string.Join(", ", Names)}"));
        try
        {
            return Recipe.Parse(WholeFile.ReadText(nameOrPath, WholeFile.LongestJson), nameOrPath, overrides);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read the recipe {nameOrPath}: {e.Message}", e);
        }
    }
}
