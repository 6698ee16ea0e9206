namespace Plaudit.Training;

/// <summary>
/// The batches of one epoch: every review once, in an order that depends on seed and epoch alone. Reviews of different lengths are put into buckets
/// of similar length, since a batch costs as many steps as its longest review has tokens.
/// </summary>
internal sealed class BatchSchedule
{
    // Batches in a bucket: enough that lengths in a batch differ little, few enough that a batch stays a random one.
    private const int BucketBatches = 50;

    private readonly int[] _order;
    private readonly int[] _batches;
    private readonly int _batchSize;

    /// <summary>Lays out an epoch.</summary>
    /// <param name="lengths">Tokens of each review.</param>
    /// <param name="batchSize">Reviews in a batch; the last one may have fewer.</param>
    /// <param name="seed">Seed of the shuffle.</param>
    /// <param name="epoch">From 1.</param>
    public BatchSchedule(int[] lengths, int batchSize, long seed, int epoch)
    {
        _batchSize = batchSize;
        _order = new int[lengths.Length];
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        var random = new SeededRandom(seed, epoch);
        random.Shuffle(_order.AsSpan());
        _batches = new int[(lengths.Length + batchSize - 1) / batchSize];
        for (int i = 0; i < _batches.Length; i++)
            _batches[i] = i;
        if (lengths.Length == 0 || Array.TrueForAll(lengths, length => length == lengths[0]))
            return;

        int bucket = batchSize * BucketBatches;
        for (int first = 0; first < _order.Length; first += bucket)
            SortByLength(_order.AsSpan(first, Math.Min(bucket, _order.Length - first)), lengths);

        // Within a bucket batches now go from short to long; the small last batch, if there is one, keeps its place.
        int whole = lengths.Length / batchSize;
        random.Shuffle(_batches.AsSpan(0, whole));
    }

    /// <summary>The number of batches, which is the number of steps of the epoch.</summary>
    public int Count => _batches.Length;

    /// <summary>The reviews of a batch.</summary>
    public ReadOnlySpan<int> this[int batch]
    {
        get
        {
            int first = _batches[batch] * _batchSize;
            return _order.AsSpan(first, Math.Min(_batchSize, _order.Length - first));
        }
    }

    /// <summary>Shortest first; reviews of one length stay in their shuffled order.</summary>
    private static void SortByLength(Span<int> reviews, int[] lengths)
    {
        long[] keys = new long[reviews.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = ((long)lengths[reviews[i]] << 32) | (uint)i;
        keys.AsSpan().Sort(reviews);
    }
}
