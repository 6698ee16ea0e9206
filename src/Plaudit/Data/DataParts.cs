namespace Plaudit.Data;

/// <summary>
/// Data divided in three: reviews to train on, reviews to choose epochs and models on, and reviews for the figures at the end. No text is in two of
/// them.
/// </summary>
internal sealed record DataParts
{
    public required IReadOnlyList<Review> Train { get; init; }

    public required IReadOnlyList<Review> Validation { get; init; }

    public required IReadOnlyList<Review> Test { get; init; }

    /// <summary>What a user should know: reviews left out, a split that could not be made as asked.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Divides a set.</summary>
    /// <param name="set">The data. If it has a test half, that is the test part.</param>
    /// <param name="film">Whether the reviews of a film stay together.</param>
    /// <param name="validation">Share of the reviews to validate on, in [0, 1).</param>
    /// <param name="test">Share to test on, in [0, 1); together with <paramref name="validation"/> less than 1.</param>
    /// <param name="seed">Picks the reviews.</param>
    /// <param name="identity">What tells texts apart: reviews of one identity count as one.</param>
    /// <exception cref="PlauditException">There are too few reviews, or the shares leave none to train on.</exception>
    public static DataParts Of(ReviewSet set, bool film, double validation, double test, long seed, Func<string, uint> identity)
    {
        bool ownTest = set.Half is null && set.Test.Count > 0;
        if (validation + (ownTest ? 0 : test) >= 1)
            throw new PlauditException(
                $"a validation share of {validation} and a test share of {test} leave nothing to train on: expected less than 1 together");
        var notes = new List<string>();
        var seen = new HashSet<uint>();
        // Test reviews first: what is in both halves stays there.
        IReadOnlyList<Review> held = ownTest ? Once(set.Test, seen, identity) : [];
        IReadOnlyList<Review> rest = Once(ownTest ? set.Train : set.ForEvaluation, seen, identity);
        int repeated = set.Labelled.Count - rest.Count - held.Count;
        if (repeated > 0)
            notes.Add(
                $"left out {repeated:N0} {(repeated == 1 ? "review" : "reviews")} whose text is there already: it would be both trained and tested "
                + "on");
        if (rest.Count == 0)
            throw new PlauditException($"{set.Name} has no labelled reviews to divide");
        if (film && rest.Any(review => review.Film is null))
        {
            film = false;
            notes.Add("the films of these reviews are unknown: they are divided by chance, with each label's share kept");
        }

        if (ownTest)
            notes.Add($"the test half of {set.Name} is the test part");
        else
            (rest, held) = Hold(rest, film, test, seed);
        (IReadOnlyList<Review> train, IReadOnlyList<Review> valid) = Hold(rest, film, ownTest ? validation : validation / (1 - test), seed);
        return new DataParts { Train = train, Validation = valid, Test = held, Notes = notes };
    }

    private static List<Review> Once(IReadOnlyList<Review> reviews, HashSet<uint> seen, Func<string, uint> identity) =>
        [.. reviews.Where(review => seen.Add(identity(review.Text)))];

    private static (IReadOnlyList<Review> Kept, IReadOnlyList<Review> Held) Hold(IReadOnlyList<Review> reviews, bool film, double share, long seed)
    {
        if (share <= 0)
            return (reviews, []);
        Label[] labels = [.. reviews.Select(review => review.Label!.Value)];
        Split split = film ? Splits.ByFilm([.. reviews.Select(review => review.Film)], labels, share, seed) : Splits.Stratified(labels, share, seed);
        return ([.. split.Train.Select(row => reviews[row])], [.. split.Validation.Select(row => reviews[row])]);
    }
}
