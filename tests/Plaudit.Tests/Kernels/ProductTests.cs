using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>
/// Matrix products agree with sums in doubles at every size around the edges of tiles and blocks, and write nothing outside of their target.
/// </summary>
public sealed unsafe class ProductTests : IDisposable
{
    private readonly ThreadTeam[] _teams = [new(1), new(2), new(3)];

    // Every row count with every column count, the depths taken in turn; and every depth, the others taken in turn.
    private static readonly (int Rows, int Columns, int Depth)[] s_sizes =
    [
        .. from rows in Enumerable.Range(1, 9) from columns in Enumerable.Range(1, 130) select (rows, columns, (rows * 131 * columns) % 140),
        .. from depth in Enumerable.Range(0, 301) select (1 + (depth % 9), 1 + (depth * 37 % 130), depth),
        (47, 65, 129), (48, 64, 128), (49, 63, 127), (97, 20, 256), (200, 1, 5), (64, 512, 100), (3, 300, 3),
    ];

    public void Dispose()
    {
        foreach (ThreadTeam team in _teams)
            team.Dispose();
    }

    [Fact]
    public void Multiply_gives_the_product_with_and_without_bias_and_adds_where_asked()
    {
        foreach ((int rows, int columns, int depth) in s_sizes)
        {
            var a = new GuardedMatrix(rows, depth, float.NaN);
            var b = new GuardedMatrix(depth, columns, float.NaN);
            var bias = new GuardedMatrix(1, columns);
            var packed = new PackedMatrix();
            double[,] sums = Sum(a.Randomize(1), b.Randomize(2));
            double[,] biasValues = bias.Randomize(3);
            packed.Pack(b.View);
            int turn = (rows + columns + depth) % 3;
            var c = new GuardedMatrix(rows, columns, float.NaN);
            double[,] before = c.Randomize(4);
            Product.Multiply(_teams[turn], a.View, packed, c.View, turn == 0 ? bias.View.Data : null, accumulate: turn == 1);
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                    sums[row, column] += turn == 0 ? biasValues[0, column] : turn == 1 ? before[row, column] : 0;
            }

            AssertClose($"({rows}, {depth}) x ({depth}, {columns})", sums, c, depth);
            GC.KeepAlive((a, b, packed, bias));
        }
    }

    [Fact]
    public void AddTransposed_adds_the_product_of_the_transpose()
    {
        foreach ((int rows, int columns, int depth) in s_sizes)
        {
            var a = new GuardedMatrix(depth, rows, float.NaN);
            var b = new GuardedMatrix(depth, columns);
            var c = new GuardedMatrix(rows, columns);
            double[,] aValues = a.Randomize(1);
            double[,] transposed = new double[rows, depth];
            for (int row = 0; row < rows; row++)
            {
                for (int k = 0; k < depth; k++)
                    transposed[row, k] = aValues[k, row];
            }

            double[,] sums = Sum(transposed, b.Randomize(2));
            double[,] before = c.Randomize(4);
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                    sums[row, column] += before[row, column];
            }

            Product.AddTransposed(_teams[(rows + columns + depth) % 3], a.View, b.View, c.View);
            AssertClose($"({depth}, {rows})' x ({depth}, {columns})", sums, c, depth);
            GC.KeepAlive((a, b));
        }
    }

    [Theory]
    [InlineData(64, 512, 100)]
    [InlineData(49, 65, 130)]
    [InlineData(7, 3, 300)]
    public void Every_number_of_threads_gives_the_same_bits(int rows, int columns, int depth)
    {
        var a = new GuardedMatrix(rows, depth);
        var b = new GuardedMatrix(depth, columns);
        var packed = new PackedMatrix();
        a.Randomize(1);
        b.Randomize(2);
        packed.Pack(b.View);
        var weights = new GuardedMatrix(depth, rows);
        weights.Randomize(5);
        float[][] products = [.. _teams.Select(team =>
        {
            var c = new GuardedMatrix(rows, columns);
            Product.Multiply(team, a.View, packed, c.View);
            Product.AddTransposed(team, weights.View, b.View, c.View);
            return Layers.RaggedArrays.Flatten(c.View);
        })];
        Assert.Equal(products[0], products[1]);
        Assert.Equal(products[0], products[2]);
        GC.KeepAlive((a, b, packed, weights));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var a = new GuardedMatrix(3, 4);
        var packed = new PackedMatrix();
        packed.Reset(4, 5);
        Assert.Contains("(3, 4) x (4, 5) -> (3, 6)",
            Assert.Throws<ArgumentException>(() => Product.Multiply(ThreadTeam.Single, a.View, packed, new GuardedMatrix(3, 6).View)).Message);
        Assert.Contains("(3, 4)' x (2, 5) -> (4, 5)",
            Assert.Throws<ArgumentException>(
                () => Product.AddTransposed(ThreadTeam.Single, a.View, new GuardedMatrix(2, 5).View, new GuardedMatrix(4, 5).View)).Message);
    }

    private static double[,] Sum(double[,] a, double[,] b)
    {
        double[,] c = new double[a.GetLength(0), b.GetLength(1)];
        for (int row = 0; row < c.GetLength(0); row++)
        {
            for (int k = 0; k < a.GetLength(1); k++)
            {
                double x = a[row, k];
                for (int column = 0; column < c.GetLength(1); column++)
                    c[row, column] += x * b[k, column];
            }
        }

        return c;
    }

    private static void AssertClose(string what, double[,] expected, GuardedMatrix actual, int depth)
    {
        for (int row = 0; row < actual.View.Rows; row++)
        {
            for (int column = 0; column < actual.View.Columns; column++)
                Products.AssertClose(what, row, column, expected[row, column], actual.View.RowSpan(row)[column], depth);
        }

        actual.AssertGuardsIntact(what);
    }
}
