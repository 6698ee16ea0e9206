using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A fully connected layer.</summary>
/// <param name="Units">Features of its output.</param>
/// <param name="Activation">linear, relu, tanh or sigmoid.</param>
internal sealed record DenseOptions(int Units, string Activation) : LayerOptions
{
    public override string Type => "dense";

    /// <summary>Of the kernel (Keras's <c>kernel_regularizer</c>).</summary>
    public WeightPenalty Penalty { get; init; }

    public static DenseOptions Read(JsonSection json) =>
        new(json.Integer("units", 1, 65536), json.Choice("activation", "linear", [.. DenseActivation.Names])) { Penalty = WeightPenalty.Read(json) };

    public override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Vector).Features;
        return new Dense(Linear.Declare(builder, "", features, Units, Penalty), Activation) { Name = builder.Name, Output = Shape.Vector(Units) };
    }
}

/// <summary>y = activation(x W + b); x (B, F), W (F, U), b (U), y (B, U).</summary>
internal sealed class Dense : Layer<Linear.Scratch>
{
    private readonly Linear _linear;
    private readonly string _activation;

    public Dense(Linear linear, string activation)
    {
        _linear = linear;
        _activation = activation;
        Parameters = linear.Parameters;
    }

    public override void Prepare() => _linear.Prepare();

    protected override void Forward(Features input, Features output, Linear.Scratch state, Pass pass)
    {
        Matrix y = output.Resize(input.Values.Rows, Output.Features);
        _linear.Forward(pass.Team, input.Values, y);
        for (int row = 0; row < y.Rows; row++)
            DenseActivation.Apply(_activation, y.RowSpan(row));
    }

    protected override void Backward(Features input, Features output, Linear.Scratch state, Pass pass)
    {
        Matrix dy = output.Gradient;
        for (int row = 0; row < dy.Rows; row++)
            DenseActivation.Backward(_activation, output.Values.RowSpan(row), dy.RowSpan(row));
        _linear.Backward(pass.Team, input.Values, dy, input.ResizeGradient(), accumulate: false, state);
    }
}
