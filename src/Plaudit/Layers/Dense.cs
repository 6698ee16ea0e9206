using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A fully connected layer. The last layer of a network has one unit, the logit.</summary>
/// <param name="Units">Features of its output, 1 to 65,536.</param>
/// <param name="Activation">What follows the product. Default linear.</param>
public sealed record Dense(int Units, Activation Activation = Activation.Linear) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, Dense> Options = new("dense", () =>
        new OptionTable<Dense>("A fully connected layer. The last one has one unit: the logit.", new Dense(1))
            .Add("units", Values.Whole(1, 65536), "Features of its output.", x => x.Units, (x, v) => x with { Units = v }, required: true)
            .Add(
                "activation",
                Values.Choice("linear", "relu", "tanh", "sigmoid"),
                "What follows the product.",
                x => (int)x.Activation,
                (x, v) => x with { Activation = (Activation)v })
            .Include(WeightPenalty.Table, x => x.Penalty, (x, v) => x with { Penalty = v }));

    /// <summary>Applies to the kernel (Keras's <c>kernel_regularizer</c>). Default none.</summary>
    public WeightPenalty Penalty { get; init; }

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override ShapeKind? Reads => ShapeKind.Vector;

    internal override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Vector).Features;
        var linear = Linear.Declare(builder, "", features, Units, Penalty);
        return new DenseLayer(linear, Activation) { Name = builder.Name, Output = Shape.Vector(Units) };
    }
}

/// <summary>y = activation(x W + b); x (B, F), W (F, U), b (U), y (B, U).</summary>
internal sealed class DenseLayer : Layer<Linear.Scratch>
{
    private readonly Linear _linear;
    private readonly Activation _activation;

    public DenseLayer(Linear linear, Activation activation)
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
