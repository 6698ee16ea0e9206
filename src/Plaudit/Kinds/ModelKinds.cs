using Plaudit.Recipes;

namespace Plaudit.Kinds;

/// <summary>The kinds of models.</summary>
internal static class ModelKinds
{
    private static readonly ModelKind[] s_all = [new NetworkKind(), new LexiconKind(), new NgramKind()];

    private static readonly Dictionary<string, ModelKind> s_byName =
        s_all.SelectMany(kind => kind.Names, KeyValuePair.Create<ModelKind, string>)
            .ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The kind of model that a recipe makes.</summary>
    public static ModelKind Of(Recipe recipe) => s_byName[recipe.Kind];
}
