using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>Work that a <see cref="ThreadTeam"/> divides: each member writes only its own part of the output.</summary>
internal interface ITeamJob
{
    void Run(int member, int members);
}

/// <summary>
/// A few threads that are reused for every job. A job has one part per member. A thread prefers its own part. The caller runs part 0, then takes
/// every part that no worker has started: on a busy machine a worker may wait milliseconds for a core. Which thread runs a part does not change its
/// result. A job is a struct on the caller's stack, so running one allocates nothing. Threads spin for some microseconds, then sleep.
/// </summary>
internal sealed unsafe class ThreadTeam : IDisposable
{
    // About 20 us: longer than the gaps between the jobs of a training step.
    private const int Spins = 400;

    /// <summary>The calling thread alone.</summary>
    public static readonly ThreadTeam Single = new(1);

    private readonly SemaphoreSlim[] _wake;
    private readonly bool[] _asleep;

    // The generation in which each part was last taken; all are equal between jobs.
    private readonly int[] _taken;
    private readonly SemaphoreSlim _finished = new(0);
    private void* _job;
    private delegate*<void*, int, int, void> _invoke;
    private Exception? _failure;
    private volatile int _generation;
    private int _running;
    private bool _callerAsleep;
    private volatile bool _disposed;

    /// <summary>Starts the workers.</summary>
    /// <param name="members">Threads that share the work, the caller included; at least 1.</param>
    public ThreadTeam(int members)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        Members = members;
        _wake = new SemaphoreSlim[members];
        _asleep = new bool[members];
        _taken = new int[members];
        for (int member = 1; member < members; member++)
        {
            _wake[member] = new SemaphoreSlim(0);
            int self = member;
            new Thread(() => Work(self)) { IsBackground = true, Name = $"plaudit {self}" }.Start();
        }
    }

    public int Members { get; }

    /// <summary>Runs every member's part of the job and returns when all are done. Not reentrant: one job at a time.</summary>
    /// <exception cref="InvalidOperationException">A part other than the first failed; see the inner exception.</exception>
    /// <exception cref="ObjectDisposedException">The team was disposed.</exception>
    public void Run<TJob>(ref TJob job)
        where TJob : struct, ITeamJob
    {
        if (Members == 1)
        {
            job.Run(0, 1);
            return;
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        _job = Unsafe.AsPointer(ref job);
        _invoke = &Invoke<TJob>;
        _failure = null;
        Volatile.Write(ref _running, Members - 1);
        int generation = Interlocked.Increment(ref _generation);
        for (int member = 1; member < Members; member++)
        {
            if (Interlocked.Exchange(ref _asleep[member], false))
                _wake[member].Release();
        }

        try
        {
            job.Run(0, Members);
        }
        finally
        {
            for (int member = 1; member < Members; member++)
                RunPart(member, generation);
            WaitForWorkers();
        }

        if (_failure is { } failure)
            throw new InvalidOperationException("A worker thread failed.", failure);
    }

    public void Dispose()
    {
        if (Members == 1 || _disposed)
            return;
        _disposed = true;
        for (int member = 1; member < Members; member++)
            _wake[member].Release();
    }

    private static void Invoke<TJob>(void* job, int member, int members)
        where TJob : struct, ITeamJob =>
        Unsafe.AsRef<TJob>(job).Run(member, members);

    private void WaitForWorkers()
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            if (Volatile.Read(ref _running) == 0)
                return;
            Thread.SpinWait(10);
        }

        // A worker that was slow to leave the last job may wake us early, hence the loop.
        while (Volatile.Read(ref _running) != 0)
        {
            Volatile.Write(ref _callerAsleep, true);
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _running) == 0 && Interlocked.Exchange(ref _callerAsleep, false))
                return;
            _finished.Wait();
        }
    }

    private void Work(int member)
    {
        int seen = 0;
        while (WaitForJob(member, seen))
        {
            seen = _generation;
            RunPart(member, seen);
        }
    }

    /// <summary>Runs a part of the job unless another thread has started it. The job stays in place until the part is done.</summary>
    private void RunPart(int member, int generation)
    {
        if (Interlocked.CompareExchange(ref _taken[member], generation, generation - 1) != generation - 1)
            return;
        try
        {
            _invoke(_job, member, Members);
        }
        catch (Exception e)
        {
            // Handed to the caller, which rethrows it.
            Interlocked.CompareExchange(ref _failure, e, null);
        }

        if (Interlocked.Decrement(ref _running) == 0 && Interlocked.Exchange(ref _callerAsleep, false))
            _finished.Release();
    }

    private bool WaitForJob(int member, int seen)
    {
        for (int spin = 0; spin < Spins && !_disposed; spin++)
        {
            if (_generation != seen)
                return true;
            Thread.SpinWait(10);
        }

        while (!_disposed)
        {
            Volatile.Write(ref _asleep[member], true);
            Interlocked.MemoryBarrier();
            if (_generation != seen)
            {
                // A job arrived between the last look and falling asleep; take the wake-up that may be on its way.
                if (!Interlocked.Exchange(ref _asleep[member], false))
                    _wake[member].Wait();
                return true;
            }

            _wake[member].Wait();
            if (_generation != seen)
                return true;
        }

        return false;
    }
}
