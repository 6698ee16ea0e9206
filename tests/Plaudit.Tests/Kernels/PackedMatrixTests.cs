using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

public unsafe class PackedMatrixTests
{
    [Fact]
    public void Every_element_lies_where_the_tile_reads_it_and_missing_columns_are_zero()
    {
        var packed = new PackedMatrix();
        var transposed = new PackedMatrix();
        for (int columns = 1; columns <= 130; columns++)
        {
            int rows = 1 + (columns * 7 % 19);
            var source = new GuardedMatrix(rows, columns, float.NaN);
            source.Randomize(columns);
            // The same object again and again, from small to large: nothing old may show through.
            packed.Pack(source.View);
            AssertPacked(packed, rows, columns, (row, column) => source.View.RowSpan(row)[column]);
            transposed.PackTransposed(source.View);
            AssertPacked(transposed, columns, rows, (row, column) => source.View.RowSpan(column)[row]);
            GC.KeepAlive(source);
        }

        var zeros = new GuardedMatrix(2, 3);
        packed.Pack(zeros.View);
        AssertPacked(packed, 2, 3, (_, _) => 0);
        GC.KeepAlive(zeros);
    }

    private static void AssertPacked(PackedMatrix packed, int rows, int columns, Func<int, int, float> element)
    {
        Assert.Equal((rows, columns), (packed.Rows, packed.Columns));
        int panels = (columns + 63) / 64;
        for (int panel = 0; panel < panels; panel++)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int j = 0; j < 64; j++)
                {
                    int column = (64 * panel) + j;
                    float expected = column < columns ? element(row, column) : 0;
                    float found = packed.Data[(((panel * rows) + row) * 64) + j];
                    if (expected != found)
                        Assert.Fail($"({rows}, {columns}), element ({row}, {column}): expected {expected:R}, found {found:R}");
                }
            }
        }

        Assert.True(packed.At(rows - 1, columns - 1) == packed.Data + ((((((columns - 1) / 64) * rows) + rows - 1) * 64) + ((columns - 1) % 64)));
    }
}
