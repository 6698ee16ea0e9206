using System.Collections.Concurrent;
using System.Diagnostics;
using Plaudit.Inference;
using Plaudit.Server.Json;
using Plaudit.Server.Metrics;
using Plaudit.Server.Models;

namespace Plaudit.Server.Batching;

/// <summary>
/// Answers waiting reviews in groups of similar length. An idle worker starts on a single review at once; while all are busy, reviews gather,
/// and the next free worker takes them together. A review's answer is bit-identical in any group.
/// </summary>
internal sealed class MicroBatcher : IThreadPoolWorkItem, IDisposable
{
    // Enough waiting reviews to find neighbours of similar length among them.
    private const int GroupsToChooseFrom = 4;

    private readonly ConcurrentQueue<PendingReviews> _queue = new();
    private readonly SemaphoreSlim _bulk;
    private readonly PlauditServerOptions _options;
    private readonly ServerMetrics _metrics;
    private readonly int _maxWorkers;
    private int _waiting;
    private int _workers;
    private int _bulkWaiting;

    public MicroBatcher(PlauditServerOptions options, ServerMetrics metrics)
    {
        _options = options;
        _metrics = metrics;
        _maxWorkers = options.WorkerCount;
        _bulk = new SemaphoreSlim(_maxWorkers);
        metrics.Watch(() => Volatile.Read(ref _waiting));
    }

    /// <summary>Answers one review; null if it has no word.</summary>
    /// <exception cref="RequestFault">503: too many are waiting. 504: it waited too long.</exception>
    public async Task<Prediction?> Predict(ServedModel model, string review, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _waiting) >= _options.QueueCapacity)
            throw RequestFault.Busy();
        return (await Enqueue(new PendingReviews(model, [review], cancellation)))[0];
    }

    /// <summary>
    /// Answers a piece of a large request. At most one piece per worker runs at a time, so that single reviews are answered in between.
    /// </summary>
    /// <exception cref="RequestFault">503: too many pieces are waiting.</exception>
    public async Task<IReadOnlyList<Prediction?>> PredictPiece(ServedModel model, string[] reviews, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _bulkWaiting) > _options.QueueCapacity)
        {
            Interlocked.Decrement(ref _bulkWaiting);
            throw RequestFault.Busy();
        }

        try
        {
            await _bulk.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _bulkWaiting);
        }

        try
        {
            return await Enqueue(new PendingReviews(model, reviews, cancellation));
        }
        finally
        {
            _bulk.Release();
        }
    }

    public void Dispose() => _bulk.Dispose();

    /// <summary>One worker's turn: the waiting reviews, then more if others have arrived.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        List<PendingReviews> taken = Take();
        try
        {
            foreach ((int first, int end) in Groups(taken))
                Answer(taken[first..end]);
        }
        catch (Exception e)
        {
            // On a pool thread this would end the process. Requests already answered keep their answers.
            taken.ForEach(pending => pending.Fail(e));
        }

        Interlocked.Decrement(ref _workers);
        // Not a loop: between two turns the pool can read requests and write answers.
        if (!_queue.IsEmpty)
            StartWorker();
    }

    private Task<IReadOnlyList<Prediction?>> Enqueue(PendingReviews pending)
    {
        Interlocked.Add(ref _waiting, pending.Reviews.Length);
        _queue.Enqueue(pending);
        StartWorker();
        return pending.Answer;
    }

    private void StartWorker()
    {
        int workers = Volatile.Read(ref _workers);
        while (workers < _maxWorkers)
        {
            int found = Interlocked.CompareExchange(ref _workers, workers + 1, workers);
            if (found == workers)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            workers = found;
        }
    }

    /// <summary>Takes this worker's share of the waiting reviews.</summary>
    private List<PendingReviews> Take()
    {
        int share = Math.Clamp(Volatile.Read(ref _waiting) / _maxWorkers, _options.MaxGroup, _options.MaxGroup * GroupsToChooseFrom);
        var taken = new List<PendingReviews>(share);
        int reviews = 0;
        while (reviews < share && _queue.TryDequeue(out PendingReviews? pending))
        {
            taken.Add(pending);
            reviews += pending.Reviews.Length;
        }

        Interlocked.Add(ref _waiting, -reviews);
        return taken;
    }

    /// <summary>Reviews of similar length for one model, up to the largest group; short ones first.</summary>
    private IEnumerable<(int First, int End)> Groups(List<PendingReviews> taken)
    {
        taken.Sort((a, b) => (a.Model.Number, a.Length).CompareTo((b.Model.Number, b.Length)));
        int first = 0;
        int reviews = 0;
        for (int i = 0; i < taken.Count; i++)
        {
            if (i > first && (taken[i].Model != taken[first].Model || reviews + taken[i].Reviews.Length > _options.MaxGroup))
            {
                yield return (first, i);
                (first, reviews) = (i, 0);
            }

            reviews += taken[i].Reviews.Length;
        }

        if (taken.Count > first)
            yield return (first, taken.Count);
    }

    private void Answer(List<PendingReviews> group)
    {
        group.RemoveAll(Dismiss);
        if (group.Count == 0)
            return;
        try
        {
            string[] reviews = group.Count == 1 ? group[0].Reviews : [.. group.SelectMany(pending => pending.Reviews)];
            long start = Stopwatch.GetTimestamp();
            // Applies within the model too, so that a long text cannot exceed its request's time.
            using var time = new CancellationTokenSource(TimeSpan.FromSeconds(_options.RequestTimeoutSeconds));
            IReadOnlyList<Prediction?> answers = group[0].Model.Predictor.TryPredict(reviews, cancellation: time.Token);
            _metrics.Answered(group[0].Model.Name, answers, Stopwatch.GetElapsedTime(start));
            int next = 0;
            foreach (PendingReviews pending in group)
            {
                pending.Complete(group.Count == 1 ? answers : [.. answers.Skip(next).Take(pending.Reviews.Length)]);
                next += pending.Reviews.Length;
            }
        }
        catch (OperationCanceledException)
        {
            group.ForEach(pending => pending.Fail(RequestFault.Late(_options.RequestTimeoutSeconds)));
        }
        catch (Exception e)
        {
            group.ForEach(pending => pending.Fail(e));
        }
    }

    /// <summary>Whether an answer is useless: the client has gone, or it is already late.</summary>
    private bool Dismiss(PendingReviews pending)
    {
        bool late = Stopwatch.GetElapsedTime(pending.Arrived).TotalSeconds > _options.RequestTimeoutSeconds;
        // Read once, so that a dismissed request always gets its answer.
        bool abandoned = pending.IsAbandoned;
        if (late)
            pending.Fail(RequestFault.Late(_options.RequestTimeoutSeconds));
        else if (abandoned)
            pending.Abandon();
        return late || abandoned;
    }
}
