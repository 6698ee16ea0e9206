namespace Plaudit.Kernels;

/// <summary>
/// A view of floats as rows: element (r, c) lies at <c>Data[r * Stride + c]</c>. The memory belongs to an <see cref="AlignedBuffer{T}"/>.
/// Columns up to <see cref="Stride"/> exist and may be overwritten by kernels, which work in whole registers.
/// </summary>
internal readonly unsafe struct Matrix(float* data, int rows, int columns, int stride)
{
    public readonly float* Data = data;
    public readonly int Rows = rows;
    public readonly int Columns = columns;

    /// <summary>Floats from one row to the next.</summary>
    public readonly int Stride = stride;

    public float* Row(int row) => Data + ((nint)row * Stride);

    public Span<float> RowSpan(int row) => new(Row(row), Columns);

    /// <summary>
    /// The stride for rows of this many columns: whole tiles, so that no kernel writes past a row, plus one line if rows would otherwise
    /// be multiples of 512 bytes apart and share a few sets of the L1 cache.
    /// </summary>
    public static int PaddedStride(int columns)
    {
        int tiles = RoundUp(columns, Tile.Columns);
        return tiles % 128 == 0 ? tiles + Tile.Group : tiles;
    }

    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    public void Clear()
    {
        for (int row = 0; row < Rows; row++)
            new Span<float>(Row(row), Stride).Clear();
    }
}
