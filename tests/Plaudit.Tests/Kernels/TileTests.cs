using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>The register tile is a sum of products for every height, depth and way of reading A, and writes nothing but its rows.</summary>
public unsafe class TileTests
{
    [Fact]
    public void Every_height_and_depth_at_every_width()
    {
        for (int rows = 1; rows <= 4; rows++)
        {
            foreach (int depth in (ReadOnlySpan<int>)[0, 1, 2, 3, 4, 5, 16, 63, 64, 65, 127, 128, 129, 300])
            {
                foreach (bool transposed in (ReadOnlySpan<bool>)[false, true])
                {
                    foreach (bool inPlace in (ReadOnlySpan<bool>)[false, true])
                    {
                        Check<Lane128>(rows, depth, transposed, inPlace);
                        Check<Lane256>(rows, depth, transposed, inPlace);
                        Check<Lane512>(rows, depth, transposed, inPlace);
                    }
                }
            }
        }
    }

    private static void Check<TLane>(int rows, int depth, bool transposed, bool inPlace)
        where TLane : unmanaged, ILane<TLane>
    {
        if (rows > TLane.TileRows)
            return;
        var a = new GuardedMatrix(transposed ? depth : rows, transposed ? rows : depth, float.NaN);
        var b = new GuardedMatrix(depth, Tile.Columns, float.NaN);
        var c = new GuardedMatrix(rows, Tile.Columns);
        var start = new GuardedMatrix(rows, Tile.Columns);
        double[,] aValues = a.Randomize(1);
        double[,] bValues = b.Randomize(2);
        double[,] startValues = inPlace ? c.Randomize(3) : start.Randomize(3);
        float** starts = stackalloc float*[4];
        for (int row = 0; row < rows; row++)
            starts[row] = inPlace ? c.View.Row(row) : start.View.Row(row);
        nint aRow = transposed ? 1 : a.View.Stride;
        nint aStep = transposed ? a.View.Stride : 1;
        Tile.Multiply<TLane>(a.View.Data, aRow, aStep, b.View.Data, b.View.Stride, depth, starts, c.View.Data, c.View.Stride, rows);
        string what = $"{TLane.Width} floats, {rows} rows, depth {depth}, transposed {transposed}, in place {inPlace}";
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < Tile.Columns; column++)
            {
                double sum = startValues[row, column];
                for (int k = 0; k < depth; k++)
                    sum += (transposed ? aValues[k, row] : aValues[row, k]) * bValues[k, column];
                Products.AssertClose(what, row, column, sum, c.View.RowSpan(row)[column], depth);
            }
        }

        c.AssertGuardsIntact(what);
        GC.KeepAlive((a, b, start));
    }
}
