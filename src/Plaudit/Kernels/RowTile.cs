using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// The register tile of a row without neighbours: 64 columns in four registers of 16 floats or eight of 8, in two passes where registers hold 4. With
/// narrow registers four sums alone would leave the multipliers waiting for each other. Every sum runs over k in order, as in tiles of several
/// rows: a row's result does not depend on its neighbours, to the bit.
/// </summary>
internal static unsafe class RowTile
{
    /// <summary>c(j) = start(j) + sum over k of a(k) b(k, j), for 64 columns j; arguments as in <see cref="Tile.Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<TLane>(float* a, nint aStep, float* b, nint bStep, nint depth, float* start, float* c)
        where TLane : unmanaged, ILane<TLane>
    {
        if (TLane.Width == Tile.Group)
        {
            Whole<TLane>(a, aStep, b, bStep, depth, start, c);
            return;
        }

        for (int offset = 0; offset < Tile.Group; offset += 2 * TLane.Width)
            Pairs<TLane>(a, aStep, b + offset, bStep, depth, start + offset, c + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Whole<TLane>(float* a, nint aStep, float* b, nint bStep, nint depth, float* start, float* c)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane r0 = TLane.Load(start), r1 = TLane.Load(start + 16), r2 = TLane.Load(start + 32), r3 = TLane.Load(start + 48);
        for (nint k = depth; k > 0; k--)
        {
            TLane x = TLane.Splat(*a);
            r0 = TLane.MultiplyAdd(x, TLane.Load(b), r0);
            r1 = TLane.MultiplyAdd(x, TLane.Load(b + 16), r1);
            r2 = TLane.MultiplyAdd(x, TLane.Load(b + 32), r2);
            r3 = TLane.MultiplyAdd(x, TLane.Load(b + 48), r3);
            a += aStep;
            b += bStep;
        }

        r0.Store(c);
        r1.Store(c + 16);
        r2.Store(c + 32);
        r3.Store(c + 48);
    }

    /// <summary>Two registers beside each other in each of the four groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pairs<TLane>(float* a, nint aStep, float* b, nint bStep, nint depth, float* start, float* c)
        where TLane : unmanaged, ILane<TLane>
    {
        nint next = TLane.Width;
        TLane r0 = TLane.Load(start), r1 = TLane.Load(start + 16), r2 = TLane.Load(start + 32), r3 = TLane.Load(start + 48);
        TLane q0 = TLane.Load(start + next), q1 = TLane.Load(start + 16 + next), q2 = TLane.Load(start + 32 + next),
            q3 = TLane.Load(start + 48 + next);
        for (nint k = depth; k > 0; k--)
        {
            TLane x = TLane.Splat(*a);
            r0 = TLane.MultiplyAdd(x, TLane.Load(b), r0);
            q0 = TLane.MultiplyAdd(x, TLane.Load(b + next), q0);
            r1 = TLane.MultiplyAdd(x, TLane.Load(b + 16), r1);
            q1 = TLane.MultiplyAdd(x, TLane.Load(b + 16 + next), q1);
            r2 = TLane.MultiplyAdd(x, TLane.Load(b + 32), r2);
            q2 = TLane.MultiplyAdd(x, TLane.Load(b + 32 + next), q2);
            r3 = TLane.MultiplyAdd(x, TLane.Load(b + 48), r3);
            q3 = TLane.MultiplyAdd(x, TLane.Load(b + 48 + next), q3);
            a += aStep;
            b += bStep;
        }

        r0.Store(c);
        q0.Store(c + next);
        r1.Store(c + 16);
        q1.Store(c + 16 + next);
        r2.Store(c + 32);
        q2.Store(c + 32 + next);
        r3.Store(c + 48);
        q3.Store(c + 48 + next);
    }
}
