namespace Plaudit.Data;

/// <summary>
/// The reviews of one data set. The order does not depend on the container: in the archive, folder or .tar.gz, negative before positive and
/// then by numeric id; in a file, the file's order.
/// </summary>
public sealed record ReviewSet
{
    /// <summary>
    /// What the set is called: the file's or folder's name, <c>imdb</c> or <c>sample</c>, with the requested half, as in
    /// <c>reviews.tar.gz:test</c>.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The requested half, with the others empty; null for the whole set.</summary>
    public DataHalf? Half { get; init; }

    /// <summary>The labelled reviews to learn from. Files that know no halves are all of it.</summary>
    public IReadOnlyList<Review> Train { get; init; } = [];

    /// <summary>The labelled reviews held back for evaluation; empty if the set has no such half.</summary>
    public IReadOnlyList<Review> Test { get; init; } = [];

    /// <summary>The reviews without a label; empty unless requested.</summary>
    public IReadOnlyList<Review> Unlabelled { get; init; } = [];

    /// <summary>How many rows were left out because they could not be used (see <see cref="BadRow.Skip"/>).</summary>
    public int SkippedRows { get; init; }

    /// <summary>What was wrong with the rows left out: a message each, for the first 20 of them.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Everything labelled, <see cref="Train"/> before <see cref="Test"/>.</summary>
    public IReadOnlyList<Review> Labelled => Train.Count == 0 ? Test : Test.Count == 0 ? Train : [.. Train, .. Test];

    /// <summary>What a model is evaluated on: <see cref="Test"/> if there is one, else everything labelled.</summary>
    public IReadOnlyList<Review> ForEvaluation => Test.Count > 0 ? Test : Train;
}
