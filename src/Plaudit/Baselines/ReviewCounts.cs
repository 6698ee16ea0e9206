namespace Plaudit.Baselines;

/// <summary>
/// Counts for each key in how many reviews it occurs: an open-addressing table of 16 bytes a place, for keys that come review by review.
/// </summary>
internal sealed class ReviewCounts
{
    private Entry[] _entries = new Entry[1024];
    private int _count;

    /// <summary>
    /// A number with all bits mixed (the finaliser of SplitMix64). A table finds places by its low half; keys are divided among tables by
    /// the high half, or each table would use a part of its places only.
    /// </summary>
    public static ulong Hash(ulong key)
    {
        key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
        key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
        return key ^ (key >> 31);
    }

    /// <summary>Notes that a review holds the key; a second time in the same review changes nothing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">Its <see cref="Hash"/>.</param>
    /// <param name="review">The review's number; never less than in the call before.</param>
    public void Add(ulong key, ulong hash, int review)
    {
        ref Entry entry = ref Find(_entries, key, hash);
        if (entry.Reviews == 0)
        {
            entry = new Entry { Key = key, LastReview = review, Reviews = 1 };
            if (++_count * 8L > _entries.Length * 5L)
                Grow();
        }
        else if (entry.LastReview != review)
        {
            entry.LastReview = review;
            entry.Reviews++;
        }
    }

    /// <summary>The keys that at least this many reviews hold, in no order.</summary>
    public IEnumerable<ulong> FoundIn(int minimumReviews) =>
        _entries.Where(entry => entry.Reviews > 0 && entry.Reviews >= minimumReviews).Select(entry => entry.Key);

    private static ref Entry Find(Entry[] entries, ulong key, ulong hash)
    {
        uint mask = (uint)entries.Length - 1;
        uint place = (uint)hash & mask;
        while (entries[place].Reviews != 0 && entries[place].Key != key)
            place = (place + 1) & mask;
        return ref entries[place];
    }

    private void Grow()
    {
        var larger = new Entry[checked(_entries.Length * 2)];
        foreach (ref readonly Entry entry in _entries.AsSpan())
        {
            if (entry.Reviews != 0)
                Find(larger, entry.Key, Hash(entry.Key)) = entry;
        }

        _entries = larger;
    }

    private struct Entry
    {
        public ulong Key;
        public int LastReview;
        public int Reviews;
    }
}
