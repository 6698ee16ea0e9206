using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Plaudit.Server.Operation;

/// <summary>
/// How many reviews one client may ask about, if there is a limit: a bucket of two seconds' worth that fills evenly. A batch takes as many as it
/// has reviews, if need be on credit: it is answered, and its client waits until the debt is paid.
/// </summary>
internal sealed class ClientRateLimit(PlauditServerOptions options)
{
    private const int NewOnesBetweenSweeps = 1024;

    private readonly ConcurrentDictionary<IPAddress, Bucket> _buckets = new();
    private readonly double _rate = options.RateLimit;
    private readonly double _burst = Math.Max(1, 2 * options.RateLimit);
    private int _new;

    /// <summary>Takes one review off the client's allowance.</summary>
    /// <param name="client">Its address.</param>
    /// <param name="retryAfter">Where it may not pass, the seconds to wait.</param>
    /// <returns>Whether it may pass.</returns>
    public bool Admits(IPAddress? client, out int retryAfter)
    {
        retryAfter = 1;
        if (_rate == 0)
            return true;
        double wait = BucketOf(client).Take(1, _rate, _burst, onCredit: false);
        // A tiny rate makes for a wait beyond what a header's number can say.
        retryAfter = (int)Math.Clamp(Math.Ceiling(wait), 1, int.MaxValue);
        return wait <= 0;
    }

    /// <summary>Takes the further reviews of a batch, on credit.</summary>
    public void Charge(IPAddress? client, int reviews)
    {
        if (_rate > 0 && reviews > 0)
            BucketOf(client).Take(reviews, _rate, _burst, onCredit: true);
    }

    /// <summary>Waits until the client is out of debt: how a stream is slowed down.</summary>
    public async Task Pace(IPAddress? client, CancellationToken cancellation)
    {
        if (_rate > 0 && BucketOf(client).Take(0, _rate, _burst, onCredit: false) is > 0 and var wait)
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(wait, int.MaxValue / 1000)), cancellation);
    }

    private Bucket BucketOf(IPAddress? client) => _buckets.GetOrAdd(Network(client ?? IPAddress.None), _ =>
    {
        if (Interlocked.Increment(ref _new) % NewOnesBetweenSweeps == 0)
            Sweep();
        return new Bucket(_burst);
    });

    /// <summary>Forgets clients whose buckets are full again: they are as new.</summary>
    private void Sweep()
    {
        foreach ((IPAddress client, Bucket bucket) in _buckets)
        {
            if (bucket.IsFull(_rate, _burst))
                _buckets.TryRemove(client, out _);
        }
    }

    /// <summary>One client of IPv6 has 2^64 addresses: they count as one.</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address;
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed class Bucket(double full)
    {
        private readonly Lock _lock = new();
        private double _reviews = full;
        private long _filled = Stopwatch.GetTimestamp();

        /// <summary>Takes this many, on credit if there are not enough.</summary>
        /// <returns>The seconds until there are enough; 0 where there are.</returns>
        public double Take(int count, double rate, double burst, bool onCredit)
        {
            lock (_lock)
            {
                Fill(rate, burst);
                if (onCredit || _reviews >= count)
                {
                    _reviews -= count;
                    return 0;
                }

                return (count - _reviews) / rate;
            }
        }

        public bool IsFull(double rate, double burst)
        {
            lock (_lock)
            {
                Fill(rate, burst);
                return _reviews >= burst;
            }
        }

        private void Fill(double rate, double burst)
        {
            long now = Stopwatch.GetTimestamp();
            _reviews = Math.Min(burst, _reviews + (Stopwatch.GetElapsedTime(_filled, now).TotalSeconds * rate));
            _filled = now;
        }
    }
}
