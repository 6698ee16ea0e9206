using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Plaudit.Kernels;

/// <summary>Asks for 64 floats before they are needed, where the hardware cannot guess: rows that lie anywhere, or short pieces of long rows.</summary>
internal static unsafe class Prefetch
{
    /// <summary>One row of a tile, into the first-level cache.</summary>
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

    /// <summary>One row of a tile, into the second-level cache: for later.</summary>
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
