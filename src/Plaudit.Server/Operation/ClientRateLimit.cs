using System.Net;
using System.Threading.RateLimiting;

namespace Plaudit.Server.Operation;

/// <summary>How often one client address may ask, if there is a limit: a bucket of two seconds' worth of requests that fills evenly.</summary>
internal sealed class ClientRateLimit : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress>? _limiter;

    public ClientRateLimit(PlauditServerOptions options)
    {
        if (options.RateLimit == 0)
            return;
        // Whole tokens, as many as come in a tenth of a second or one where they come slowly, and exactly the time that they take.
        int tokens = Math.Max(1, (int)Math.Round(options.RateLimit * 0.1));
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, (int)(2 * options.RateLimit)),
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / options.RateLimit),
            QueueLimit = 0,
        };
        _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => bucket));
    }

    /// <summary>Takes one request off the client's allowance.</summary>
    /// <param name="client">Its address.</param>
    /// <param name="retryAfter">Where it may not pass, the seconds to wait.</param>
    /// <returns>Whether it may pass.</returns>
    public bool Admits(IPAddress? client, out int retryAfter)
    {
        retryAfter = 1;
        if (_limiter is null)
            return true;
        using RateLimitLease lease = _limiter.AttemptAcquire(client ?? IPAddress.None);
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait))
            retryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter?.Dispose();
}
