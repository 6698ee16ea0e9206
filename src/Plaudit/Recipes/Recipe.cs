using Plaudit.Layers;
using Plaudit.Text;

namespace Plaudit.Recipes;

/// <summary>
/// Everything that decides what is trained and how: text, split, training, and the layers of a network or a baseline. Immutable. It is written in
/// C# or read from JSON; what it does not say has the defaults documented on the option records.
/// </summary>
/// <param name="Name">Its name, such as <c>notebook-baseline</c>; it can be part of a folder's, so it has no slashes or colons.</param>
public sealed record Recipe(string Name)
{
    internal const string Network = "network";

    /// <summary>What it is and what it teaches.</summary>
    public string Description { get; init; } = "";

    /// <summary>How a review becomes ids. A baseline reads reviews whole, and by default all their words.</summary>
    public TextOptions Text
    {
        get => field ?? RecipeJson.TextTable(Baseline).Defaults;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Which reviews are held out.</summary>
    public SplitOptions Split { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>The network from the token ids up: an embedding first, a dense layer of one unit last. Empty for a baseline.</summary>
    public IReadOnlyList<LayerOptions> Layers { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];

    /// <summary>How a network is trained; of a baseline, the seed alone means something.</summary>
    public TrainingOptions Training { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>The baseline and its options; null for a network.</summary>
    public BaselineOptions? Baseline { get; init; }

    /// <summary>The kind of model: <c>network</c>, or that of a baseline, such as <c>naive-bayes</c>.</summary>
    public string Kind => Baseline?.Kind.Name ?? Network;

    /// <summary>
    /// The recipe as JSON, indented, without what is a default. A recipe that was read has the keys it was read with, in their order; where a value
    /// is still the same it is spelled as it was.
    /// </summary>
    public string Json => RecipeJson.Write(this, Document);

    /// <summary>Whether the model is a network, which alone has layers and learns in epochs.</summary>
    internal bool IsNetwork => Baseline is null;

    /// <summary>The JSON that it was read from.</summary>
    private string? Document { get; init; }

    /// <summary>Reads a recipe.</summary>
    /// <param name="json">The JSON text; comments and trailing commas are allowed.</param>
    /// <param name="origin">Where it comes from, for messages: a file or a name.</param>
    /// <param name="overrides">Changes such as <c>training.epochs=3</c> or <c>layers.1.units=64</c>, applied in order.</param>
    /// <exception cref="PlauditException">Not JSON, or not a recipe; all faults are listed, each with its JSON path.</exception>
    public static Recipe Parse(string json, string origin, IEnumerable<string>? overrides = null)
    {
        (Recipe recipe, string document) = RecipeJson.Parse(json, origin, overrides ?? []);
        return recipe with { Document = document };
    }

    /// <summary>Reads the recipe of a model file, whose layers are stacked, and so checked, when the model is made.</summary>
    internal static Recipe ParseOfModel(string json, string origin)
    {
        (Recipe recipe, string document) = RecipeJson.Parse(json, origin, [], checksStack: false);
        return recipe with { Document = document };
    }

    /// <summary>Opens a recipe that comes with Plaudit, or one in a file.</summary>
    /// <param name="nameOrPath">One of <see cref="Recipes.Names"/>, or the path of a JSON file.</param>
    /// <param name="overrides">Changes such as <c>training.epochs=3</c>, applied in order.</param>
    /// <exception cref="PlauditException">There is no such recipe, or it cannot be used.</exception>
    public static Recipe Open(string nameOrPath, IEnumerable<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (Recipes.Read(nameOrPath) is { } builtIn)
            return Parse(builtIn, nameOrPath, overrides);
        if (!File.Exists(nameOrPath))
        {
            throw new PlauditException(NearestName.Message(
                $"there is no recipe {nameOrPath}", nameOrPath, Recipes.Names,
                $"expected the path of a JSON file or one of {string.Join(", ", Recipes.Names)}"));
        }

        try
        {
            return Parse(WholeFile.ReadText(nameOrPath, WholeFile.LongestJson), nameOrPath, overrides);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read the recipe {nameOrPath}: {e.Message}", e);
        }
    }

    /// <summary>Checks a recipe that was written in C#, as reading checks JSON. Training does so, too.</summary>
    /// <exception cref="PlauditException">It cannot be used; all faults are listed, each with its JSON path.</exception>
    public void Validate() => RecipeJson.Parse(Json, $"the recipe {Name}", []);

    /// <summary>Whether two recipes say the same, however their JSON spells it.</summary>
    public bool Equals(Recipe? other) => other is not null && RecipeJson.Table.Same(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Layers.Count, Training);
}
