using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A fully connected layer.</summary>
/// <param name="Units">Features of its output.</param>
/// <param name="Activation">linear, relu, tanh or sigmoid.</param>
internal sealed record DenseOptions(int Units, string Activation) : LayerOptions
{
    public override string Type => "dense";

    public static DenseOptions Read(JsonSection json) =>
        new(json.Integer("units", 1, 65536), json.Choice("activation", "linear", [.. DenseActivation.Names]));

    public override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Vector).Features;
        Parameter kernel = builder.Add("kernel", [features, Units], Initializers.GlorotUniform);
        Parameter bias = builder.Add("bias", [Units], Initializers.Zeros);
        return new Dense(kernel, bias, Activation) { Name = builder.Name, Output = Shape.Vector(Units) };
    }
}

/// <summary>y = activation(x W + b); x (B, F), W (F, U), b (U), y (B, U).</summary>
internal sealed unsafe class Dense : Layer<Dense.State>
{
    private readonly Parameter _kernel;
    private readonly Parameter _bias;
    private readonly string _activation;
    private readonly PackedMatrix _packed = new();
    private readonly PackedMatrix _packedTransposed = new();

    public Dense(Parameter kernel, Parameter bias, string activation)
    {
        _kernel = kernel;
        _bias = bias;
        _activation = activation;
        Parameters = [kernel, bias];
    }

    public override void Prepare()
    {
        _packed.Pack(_kernel.ValueMatrix);
        _packedTransposed.PackTransposed(_kernel.ValueMatrix);
    }

    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        Matrix y = output.Resize(input.Values.Rows, Output.Features);
        Product.Multiply(pass.Team, input.Values, _packed, y);
        for (int row = 0; row < y.Rows; row++)
        {
            fixed (float* bias = _bias.Value)
                Elementwise.Add(bias, y.Row(row), y.Columns);
            DenseActivation.Apply(_activation, y.RowSpan(row));
        }
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        Matrix dy = output.Gradient;
        for (int row = 0; row < dy.Rows; row++)
        {
            DenseActivation.Backward(_activation, output.Values.RowSpan(row), dy.RowSpan(row));
            fixed (float* bias = _bias.Gradient)
                Elementwise.Add(dy.Row(row), bias, dy.Columns);
        }

        Matrix dw = state.KernelGradient.Ensure(input.Values.Columns, dy.Columns);
        dw.Clear();
        Product.AddTransposed(pass.Team, input.Values, dy, dw);
        Matrix gradient = _kernel.GradientMatrix;
        for (int row = 0; row < dw.Rows; row++)
            Elementwise.Add(dw.Row(row), gradient.Row(row), dw.Columns);
        Product.Multiply(pass.Team, dy, _packedTransposed, input.ResizeGradient());
    }

    internal sealed class State
    {
        /// <summary>(F, U) in whole tiles, before it is added to the parameter's.</summary>
        public MatrixBuffer KernelGradient { get; } = new();
    }
}
