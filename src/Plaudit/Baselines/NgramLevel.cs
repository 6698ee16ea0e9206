namespace Plaudit.Baselines;

/// <summary>
/// The n-grams of one length, each an n-gram one word shorter and a last word. They are numbered by the shorter one's number, then by the last
/// word's: so a list of how many follow each shorter one and a list of last words hold all of them.
/// </summary>
/// <param name="Starts">(shorter n-grams + 1) where those with each beginning start; the last is the number of all.</param>
/// <param name="LastWords">(n-grams) the last word of each; ascending among those with one beginning.</param>
internal sealed record NgramLevel(int[] Starts, int[] LastWords)
{
    public int Count => LastWords.Length;

    /// <summary>The number of the n-gram that a shorter one and a last word make, or -1.</summary>
    public int Find(int shorter, int lastWord)
    {
        int low = Starts[shorter];
        int high = Starts[shorter + 1] - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int word = LastWords[middle];
            if (word == lastWord)
                return middle;
            if (word < lastWord)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    /// <summary>Counts the n-grams of reviews and keeps those found in enough of them.</summary>
    /// <param name="reviews">The reviews as word numbers.</param>
    /// <param name="shorter">For each position, the number of the n-gram one word shorter that starts there, or negative.</param>
    /// <param name="shorterCount">How many different shorter n-grams there are.</param>
    /// <param name="length">n.</param>
    /// <param name="minimumReviews">Reviews that must hold an n-gram.</param>
    /// <param name="options">Threads; the result does not depend on their number.</param>
    public static NgramLevel Build(int[][] reviews, int[][] shorter, int shorterCount, int length, int minimumReviews, FittingOptions options)
    {
        // Each table takes the keys whose hash is its own, so that no thread waits for another and no list of all n-grams is ever made.
        var tables = new ReviewCounts[options.Threads];
        Parallel.For(0, tables.Length, options.Parallel, own =>
        {
            var table = new ReviewCounts();
            for (int review = 0; review < reviews.Length; review++)
            {
                int[] words = reviews[review];
                int[] starts = shorter[review];
                for (int i = 0; i + length <= words.Length; i++)
                {
                    // An n-gram occurs no more often than what it begins and ends with; where those are too rare, it is.
                    if (starts[i] < 0 || starts[i + 1] < 0)
                        continue;
                    ulong key = ((ulong)starts[i] << 32) | (uint)words[i + length - 1];
                    ulong hash = ReviewCounts.Hash(key);
                    if ((uint)(hash >> 32) % (uint)tables.Length == (uint)own)
                        table.Add(key, hash, review);
                }
            }

            tables[own] = table;
        });
        ulong[] keys = [.. tables.SelectMany(table => table.FoundIn(minimumReviews))];
        Array.Sort(keys);

        int[] counts = new int[shorterCount];
        foreach (ulong key in keys)
            counts[key >> 32]++;
        return new NgramLevel(StartsOf(counts), [.. keys.Select(key => (int)(uint)key)]);
    }

    /// <summary>Where each group starts, from how large the groups are.</summary>
    public static int[] StartsOf(ReadOnlySpan<int> counts)
    {
        int[] starts = new int[counts.Length + 1];
        for (int i = 0; i < counts.Length; i++)
            starts[i + 1] = checked(starts[i] + counts[i]);
        return starts;
    }

    /// <summary>For each position of the reviews, the number of the n-gram that starts there, or -1.</summary>
    public int[][] Locate(int[][] reviews, int[][] shorter, int length, FittingOptions options)
    {
        int[][] located = new int[reviews.Length][];
        Parallel.For(0, reviews.Length, options.Parallel, review =>
        {
            int[] words = reviews[review];
            int[] numbers = new int[words.Length];
            for (int i = 0; i < numbers.Length; i++)
            {
                int last = i + length - 1;
                numbers[i] = last < words.Length && words[last] >= 0 && shorter[review][i] >= 0 ? Find(shorter[review][i], words[last]) : -1;
            }

            located[review] = numbers;
        });
        return located;
    }
}
