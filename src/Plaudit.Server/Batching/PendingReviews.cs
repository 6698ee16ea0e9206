using System.Diagnostics;
using Plaudit.Inference;
using Plaudit.Server.Models;

namespace Plaudit.Server.Batching;

/// <summary>Reviews of one request that wait to be answered.</summary>
/// <param name="model">The model that serves when the request comes; a replacement does not change it.</param>
/// <param name="reviews">The texts.</param>
/// <param name="cancellation">Cancelled when the client disconnects.</param>
internal sealed class PendingReviews(ServedModel model, string[] reviews, CancellationToken cancellation)
{
    private readonly TaskCompletionSource<IReadOnlyList<Prediction?>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServedModel Model => model;

    public string[] Reviews => reviews;

    /// <summary>Characters of the longest review: what groups are made by.</summary>
    public int Length { get; } = reviews.Max(review => review.Length);

    /// <summary>When it came.</summary>
    public long Arrived { get; } = Stopwatch.GetTimestamp();

    /// <summary>Whether the client has gone.</summary>
    public bool IsAbandoned => cancellation.IsCancellationRequested;

    public Task<IReadOnlyList<Prediction?>> Answer => _answer.Task;

    public void Complete(IReadOnlyList<Prediction?> answers) => _answer.TrySetResult(answers);

    public void Fail(Exception fault) => _answer.TrySetException(fault);

    public void Abandon() => _answer.TrySetCanceled(cancellation);
}
