using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// The register tile from which every matrix product is built: a few rows of C by 64 columns, with the whole sum over k in registers.
/// Its columns are four registers that lie 16 floats apart, so that one memory layout serves every width: a register of 16 floats covers
/// the 64 columns at once, one of 8 in two passes, one of 4 in four.
/// Accumulators are individually named locals: RyuJIT keeps those in registers and spills indexed ones.
/// </summary>
internal static unsafe class Tile
{
    /// <summary>Columns of a tile at any width.</summary>
    public const int Columns = 64;

    /// <summary>Distance between the four registers of a tile's row, in floats.</summary>
    public const int Group = 16;

    /// <summary>c(r, j) = starts[r][j] + sum over k of a(r, k) b(k, j), for 1 to <c>TLane.TileRows</c> rows r and 64 columns j.</summary>
    /// <param name="a">
    /// A's first element; a(r, k) lies at r * <paramref name="aRow"/> + k * <paramref name="aStep"/>, so A may be read transposed.
    /// </param>
    /// <param name="aRow">Floats from a row of A to the next.</param>
    /// <param name="aStep">Floats from one k to the next in A.</param>
    /// <param name="b">B's first element; a row of B has 64 floats here and follows the last by <paramref name="bStep"/>.</param>
    /// <param name="bStep">Floats from one k to the next in B.</param>
    /// <param name="depth">The number of k.</param>
    /// <param name="starts">For each row the 64 floats its sums start from.</param>
    /// <param name="c">The target, which may be what <paramref name="starts"/> points to.</param>
    /// <param name="cRow">Floats from a row of C to the next.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<TLane>(
        float* a, nint aRow, nint aStep, float* b, nint bStep, nint depth, float** starts, float* c, nint cRow, int rows)
        where TLane : unmanaged, ILane<TLane>
    {
        if (rows == 1)
        {
            RowTile.Multiply<TLane>(a, aStep, b, bStep, depth, starts[0], c);
            return;
        }

        for (int offset = 0; offset < Group; offset += TLane.Width)
        {
            if (TLane.TileRows == 4)
                Four<TLane>(a, aRow, aStep, b + offset, bStep, depth, starts, offset, c + offset, cRow, rows);
            else
                Three<TLane>(a, aRow, aStep, b + offset, bStep, depth, starts, offset, c + offset, cRow, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TLane>(
        float* a, nint aRow, nint aStep, float* b, nint bStep, nint depth, float** starts, nint offset, float* c, nint cRow, int rows)
        where TLane : unmanaged, ILane<TLane>
    {
        // Rows past the last one repeat it: they read and write the same numbers, and no other tile height is needed.
        nint last = rows - 1;
        nint row1 = Math.Min(1, last), row2 = Math.Min(2, last), row3 = Math.Min(3, last);
        float* s0 = starts[0] + offset;
        TLane r00 = TLane.Load(s0), r01 = TLane.Load(s0 + 16), r02 = TLane.Load(s0 + 32), r03 = TLane.Load(s0 + 48);
        float* s1 = starts[row1] + offset;
        TLane r10 = TLane.Load(s1), r11 = TLane.Load(s1 + 16), r12 = TLane.Load(s1 + 32), r13 = TLane.Load(s1 + 48);
        float* s2 = starts[row2] + offset;
        TLane r20 = TLane.Load(s2), r21 = TLane.Load(s2 + 16), r22 = TLane.Load(s2 + 32), r23 = TLane.Load(s2 + 48);
        float* s3 = starts[row3] + offset;
        TLane r30 = TLane.Load(s3), r31 = TLane.Load(s3 + 16), r32 = TLane.Load(s3 + 32), r33 = TLane.Load(s3 + 48);
        float* a0 = a, a1 = a + (row1 * aRow), a2 = a + (row2 * aRow), a3 = a + (row3 * aRow);
        for (nint k = depth; k > 0; k--)
        {
            TLane b0 = TLane.Load(b), b1 = TLane.Load(b + 16), b2 = TLane.Load(b + 32), b3 = TLane.Load(b + 48);
            TLane x = TLane.Splat(*a0);
            r00 = TLane.MultiplyAdd(x, b0, r00);
            r01 = TLane.MultiplyAdd(x, b1, r01);
            r02 = TLane.MultiplyAdd(x, b2, r02);
            r03 = TLane.MultiplyAdd(x, b3, r03);
            x = TLane.Splat(*a1);
            r10 = TLane.MultiplyAdd(x, b0, r10);
            r11 = TLane.MultiplyAdd(x, b1, r11);
            r12 = TLane.MultiplyAdd(x, b2, r12);
            r13 = TLane.MultiplyAdd(x, b3, r13);
            x = TLane.Splat(*a2);
            r20 = TLane.MultiplyAdd(x, b0, r20);
            r21 = TLane.MultiplyAdd(x, b1, r21);
            r22 = TLane.MultiplyAdd(x, b2, r22);
            r23 = TLane.MultiplyAdd(x, b3, r23);
            x = TLane.Splat(*a3);
            r30 = TLane.MultiplyAdd(x, b0, r30);
            r31 = TLane.MultiplyAdd(x, b1, r31);
            r32 = TLane.MultiplyAdd(x, b2, r32);
            r33 = TLane.MultiplyAdd(x, b3, r33);
            a0 += aStep;
            a1 += aStep;
            a2 += aStep;
            a3 += aStep;
            b += bStep;
        }

        float* c1 = c + (row1 * cRow);
        float* c2 = c + (row2 * cRow);
        float* c3 = c + (row3 * cRow);
        r00.Store(c);
        r01.Store(c + 16);
        r02.Store(c + 32);
        r03.Store(c + 48);
        r10.Store(c1);
        r11.Store(c1 + 16);
        r12.Store(c1 + 32);
        r13.Store(c1 + 48);
        r20.Store(c2);
        r21.Store(c2 + 16);
        r22.Store(c2 + 32);
        r23.Store(c2 + 48);
        r30.Store(c3);
        r31.Store(c3 + 16);
        r32.Store(c3 + 32);
        r33.Store(c3 + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Three<TLane>(
        float* a, nint aRow, nint aStep, float* b, nint bStep, nint depth, float** starts, nint offset, float* c, nint cRow, int rows)
        where TLane : unmanaged, ILane<TLane>
    {
        nint last = rows - 1;
        nint row1 = Math.Min(1, last), row2 = Math.Min(2, last);
        float* s0 = starts[0] + offset;
        TLane r00 = TLane.Load(s0), r01 = TLane.Load(s0 + 16), r02 = TLane.Load(s0 + 32), r03 = TLane.Load(s0 + 48);
        float* s1 = starts[row1] + offset;
        TLane r10 = TLane.Load(s1), r11 = TLane.Load(s1 + 16), r12 = TLane.Load(s1 + 32), r13 = TLane.Load(s1 + 48);
        float* s2 = starts[row2] + offset;
        TLane r20 = TLane.Load(s2), r21 = TLane.Load(s2 + 16), r22 = TLane.Load(s2 + 32), r23 = TLane.Load(s2 + 48);
        float* a0 = a, a1 = a + (row1 * aRow), a2 = a + (row2 * aRow);
        for (nint k = depth; k > 0; k--)
        {
            TLane b0 = TLane.Load(b), b1 = TLane.Load(b + 16), b2 = TLane.Load(b + 32), b3 = TLane.Load(b + 48);
            TLane x = TLane.Splat(*a0);
            r00 = TLane.MultiplyAdd(x, b0, r00);
            r01 = TLane.MultiplyAdd(x, b1, r01);
            r02 = TLane.MultiplyAdd(x, b2, r02);
            r03 = TLane.MultiplyAdd(x, b3, r03);
            x = TLane.Splat(*a1);
            r10 = TLane.MultiplyAdd(x, b0, r10);
            r11 = TLane.MultiplyAdd(x, b1, r11);
            r12 = TLane.MultiplyAdd(x, b2, r12);
            r13 = TLane.MultiplyAdd(x, b3, r13);
            x = TLane.Splat(*a2);
            r20 = TLane.MultiplyAdd(x, b0, r20);
            r21 = TLane.MultiplyAdd(x, b1, r21);
            r22 = TLane.MultiplyAdd(x, b2, r22);
            r23 = TLane.MultiplyAdd(x, b3, r23);
            a0 += aStep;
            a1 += aStep;
            a2 += aStep;
            b += bStep;
        }

        float* c1 = c + (row1 * cRow);
        float* c2 = c + (row2 * cRow);
        r00.Store(c);
        r01.Store(c + 16);
        r02.Store(c + 32);
        r03.Store(c + 48);
        r10.Store(c1);
        r11.Store(c1 + 16);
        r12.Store(c1 + 32);
        r13.Store(c1 + 48);
        r20.Store(c2);
        r21.Store(c2 + 16);
        r22.Store(c2 + 32);
        r23.Store(c2 + 48);
    }
}
