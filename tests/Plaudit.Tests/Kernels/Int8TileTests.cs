using System.Runtime.Intrinsics;
using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>
/// Products in bytes are exact sums of rounded states and weights, whatever rows stand side by side, and close to the products in floats.
/// </summary>
public unsafe class Int8TileTests
{
    [Theory]
    [InlineData(4, 64)]
    [InlineData(20, 128)]
    [InlineData(128, 512)]
    [InlineData(130, 192)]
    public void Every_number_of_rows_gives_the_same_exact_sums(int depth, int columns)
    {
        var floats = new GuardedMatrix(depth, columns);
        double[,] w = floats.Randomize(1);
        var packed = new PackedMatrix();
        packed.Pack(floats.View);
        var weights = new Int8Matrix();
        weights.Pack(packed);
        var hidden = new GuardedMatrix(Int8Tile.Rows, Matrix.RoundUp(depth, LstmCell.Units));
        double[,] h = hidden.Randomize(2);
        var start = new GuardedMatrix(Int8Tile.Rows, Tile.Columns);
        double[,] starts = start.Randomize(3);
        byte[] states = new byte[(Int8Tile.Rows * weights.Depth) + LstmCell.Units];
        fixed (byte* bytes = states)
        {
            for (int row = 0; row < Int8Tile.Rows; row++)
            {
                for (int unit = 0; unit < depth; unit += LstmCell.Units)
                    Int8Matrix.Quantize(hidden.View.Row(row) + unit, bytes + (row * weights.Depth) + unit);
            }

            for (int column = 0; column < columns; column += Tile.Columns)
            {
                for (int rows = 1; rows <= Int8Tile.Rows; rows++)
                    Check(weights, column, bytes, start.View, rows, (row, j) => Expected(h, w, depth, row, column + j, starts[row, j]));
            }
        }

        GC.KeepAlive((floats, hidden, start, packed));
    }

    /// <summary>What this CPU does with its own instructions equals the portable rule, at the ends of both ranges too.</summary>
    [Fact]
    public void Sums_of_four_products_are_those_of_the_portable_rule()
    {
        var random = new Random(4);
        for (int round = 0; round < 200; round++)
        {
            byte[] states = [.. Enumerable.Range(0, 32).Select(_ => round < 4 ? (byte)(255 * (round & 1)) : (byte)random.Next(256))];
            sbyte[] weights = [.. Enumerable.Range(0, 32).Select(_ => round < 4 ? (sbyte)(round < 2 ? -128 : 127) : (sbyte)random.Next(-128, 128))];
            int[] sums = [.. Enumerable.Range(0, 8).Select(_ => random.Next(-1_000_000, 1_000_000))];
            int[] expected = [.. sums.Select((sum, i) => sum + Enumerable.Range(4 * i, 4).Sum(k => states[k] * weights[k]))];
            Assert.Equal(expected, Lanes(Int8Dot.MultiplyAdd(Vector256.Create(sums), Vector256.Create(states), Vector256.Create(weights))));
            Assert.Equal(expected, Lanes(
                Int8Dot.Plain(Vector256.Create(sums), Vector256.Create(states).AsInt32(), Vector256.Create(weights).AsInt32())));
        }
    }

    private static int[] Lanes(Vector256<int> vector) => [.. Enumerable.Range(0, 8).Select(i => vector[i])];

    private static void Check(
        Int8Matrix weights, int column, byte* states, Matrix start, int rows, Func<int, int, (float Exact, double Float, double Bound)> expected)
    {
        // Rows of a panel lie behind each other without a gap.
        float[] z = new float[(rows + 1) * Tile.Columns];
        Array.Fill(z, float.NaN);
        float** starts = stackalloc float*[Int8Tile.Rows];
        for (int row = 0; row < rows; row++)
            starts[row] = start.Row(row);
        fixed (float* target = z)
        {
            if (rows == 1)
                Int8Tile.One(weights, column, states, starts[0], target);
            else
                Int8Tile.Multiply(weights, column, states, starts, target, rows);
        }

        for (int row = 0; row < rows; row++)
        {
            for (int j = 0; j < Tile.Columns; j++)
            {
                (float exact, double inFloats, double bound) = expected(row, j);
                Assert.Equal(exact, z[(row * Tile.Columns) + j]);
                Assert.InRange(Math.Abs(exact - inFloats), 0, bound);
            }
        }

        Assert.All(z[(rows * Tile.Columns)..], value => Assert.True(float.IsNaN(value), "floats behind the rows were overwritten"));
    }

    /// <summary>
    /// The sum as the rule has it, rounded once where the machine can, the sum in doubles, and how far rounding to bytes may part them.
    /// </summary>
    private static (float Exact, double Float, double Bound) Expected(double[,] h, double[,] w, int depth, int row, int column, double start)
    {
        float largest = 0;
        for (int k = 0; k < depth; k++)
            largest = Math.Max(largest, Math.Abs((float)w[k, column]));
        float unit = largest / 127;
        int sum = 0;
        double inFloats = start;
        for (int k = 0; k < depth; k++)
        {
            sum += (int)MathF.Round((float)h[row, k] * 127) * (int)MathF.Round((float)w[k, column] / unit);
            inFloats += h[row, k] * w[k, column];
        }

        double bound = depth * ((unit / 2) + (largest / 254) + (unit / 508) + 1e-6);
        return (Vector128.MultiplyAddEstimate(
            Vector128.CreateScalar((float)sum), Vector128.CreateScalar(unit / 127), Vector128.CreateScalar((float)start)).ToScalar(), inFloats,
            bound);
    }
}
