using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>y = x W + b, a part of layers: x (R, F), W (F, U), b (U), y (R, U). Copies of the weights in the kernels' order are its own.</summary>
internal sealed unsafe class Linear(Parameter kernel, Parameter bias)
{
    private readonly PackedMatrix _packed = new();
    private readonly PackedMatrix _packedTransposed = new();
    private readonly AlignedBuffer<float> _paddedBias = new();

    public static Linear Declare(LayerBuilder builder, string prefix, int features, int units, WeightPenalty penalty = default) => new(
        builder.Add($"{prefix}kernel", [features, units], Initializers.GlorotUniform, penalty: penalty),
        builder.Add($"{prefix}bias", [units], Initializers.Zeros));

    public IReadOnlyList<Parameter> Parameters { get; } = [kernel, bias];

    /// <summary>Brings the packed copies up to date.</summary>
    public void Prepare()
    {
        _packed.Pack(kernel.ValueMatrix);
        _packedTransposed.PackTransposed(kernel.ValueMatrix);
        _paddedBias.Ensure(Matrix.RoundUp(bias.Count, Tile.Columns));
        _paddedBias.Span.Clear();
        bias.Value.CopyTo(_paddedBias.Span);
    }

    public void Forward(ThreadTeam team, Matrix x, Matrix y) => Product.Multiply(team, x, _packed, y, _paddedBias.Pointer);

    /// <summary>Adds to the gradients of W and b, and writes or adds to <paramref name="dx"/>.</summary>
    public void Backward(ThreadTeam team, Matrix x, Matrix dy, Matrix dx, bool accumulate, Scratch scratch)
    {
        Matrix dw = scratch.Kernel.Ensure(x.Columns, dy.Columns);
        dw.Clear();
        Product.AddTransposed(team, x, dy, dw);
        Matrix gradient = kernel.GradientMatrix;
        for (int row = 0; row < dw.Rows; row++)
            Elementwise.Add(dw.Row(row), gradient.Row(row), dw.Columns);
        Matrix db = scratch.Bias.Ensure(1, dy.Columns);
        Elementwise.SumRows(team, dy, db);
        Elementwise.Add(db.Data, bias.GradientMatrix.Data, db.Columns);
        Product.Multiply(team, dy, _packedTransposed, dx, accumulate: accumulate);
    }

    /// <summary>Gradients in whole tiles, before they are added to the parameters'.</summary>
    internal sealed class Scratch
    {
        public MatrixBuffer Kernel { get; } = new();

        public MatrixBuffer Bias { get; } = new();
    }
}
