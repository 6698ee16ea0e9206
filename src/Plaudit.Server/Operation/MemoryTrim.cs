using System.Diagnostics;
using Plaudit.Server.Json;
using Plaudit.Server.Models;

namespace Plaudit.Server.Operation;

/// <summary>
/// Gives memory that long requests needed back to the system once they are over. The collector alone would keep it until the next collection, which
/// an idle service never reaches. Only in a process of our own: a host's memory is the host's affair.
/// </summary>
internal sealed class MemoryTrim(ModelRegistry registry, BodyMemory bodies) : BackgroundService
{
    // A collection pauses everything for about ten milliseconds: it must be worthwhile and rare.
    private const long Worth = 32 << 20;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(20);

    private long _settled;
    private long _last;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Trim();
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    /// <summary>Collects where no long body is at work and the heap has grown since the last time.</summary>
    private void Trim()
    {
        long heap = Math.Max(GC.GetGCMemoryInfo().TotalCommittedBytes, GC.GetTotalMemory(forceFullCollection: false));
        if (bodies.Held > 0 || heap - _settled < Worth || (_last != 0 && Stopwatch.GetElapsedTime(_last) < s_rest))
            return;
        foreach (ModelSlot slot in registry.Slots)
            slot.Current.Predictor.Model.ReleaseScratch();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _settled = GC.GetGCMemoryInfo().TotalCommittedBytes;
        _last = Stopwatch.GetTimestamp();
    }
}
