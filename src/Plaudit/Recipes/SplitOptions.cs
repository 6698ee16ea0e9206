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
public sealed record SplitOptions
{
    /// <summary>The rule. Default stratified.</summary>
    public SplitKind Kind { get; init; } = SplitKind.Stratified;

    /// <summary>The share held out, in [0.001, 1). Default 0.2.</summary>
    public double Validation { get; init; } = 0.2;

    /// <summary>Seed of the choice. Default 42.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Whether rows equal in text and label to an earlier one are dropped first. Default false.</summary>
    public bool DropDuplicates { get; init; }

    internal static OptionTable<SplitOptions> Table { get; } =
        new OptionTable<SplitOptions>("Which reviews are held out for validation.", new SplitOptions())
            .Add(
                "kind",
                Values.Choice("official", "stratified", "last", "film"),
                "official: the data's own test half. stratified: by chance, each label in its share. "
                    + "last: the last rows after a seeded shuffle (Keras's validation_split). film: grouped by film.",
                x => (int)x.Kind,
                (x, v) => x with { Kind = (SplitKind)v })
            .Add(
                "validation",
                Values.Number(0.001, 1, exclusive: true),
                "The share held out.",
                x => x.Validation,
                (x, v) => x with { Validation = v })
            .Add("seed", Values.Seed, "Seed of the choice.", x => x.Seed, (x, v) => x with { Seed = v })
            .Add(
                "dropDuplicates",
                Values.Flag,
                "Whether reviews equal in text and label to an earlier one are dropped first.",
                x => x.DropDuplicates,
                (x, v) => x with { DropDuplicates = v });
}
