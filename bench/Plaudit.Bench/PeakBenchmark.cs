using System.Diagnostics;
using System.Runtime.CompilerServices;
using Plaudit.Kernels;

namespace Plaudit.Bench;

/// <summary>The most multiply-adds the machine does: twelve independent chains of them in registers, no memory.</summary>
internal static unsafe class PeakBenchmark
{
    /// <summary>GFLOP/s of some threads together, a multiply-add counted as two; the best of several short runs.</summary>
    public static double GigaFlops(int threads)
    {
        using var team = new ThreadTeam(threads);
        const int loops = 2_000_000;
        double best = 0;
        for (int run = 0; run < 25; run++)
        {
            var job = new PeakJob(loops);
            long start = Stopwatch.GetTimestamp();
            team.Run(ref job);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, threads * 24.0 * loops * Simd.Width / seconds / 1e9);
        }

        return best;
    }

    private readonly struct PeakJob(int loops) : ITeamJob
    {
        public void Run(int member, int members)
        {
            if (Simd.Use512)
                Chains<Lane512>(loops);
            else if (Simd.Use256)
                Chains<Lane256>(loops);
            else
                Chains<Lane128>(loops);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains<TLane>(int loops)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane x = TLane.Splat(0.5f), y = TLane.Splat(1.5f);
        TLane a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int loop = 0; loop < loops; loop++)
        {
            a = TLane.MultiplyAdd(a, x, y);
            b = TLane.MultiplyAdd(b, x, y);
            c = TLane.MultiplyAdd(c, x, y);
            d = TLane.MultiplyAdd(d, x, y);
            e = TLane.MultiplyAdd(e, x, y);
            f = TLane.MultiplyAdd(f, x, y);
            g = TLane.MultiplyAdd(g, x, y);
            h = TLane.MultiplyAdd(h, x, y);
            i = TLane.MultiplyAdd(i, x, y);
            j = TLane.MultiplyAdd(j, x, y);
            k = TLane.MultiplyAdd(k, x, y);
            l = TLane.MultiplyAdd(l, x, y);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).Sum();
    }
}
