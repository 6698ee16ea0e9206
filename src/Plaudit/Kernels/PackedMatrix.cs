namespace Plaudit.Kernels;

/// <summary>
/// Weights B (K, N) in the order the tile reads them: panels of 64 columns, each panel's rows in sequence, missing columns zero.
/// Element (k, 64 p + j) lies at <c>Data[(p * K + k) * 64 + j]</c>.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private const int Block = 16;

    private readonly AlignedBuffer<float> _memory = new();

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    public float* Data => _memory.Pointer;

    /// <summary>Makes it (<paramref name="rows"/>, <paramref name="columns"/>), all zero.</summary>
    public void Reset(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        _memory.Ensure((long)rows * Matrix.RoundUp(columns, Tile.Columns));
        _memory.Span.Clear();
    }

    public float* At(int row, int column) =>
        Data + (((((nint)column / Tile.Columns) * Rows) + row) * Tile.Columns) + (column % Tile.Columns);

    /// <summary>Packs <paramref name="source"/> (K, N).</summary>
    public void Pack(Matrix source)
    {
        Reset(source.Rows, source.Columns);
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column += Tile.Columns)
            {
                int width = Math.Min(Tile.Columns, Columns - column);
                new ReadOnlySpan<float>(source.Row(row) + column, width).CopyTo(new Span<float>(At(row, column), width));
            }
        }
    }

    /// <summary>Packs the transpose of <paramref name="source"/> (N, K).</summary>
    public void PackTransposed(Matrix source)
    {
        Reset(source.Columns, source.Rows);
        // 16 rows at a time: what is written for one column is still in the cache for the next.
        for (int top = 0; top < Rows; top += Block)
        {
            int count = Math.Min(Block, Rows - top);
            for (int column = 0; column < Columns; column++)
            {
                float* from = source.Row(column) + top;
                float* to = At(top, column);
                for (int row = 0; row < count; row++)
                    to[row * Tile.Columns] = from[row];
            }
        }
    }
}
