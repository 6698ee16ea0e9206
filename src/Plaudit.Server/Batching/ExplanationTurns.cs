using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Server.Json;
using Plaudit.Server.Models;
using Plaudit.Text;

namespace Plaudit.Server.Batching;

/// <summary>
/// The share of the machine that explanations have. Each costs hundreds of predictions, so they take turns among themselves, on threads of their
/// own, and never hold up predictions, batches or streams. Dear ones have a lane of their own, where they do not hold up the others either.
/// </summary>
internal sealed class ExplanationTurns(PlauditServerOptions options) : IDisposable
{
    /// <summary>Characters times words above which an explanation counts as long: 10,000 characters with 400 words tried.</summary>
    public const long Dear = 4_000_000;

    private readonly SemaphoreSlim _usual = new(Math.Max(1, options.WorkerCount / 2));
    private readonly SemaphoreSlim _dear = new(Math.Max(1, options.WorkerCount / 4));
    private int _waiting;

    /// <summary>Explains a review when its turn comes; null where it has no word.</summary>
    /// <exception cref="RequestFault">503: too many are waiting.</exception>
    public async Task<Explanation?> Explain(ServedModel model, string review, CancellationToken cancellation)
    {
        var work = new ExplanationOptions { MaxWords = options.MaxExplainedWords, MaxListedWords = options.MaxListedWords };
        SemaphoreSlim lane = Charge(model.Predictor.Model, review, work.MaxWords) < Dear ? _usual : _dear;
        if (Interlocked.Increment(ref _waiting) > options.QueueCapacity)
        {
            Interlocked.Decrement(ref _waiting);
            throw RequestFault.Busy();
        }

        try
        {
            await lane.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            // A thread of its own: the pool's read requests and answer predictions meanwhile.
            return await Task.Factory.StartNew(
                () => model.Predictor.TryExplain(review, work, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            lane.Release();
        }
    }

    public void Dispose()
    {
        _usual.Dispose();
        _dear.Dispose();
    }

    /// <summary>An upper bound of the work, known before a word is read: characters times words that are tried.</summary>
    private static long Charge(IReviewClassifier model, string review, int mostWords)
    {
        int words = Math.Min(mostWords, (model as SentimentModel)?.Encoder.Options.MaxLength ?? int.MaxValue);
        return review.Length * Math.Min(words, (review.Length + 1) / 2L);
    }
}
