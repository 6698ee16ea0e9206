namespace Plaudit.Data;

/// <summary>Ways to hold rows back for validation. The same rows and seed give the same split.</summary>
public static partial class Splits
{
    /// <summary>
    /// Holds back ceil(<paramref name="fraction"/> n) rows with the classes in their proportion: scikit-learn's
    /// <c>train_test_split(stratify=...)</c>. Of the rows to learn from, a class gets the floor of its share, and what is left over
    /// goes to the largest remainders (equal ones by the seed). Which rows of a class are held back is random.
    /// </summary>
    /// <param name="labels">The label of each row.</param>
    /// <param name="fraction">The share of rows to hold back, in (0, 1).</param>
    /// <param name="seed">Picks the rows.</param>
    /// <exception cref="PlauditException">A class has one row only, or a side would get fewer rows than there are classes.</exception>
    public static Split Stratified(IReadOnlyList<Label> labels, double fraction, long seed)
    {
        RequireFraction(fraction);
        int[] counts = Counts(labels);
        int[] held = StratifiedCounts(counts, fraction, seed);
        bool[] validation = new bool[labels.Count];
        for (int c = 0; c < counts.Length; c++)
        {
            int[] rows = [.. Enumerable.Range(0, labels.Count).Where(row => (int)labels[row] == c)];
            new SeededRandom(seed, c).Shuffle(rows.AsSpan());
            foreach (int row in rows.AsSpan(0, held[c]))
                validation[row] = true;
        }

        return Split.Of(validation);
    }

    /// <summary>
    /// Shuffles the rows and holds back the last ones, cut at floor(n (1 - <paramref name="fraction"/>)): Keras's <c>validation_split</c>, with the
    /// shuffle that Keras leaves to its user.
    /// </summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="fraction">The share of rows to hold back, in (0, 1).</param>
    /// <param name="seed">Picks the order.</param>
    /// <exception cref="PlauditException">One of the sides would be empty.</exception>
    public static Split Last(int count, double fraction, long seed)
    {
        RequireFraction(fraction);
        int cut = (int)Math.Floor(count * (1.0 - fraction));
        if (cut == 0 || cut == count)
            throw new PlauditException(
                $"{count} rows cannot be split with a validation share of {fraction}: one side would be empty. Use more rows or another share.");
        int[] rows = [.. Enumerable.Range(0, count)];
        new SeededRandom(seed).Shuffle(rows.AsSpan());
        bool[] validation = new bool[count];
        foreach (int row in rows.AsSpan(cut))
            validation[row] = true;
        return Split.Of(validation);
    }

    /// <summary>How many rows of each class are held back (see <see cref="Stratified"/>).</summary>
    internal static int[] StratifiedCounts(int[] counts, double fraction, long seed)
    {
        int total = counts.Sum();
        int classes = counts.Count(count => count > 0);
        int held = (int)Math.Ceiling(fraction * total);
        int kept = total - held;
        for (int c = 0; c < counts.Length; c++)
        {
            if (counts[c] == 1)
                throw new PlauditException(
                    $"a stratified split needs at least 2 rows of each class: {(Label)c} has 1. Use more rows or another kind of split.");
        }

        if (held < classes || kept < classes)
        {
            throw new PlauditException(
                $"{total} rows cannot be split with a validation share of {fraction}: {kept} would stay to learn from and {held} be held back, for "
                    + $"{classes} classes. Use more rows or another share.");
        }

        // scikit-learn's order of operations, so that floors fall alike.
        double[] shares = [.. counts.Select(count => (double)count / total * kept)];
        int[] train = [.. shares.Select(share => (int)Math.Floor(share))];
        int[] order = [.. Enumerable.Range(0, counts.Length)];
        new SeededRandom(seed, counts.Length).Shuffle(order.AsSpan());
        foreach (int c in order.OrderByDescending(c => shares[c] - train[c]).Take(kept - train.Sum()))
            train[c]++;
        return [.. counts.Select((count, c) => count - train[c])];
    }

    private static int[] Counts(IReadOnlyList<Label> labels)
    {
        int[] counts = new int[2];
        foreach (Label label in labels)
            counts[(int)label]++;
        return counts;
    }

    private static void RequireFraction(double fraction)
    {
        if (fraction is not (> 0 and < 1))
            throw new PlauditException($"a validation share of {fraction} is not possible: expected a number between 0 and 1, both excluded.");
    }
}
