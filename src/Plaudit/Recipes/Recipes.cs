using System.Reflection;

namespace Plaudit.Recipes;

#pragma warning disable MA0049 // Users write Recipes.Get("everyday"); code within the namespace Plaudit, which cannot, has Recipe.Open.

/// <summary>The recipes that come with Plaudit.</summary>
public static class Recipes
{
    private const string Prefix = "recipes/";
    private const string Suffix = ".json";

    /// <summary>Their names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    private static Assembly Assembly => typeof(Recipes).Assembly;

    /// <summary>The recipe of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>, such as <c>everyday</c>.</param>
    /// <exception cref="PlauditException">There is none of that name.</exception>
    public static Recipe Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string json = Read(name) ?? throw new PlauditException(NearestName.Message(
            $"there is no recipe {name}", name, Names, $"expected one of {string.Join(", ", Names)}"));
        return Recipe.Parse(json, name);
    }

    /// <summary>Its JSON; null where there is no recipe of that name.</summary>
    internal static string? Read(string name)
    {
        using Stream? resource = Assembly.GetManifestResourceStream($"{Prefix}{name}{Suffix}");
        if (resource is null)
            return null;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
