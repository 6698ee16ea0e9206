using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>
/// A matrix between canaries: writes beyond its rows and strides are noticed. What lies between columns and stride belongs to the kernels; it
/// starts as NaN where a kernel must not read it into a result, or as zero. A view does not keep its memory: tests end with
/// <see cref="GC.KeepAlive"/>.
/// </summary>
internal sealed unsafe class GuardedMatrix
{
    private const float Canary = -7.25e11f;
    private const int Guard = 128;

    private readonly AlignedBuffer<float> _memory = new();

    public GuardedMatrix(int rows, int columns, float padding = 0)
    {
        int stride = Matrix.PaddedStride(columns);
        _memory.Ensure(((long)rows * stride) + (2 * Guard));
        _memory.Span.Fill(Canary);
        View = new Matrix(_memory.Pointer + Guard, rows, columns, stride);
        for (int row = 0; row < rows; row++)
        {
            new Span<float>(View.Row(row), stride).Fill(padding);
            View.RowSpan(row).Clear();
        }
    }

    public Matrix View { get; }

    /// <summary>Random numbers in [-1, 1), also as doubles.</summary>
    public double[,] Randomize(long seed)
    {
        var random = new SeededRandom(seed);
        double[,] values = new double[View.Rows, View.Columns];
        for (int row = 0; row < View.Rows; row++)
        {
            for (int column = 0; column < View.Columns; column++)
                values[row, column] = View.RowSpan(row)[column] = (float)random.NextUniform(-1, 1);
        }

        return values;
    }

    public void AssertGuardsIntact(string what)
    {
        ReadOnlySpan<float> all = _memory.Span;
        bool intact = !all[..Guard].ContainsAnyExcept(Canary) && !all[^Guard..].ContainsAnyExcept(Canary);
        Assert.True(intact, $"{what}: floats outside the matrix were overwritten");
    }
}
