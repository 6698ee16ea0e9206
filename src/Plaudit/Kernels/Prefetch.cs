using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Plaudit.Kernels;

/// <summary>Prefetches 64 floats where the hardware prefetcher cannot: scattered rows, or short pieces of long rows.</summary>
internal static unsafe class Prefetch
{
    /// <summary>One row of a tile, into the L1 cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile(float* row)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(row);
        Sse.Prefetch0(row + 16);
        Sse.Prefetch0(row + 32);
        Sse.Prefetch0(row + 48);
    }

    /// <summary>One row of a tile, into the L2 cache: for later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TileFar(float* row)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch1(row);
        Sse.Prefetch1(row + 16);
        Sse.Prefetch1(row + 32);
        Sse.Prefetch1(row + 48);
    }
}
