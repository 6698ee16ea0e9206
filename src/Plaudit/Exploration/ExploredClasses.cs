namespace Plaudit.Exploration;

/// <summary>The classes in the order they are shown in, with a number each for tables.</summary>
internal static class ExploredClasses
{
    public const int Count = 3;

    /// <summary>Positive, negative, and null for the reviews without a label.</summary>
    public static readonly IReadOnlyList<Label?> All = [Label.Positive, Label.Negative, null];

    /// <summary>The place of a class in <see cref="All"/>.</summary>
    public static int Number(Label? label) => label switch { Label.Positive => 0, Label.Negative => 1, _ => 2 };
}
