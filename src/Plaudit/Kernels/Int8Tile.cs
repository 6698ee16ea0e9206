using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Plaudit.Kernels;

/// <summary>
/// Products of states and weights in bytes: z(r, j) = start(r, j) + scale(j) * (offset(j) + states(r) . weights(j)) for the 64 columns of a panel.
/// Integer sums are the same in any order, so a row's result does not depend on its neighbours.
/// </summary>
internal static unsafe class Int8Tile
{
    /// <summary>
    /// Rows of the tile: with two registers of columns, twelve sums hide the five cycles of a byte dot product and fit AVX's 16 registers.
    /// </summary>
    public const int Rows = 6;

    private const int QuadBytes = Tile.Columns * Int8Matrix.Quad;

    /// <summary>One row: eight parallel sums for its 64 columns.</summary>
    /// <param name="weights">(K, N)</param>
    /// <param name="column">The panel's first column.</param>
    /// <param name="states">(K) rounded up to whole quads.</param>
    /// <param name="start">(64) what the sums are added to.</param>
    /// <param name="z">(64) the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void One(Int8Matrix weights, int column, byte* states, float* start, float* z)
    {
        sbyte* w = weights.Weights + ((nint)column * weights.Depth);
        float* scales = weights.Scales + column;
        int* offsets = weights.Offsets + column;
        Vector256<int> a = Vector256.Load(offsets), b = Vector256.Load(offsets + 8), c = Vector256.Load(offsets + 16),
            d = Vector256.Load(offsets + 24);
        Vector256<int> e = Vector256.Load(offsets + 32), f = Vector256.Load(offsets + 40), g = Vector256.Load(offsets + 48),
            h = Vector256.Load(offsets + 56);
        for (int k = 0; k < weights.Depth; k += Int8Matrix.Quad)
        {
            Vector256<byte> x = Splat(states + k);
            a = Int8Dot.MultiplyAdd(a, x, Vector256.Load(w));
            b = Int8Dot.MultiplyAdd(b, x, Vector256.Load(w + 32));
            c = Int8Dot.MultiplyAdd(c, x, Vector256.Load(w + 64));
            d = Int8Dot.MultiplyAdd(d, x, Vector256.Load(w + 96));
            e = Int8Dot.MultiplyAdd(e, x, Vector256.Load(w + 128));
            f = Int8Dot.MultiplyAdd(f, x, Vector256.Load(w + 160));
            g = Int8Dot.MultiplyAdd(g, x, Vector256.Load(w + 192));
            h = Int8Dot.MultiplyAdd(h, x, Vector256.Load(w + 224));
            w += QuadBytes;
        }

        Finish(a, scales, start, z);
        Finish(b, scales + 8, start + 8, z + 8);
        Finish(c, scales + 16, start + 16, z + 16);
        Finish(d, scales + 24, start + 24, z + 24);
        Finish(e, scales + 32, start + 32, z + 32);
        Finish(f, scales + 40, start + 40, z + 40);
        Finish(g, scales + 48, start + 48, z + 48);
        Finish(h, scales + 56, start + 56, z + 56);
    }

    /// <summary>Two to six rows, 16 columns at a time: each register of weights serves all rows.</summary>
    /// <param name="weights">(K, N)</param>
    /// <param name="column">The panel's first column.</param>
    /// <param name="states">(rows, K) rounded up to whole quads, without gaps.</param>
    /// <param name="starts">For each row the 64 floats that the sums are added to.</param>
    /// <param name="z">(rows, 64) the target.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(Int8Matrix weights, int column, byte* states, float** starts, float* z, int rows)
    {
        // Rows past the last one repeat it: they read and write the same numbers, and no other tile height is needed.
        nint depth = weights.Depth, last = rows - 1;
        nint row2 = Math.Min(2, last), row3 = Math.Min(3, last), row4 = Math.Min(4, last), row5 = Math.Min(5, last);
        byte* s0 = states, s1 = states + depth, s2 = states + (row2 * depth), s3 = states + (row3 * depth), s4 = states + (row4 * depth),
            s5 = states + (row5 * depth);
        for (nint first = 0; first < Tile.Columns; first += 16)
        {
            sbyte* w = weights.Weights + (column * depth) + (first * Int8Matrix.Quad);
            int* offsets = weights.Offsets + column + first;
            Vector256<int> a0 = Vector256.Load(offsets), b0 = Vector256.Load(offsets + 8), a1 = a0, b1 = b0, a2 = a0, b2 = b0, a3 = a0, b3 = b0,
                a4 = a0, b4 = b0, a5 = a0, b5 = b0;
            for (nint k = 0; k < depth; k += Int8Matrix.Quad)
            {
                Vector256<sbyte> a = Vector256.Load(w), b = Vector256.Load(w + 32);
                Vector256<byte> x = Splat(s0 + k);
                a0 = Int8Dot.MultiplyAdd(a0, x, a);
                b0 = Int8Dot.MultiplyAdd(b0, x, b);
                x = Splat(s1 + k);
                a1 = Int8Dot.MultiplyAdd(a1, x, a);
                b1 = Int8Dot.MultiplyAdd(b1, x, b);
                x = Splat(s2 + k);
                a2 = Int8Dot.MultiplyAdd(a2, x, a);
                b2 = Int8Dot.MultiplyAdd(b2, x, b);
                x = Splat(s3 + k);
                a3 = Int8Dot.MultiplyAdd(a3, x, a);
                b3 = Int8Dot.MultiplyAdd(b3, x, b);
                x = Splat(s4 + k);
                a4 = Int8Dot.MultiplyAdd(a4, x, a);
                b4 = Int8Dot.MultiplyAdd(b4, x, b);
                x = Splat(s5 + k);
                a5 = Int8Dot.MultiplyAdd(a5, x, a);
                b5 = Int8Dot.MultiplyAdd(b5, x, b);
                w += QuadBytes;
            }

            float* scales = weights.Scales + column + first;
            float* target = z + first;
            Finish(a0, b0, scales, starts[0] + first, target);
            Finish(a1, b1, scales, starts[1] + first, target + Tile.Columns);
            Finish(a2, b2, scales, starts[row2] + first, target + (row2 * Tile.Columns));
            Finish(a3, b3, scales, starts[row3] + first, target + (row3 * Tile.Columns));
            Finish(a4, b4, scales, starts[row4] + first, target + (row4 * Tile.Columns));
            Finish(a5, b5, scales, starts[row5] + first, target + (row5 * Tile.Columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Splat(byte* quad) => Vector256.Create(*(int*)quad).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector256<int> a, Vector256<int> b, float* scales, float* start, float* z)
    {
        Finish(a, scales, start, z);
        Finish(b, scales + 8, start + 8, z + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector256<int> sum, float* scales, float* start, float* z) =>
        Vector256.MultiplyAddEstimate(Vector256.ConvertToSingle(sum), Vector256.Load(scales), Vector256.Load(start)).Store(z);
}
