namespace Plaudit.Recipes;

/// <summary>How a split holds out reviews for validation.</summary>
public enum SplitKind
{
    /// <summary>The archive's own test half is the validation part; without one, stratified.</summary>
    Official,

    /// <summary>By chance, with each label's share kept (scikit-learn's <c>train_test_split(stratify=...)</c>).</summary>
    Stratified,

    /// <summary>The last rows after a seeded shuffle (Keras's <c>validation_split</c>).</summary>
    Last,

    /// <summary>Grouped by film: no film on both sides. Where films are unknown, stratified.</summary>
    Film,
}

/// <summary>Which reviews are held out from training. Immutable.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Validation">The share held out, in (0, 1). Default 0.2.</param>
/// <param name="Seed">Seed of the choice. Default 42.</param>
/// <param name="DropDuplicates">Whether rows equal in text and label to an earlier one are dropped first.</param>
public sealed record SplitOptions(SplitKind Kind, double Validation, long Seed, bool DropDuplicates)
{
    internal static SplitOptions Read(JsonSection json)
    {
        string[] kinds = [.. Enum.GetNames<SplitKind>().Select(name => name.ToLowerInvariant())];
        string kind = json.Choice("kind", "stratified", kinds);
        var options = new SplitOptions(
            Enum.TryParse(kind, ignoreCase: true, out SplitKind parsed) ? parsed : SplitKind.Stratified,
            json.Number("validation", 0.001, 1, 0.2, exclusive: true),
            json.Long("seed", 42),
            json.Flag("dropDuplicates", false));
        json.RefuseUnknown();
        return options;
    }
}
