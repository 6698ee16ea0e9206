namespace Plaudit.Data;

/// <content>Splits that keep the reviews of a film together, since they share names and words that give their label away.</content>
public static partial class Splits
{
    /// <summary>
    /// Holds back about <paramref name="fraction"/> of the rows, with the classes about in their proportion, and no film on both sides.
    /// Films are taken in random order as long as they fit; at the end those that bring the numbers nearest.
    /// </summary>
    /// <param name="films">The film of each row; a row without one is a film of its own.</param>
    /// <param name="labels">The label of each row.</param>
    /// <param name="fraction">The share of rows to hold back, in (0, 1).</param>
    /// <param name="seed">Picks the films.</param>
    /// <exception cref="PlauditException">There are fewer than two films.</exception>
    public static Split ByFilm(IReadOnlyList<string?> films, IReadOnlyList<Label> labels, double fraction, long seed)
    {
        RequireFraction(fraction);
        List<FilmGroup> groups = Groups(films, labels, seed);
        RequireFilms(groups, 2);
        double[] missing = [.. Counts(labels).Select(count => count * fraction)];
        bool[] validation = new bool[labels.Count];
        var left = new List<FilmGroup>();
        foreach (FilmGroup group in groups)
        {
            if (group.Negative <= missing[0] && group.Positive <= missing[1])
                Take(group);
            else
                left.Add(group);
        }

        bool any = left.Count < groups.Count;
        while (left.Count > 1 && left.MinBy(Distance) is { } nearest && (Distance(nearest) < Square(missing[0]) + Square(missing[1]) || !any))
        {
            Take(nearest);
            left.Remove(nearest);
            any = true;
        }

        return Split.Of(validation);

        double Distance(FilmGroup group) => Square(missing[0] - group.Negative) + Square(missing[1] - group.Positive);

        void Take(FilmGroup group)
        {
            missing[0] -= group.Negative;
            missing[1] -= group.Positive;
            foreach (int row in group.Rows)
                validation[row] = true;
        }
    }

    /// <summary>
    /// Splits for cross-validation: each row is held back in exactly one of them, all rows of a film in the same, and the folds are about equal in
    /// size and in classes (the largest films are dealt first, each to the fold that needs it most).
    /// </summary>
    /// <param name="films">The film of each row; a row without one is a film of its own.</param>
    /// <param name="labels">The label of each row.</param>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <param name="seed">Deals films of one size differently.</param>
    /// <exception cref="PlauditException">There are fewer films than folds.</exception>
    public static IReadOnlyList<Split> FilmFolds(IReadOnlyList<string?> films, IReadOnlyList<Label> labels, int folds, long seed)
    {
        if (folds < 2)
            throw new PlauditException($"cross-validation with {folds} folds is not possible: expected at least 2.");
        List<FilmGroup> groups = Groups(films, labels, seed);
        RequireFilms(groups, folds);
        int[] totals = Counts(labels);
        var held = new (double Negative, double Positive)[folds];
        bool[][] validation = [.. Enumerable.Range(0, folds).Select(_ => new bool[labels.Count])];
        foreach (FilmGroup group in groups.OrderByDescending(group => group.Rows.Count))
        {
            // The rise of the sum of squared class shares: least where the fold lacks just these classes.
            int fold = Enumerable.Range(0, folds)
                .MinBy(f => Rise(held[f].Negative, group.Negative, totals[0]) + Rise(held[f].Positive, group.Positive, totals[1]));
            held[fold] = (held[fold].Negative + group.Negative, held[fold].Positive + group.Positive);
            foreach (int row in group.Rows)
                validation[fold][row] = true;
        }

        return [.. validation.Select(marks => Split.Of(marks))];

        static double Rise(double have, int more, int total) => total == 0 ? 0 : (Square(have + more) - Square(have)) / Square(total);
    }

    private static double Square(double x) => x * x;

    /// <summary>The films in random order.</summary>
    private static List<FilmGroup> Groups(IReadOnlyList<string?> films, IReadOnlyList<Label> labels, long seed)
    {
        if (films.Count != labels.Count)
            throw new ArgumentException($"{films.Count} films for {labels.Count} labels: expected one each.", nameof(films));
        var byName = new Dictionary<string, FilmGroup>(StringComparer.Ordinal);
        var groups = new List<FilmGroup>();
        for (int row = 0; row < films.Count; row++)
        {
            FilmGroup? group = null;
            if (films[row] is not { } film || !byName.TryGetValue(film, out group))
            {
                group = new FilmGroup();
                groups.Add(group);
                if (films[row] is { } name)
                    byName.Add(name, group);
            }

            group.Rows.Add(row);
            group.Positive += (int)labels[row];
        }

        FilmGroup[] shuffled = [.. groups];
        new SeededRandom(seed).Shuffle(shuffled.AsSpan());
        return [.. shuffled];
    }

    private static void RequireFilms(List<FilmGroup> groups, int needed)
    {
        if (groups.Count < needed)
            throw new PlauditException($"a split by film needs at least {needed} films: found {groups.Count}. Use another kind of split.");
    }

    /// <summary>The rows of one film.</summary>
    private sealed class FilmGroup
    {
        public List<int> Rows { get; } = [];

        public int Positive { get; set; }

        public int Negative => Rows.Count - Positive;
    }
}
