using System.Collections.Concurrent;
using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Text;

namespace Plaudit.Models;

/// <summary>Scoring of any number of texts.</summary>
public sealed partial class SentimentModel
{
    // Whole register tiles of four rows and of six, few enough that a batch's states stay in the cache: eight-bit weights gain 4 % over 64.
    private const int ScoringBatch = 96;

    // Tokens of a batch, unless a single text has more: long texts take no more scratch memory together than 96 usual ones.
    private const int ScoringTokens = 1 << 15;

    private readonly ConcurrentBag<Scorer> _scorers = [];

    /// <inheritdoc/>
    public IReadOnlyList<ReviewScore> Score(IReadOnlyList<string> reviews, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var encoded = new EncodedText[reviews.Count];
        ForEach(reviews.Count, 256, threads, (first, end) =>
        {
            for (int i = first; i < end; i++)
                encoded[i] = Encoder.Encode(reviews[i]);
        }, cancellation);
        return Score(encoded, threads, cancellation);
    }

    /// <summary>Scores reviews that are encoded already.</summary>
    internal IReadOnlyList<ReviewScore> Score(IReadOnlyList<EncodedText> encoded, int threads, CancellationToken cancellation)
    {
        float[] logits = Logits([.. encoded.Select(text => text.Ids)], threads, cancellation);
        return [.. encoded.Select(
            (text, i) => new ReviewScore(Sigmoid(logits[i]), text.Tokens, text.UnknownTokens, text.Truncated) { Wordless = text.Wordless })];
    }

    /// <summary>The logit of each encoded review. Batches hold reviews of similar length.</summary>
    /// <param name="sequences">Token ids; none empty.</param>
    /// <param name="threads">How many threads may share the work, at least 1.</param>
    /// <param name="cancellation">Stops early.</param>
    public float[] Logits(IReadOnlyList<int[]> sequences, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        int[] order = [.. Enumerable.Range(0, sequences.Count)];
        int[] lengths = [.. sequences.Select(sequence => sequence.Length)];
        Array.Sort(lengths, order);
        List<int> ends = BatchEnds(lengths);
        float[] results = new float[sequences.Count];
        ForEach(ends.Count, 1, threads, (batch, _) =>
        {
            int first = batch == 0 ? 0 : ends[batch - 1];
            if (!_scorers.TryTake(out Scorer? scorer))
                scorer = new Scorer(CreateWorkspace(), new RaggedBatch());
            scorer.Batch.Fill(sequences, order.AsSpan(first, ends[batch] - first));
            ReadOnlySpan<float> logits =
                Forward(scorer.Workspace, new Pass(scorer.Batch, ThreadTeam.Single, Training: false, Cancellation: cancellation));
            for (int row = 0; row < logits.Length; row++)
                results[order[first + scorer.Batch.Order[row]]] = logits[row];
            // What an outsized text needed is not kept for the next one.
            if (scorer.Batch.Tokens <= ScoringTokens)
                _scorers.Add(scorer);
        }, cancellation);
        return results;
    }

    /// <summary>Where each batch ends in a list of sequences that are sorted by length, shortest first.</summary>
    private static List<int> BatchEnds(int[] lengths)
    {
        var ends = new List<int>();
        int first = 0;
        long tokens = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (i > first && (i - first == ScoringBatch || tokens + lengths[i] > ScoringTokens))
            {
                ends.Add(i);
                (first, tokens) = (i, 0);
            }

            tokens += lengths[i];
        }

        if (lengths.Length > 0)
            ends.Add(lengths.Length);
        return ends;
    }

    void IReviewClassifier.ReleaseScratch() => ReleaseScratch();

    /// <summary>Drops the scratch memory that is kept for the next call; threads that are at work keep theirs.</summary>
    internal void ReleaseScratch() => _scorers.Clear();

    /// <summary>From a logit to the probability of positive.</summary>
    internal static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));

    /// <summary>Runs an action on consecutive blocks of items, on the calling thread alone if one thread is requested.</summary>
    private static void ForEach(int count, int block, int threads, Action<int, int> action, CancellationToken cancellation)
    {
        int blocks = (count + block - 1) / block;
        if (threads > 1 && blocks > 1)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.For(0, blocks, options, i => action(i * block, Math.Min(count, (i + 1) * block)));
            return;
        }

        for (int i = 0; i < blocks; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            action(i * block, Math.Min(count, (i + 1) * block));
        }
    }

    /// <summary>One thread's scratch memory, kept for the next call.</summary>
    private sealed record Scorer(Workspace Workspace, RaggedBatch Batch);
}
