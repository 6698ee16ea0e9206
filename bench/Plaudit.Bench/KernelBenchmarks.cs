using BenchmarkDotNet.Attributes;
using Plaudit.Kernels;

namespace Plaudit.Bench;

/// <summary>Matrix products at the shapes of the notebook's baseline, one thread.</summary>
public unsafe class KernelBenchmarks
{
    private readonly MatrixBuffer _a = new();
    private readonly MatrixBuffer _c = new();
    private readonly MatrixBuffer _d = new();
    private readonly PackedMatrix _b = new();

    /// <summary>Rows of the left matrix.</summary>
    [Params(64, 3500)]
    public int Rows { get; set; }

    /// <summary>Fills the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Fill(_a.Ensure(Rows, 128));
        Fill(_c.Ensure(Rows, 512));
        _d.Ensure(128, 512).Clear();
        var weights = new MatrixBuffer();
        Fill(weights.Ensure(128, 512));
        _b.Pack(weights.View);
    }

    /// <summary>(R, 128) x (128, 512)</summary>
    [Benchmark]
    public void Multiply() => Product.Multiply(ThreadTeam.Single, _a.View, _b, _c.View);

    /// <summary>(R, 128)' x (R, 512)</summary>
    [Benchmark]
    public void AddTransposed() => Product.AddTransposed(ThreadTeam.Single, _a.View, _c.View, _d.View);

    private static void Fill(Matrix matrix)
    {
        var random = new SeededRandom(1);
        for (int row = 0; row < matrix.Rows; row++)
        {
            foreach (ref float value in matrix.RowSpan(row))
                value = (float)random.NextUniform(-0.1, 0.1);
        }
    }
}
