using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plaudit.Kernels;

/// <summary>
/// Recurrent weights (K, N) as signed bytes with one scale per column, in the order the byte dot product reads them: panels of 64 columns, for each
/// four k the four bytes of a column next to each other. A quarter of the memory traffic, which bounds a single review.
/// </summary>
internal sealed unsafe class Int8Matrix
{
    /// <summary>k whose products one instruction sums.</summary>
    public const int Quad = 4;

    // Adding 1.5 * 2^23 + 128 rounds to a whole number and leaves it, moved to 1 .. 255, in the lowest byte.
    private const float Shift = 12582912f + 128;

    private readonly AlignedBuffer<sbyte> _weights = new();
    private readonly AlignedBuffer<float> _scales = new();
    private readonly AlignedBuffer<int> _offsets = new();

    /// <summary>K rounded up to whole quads.</summary>
    public int Depth { get; private set; }

    /// <summary>Panel p's quads follow each other: byte (k, j) of panel p lies at <c>(p * Depth / 4 + k / 4) * 256 + j * 4 + k % 4</c>.</summary>
    public sbyte* Weights => _weights.Pointer;

    /// <summary>(N) factor from a column's sum to its pre-activation, including the input's scale of 1/127.</summary>
    public float* Scales => _scales.Pointer;

    /// <summary>(N) initial value of each column's sum: states are stored with 128 added, which adds 128 times the sum of the column.</summary>
    public int* Offsets => _offsets.Pointer;

    /// <summary>Rounds packed float weights to bytes.</summary>
    public void Pack(PackedMatrix source)
    {
        Depth = Matrix.RoundUp(source.Rows, Quad);
        int columns = Matrix.RoundUp(source.Columns, Tile.Columns);
        _weights.Ensure((long)Depth * columns);
        _weights.Span.Clear();
        float* scales = _scales.Ensure(columns);
        int* offsets = _offsets.Ensure(columns);
        for (int column = 0; column < columns; column++)
        {
            float largest = 0;
            for (int k = 0; k < source.Rows; k++)
                largest = Math.Max(largest, Math.Abs(*source.At(k, column)));
            float unit = largest > 0 ? largest / 127 : 1;
            int sum = 0;
            for (int k = 0; k < source.Rows; k++)
            {
                int value = (int)MathF.Round(*source.At(k, column) / unit);
                sum += value;
                nint quad = (((nint)column / Tile.Columns * Depth) + k) / Quad;
                _weights.Pointer[(quad * Tile.Columns * Quad) + (column % Tile.Columns * Quad) + (k % Quad)] = (sbyte)value;
            }

            scales[column] = unit / 127;
            offsets[column] = -128 * sum;
        }
    }

    /// <summary>16 hidden states in [-1, 1] as bytes: round(127 h) + 128.</summary>
    public static void Quantize(float* states, byte* bytes)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> shifted = Avx512F.FusedMultiplyAdd(Vector512.Load(states), Vector512.Create(127f), Vector512.Create(Shift));
            Avx512F.ConvertToVector128Byte(shifted.AsInt32()).Store(bytes);
            return;
        }

        Vector256<int> low = Shifted(states) & Vector256.Create(255);
        Vector256<int> high = Shifted(states + 8) & Vector256.Create(255);
        Vector256<ushort> both = Vector256.Narrow(low, high).AsUInt16();
        Vector128.Narrow(both.GetLower(), both.GetUpper()).Store(bytes);
    }

    private static Vector256<int> Shifted(float* states) =>
        Vector256.MultiplyAddEstimate(Vector256.Load(states), Vector256.Create(127f), Vector256.Create(Shift)).AsInt32();
}
