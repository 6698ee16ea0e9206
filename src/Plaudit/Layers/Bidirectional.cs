using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>Two LSTMs over the same input, one in each direction.</summary>
/// <param name="Units">H, features of each direction's state.</param>
/// <param name="ReturnSequences">Whether it hands on every pair of hidden states, (N, 2H), or only the last ones, (B, 2H).</param>
internal sealed record BidirectionalOptions(int Units, bool ReturnSequences) : LayerOptions
{
    public override string Type => "bidirectional";

    /// <summary>Of both directions' kernels, not of their recurrent kernels (Keras's <c>kernel_regularizer</c>).</summary>
    public WeightPenalty Penalty { get; init; }

    public static BidirectionalOptions Read(JsonSection json) =>
        new(json.Integer("units", 1, 8192), json.Flag("returnSequences", false)) { Penalty = WeightPenalty.Read(json) };

    public override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Sequence).Features;
        var forward = new LstmWeights(builder, "forward.", features, Units, Penalty);
        var backward = new LstmWeights(builder, "backward.", features, Units, Penalty);
        return new Bidirectional(forward, backward, ReturnSequences)
        {
            Name = builder.Name,
            Output = ReturnSequences ? Shape.Sequence(2 * Units) : Shape.Vector(2 * Units),
        };
    }
}

/// <summary>
/// Keras's Bidirectional(LSTM) with concatenation: [forward | backward]. The backward direction starts at each review's own last token; its hidden
/// states are flipped back, so that position t holds what was read from the end down to t.
/// </summary>
internal sealed class Bidirectional : Layer<Bidirectional.State>
{
    private readonly LstmDirection _forward;
    private readonly LstmDirection _backward;
    private readonly int _units;
    private readonly bool _sequences;

    public Bidirectional(LstmWeights forward, LstmWeights backward, bool sequences)
    {
        _forward = new LstmDirection(forward, backwards: false);
        _backward = new LstmDirection(backward, backwards: true);
        _units = forward.Units;
        _sequences = sequences;
        Parameters = [forward.Kernel, forward.Recurrent, forward.Bias, backward.Kernel, backward.Recurrent, backward.Bias];
    }

    public override bool ReadsSharedRows => true;

    public override void Prepare()
    {
        _forward.Prepare();
        _backward.Prepare();
    }

    public override void UseInt8()
    {
        _forward.UseInt8();
        _backward.UseInt8();
    }

    protected override void Forward(Features input, Features output, State state, Pass pass)
    {
        Matrix values = output.Resize(_sequences ? pass.Batch.Tokens : pass.Batch.Rows, Output.Features);

        // In this order: the forward half's padding, up to a whole panel, is overwritten by the backward half.
        _forward.Forward(input, Half(values, 0), _sequences, state.Forward, pass);
        _backward.Forward(input, Half(values, _units), _sequences, state.Backward, pass);
    }

    protected override void Backward(Features input, Features output, State state, Pass pass)
    {
        input.ResizeGradient();
        _forward.Backward(input, Half(output.Gradient, 0), _sequences, accumulate: false, state.Forward, pass);
        _backward.Backward(input, Half(output.Gradient, _units), _sequences, accumulate: true, state.Backward, pass);
    }

    private unsafe Matrix Half(Matrix both, int column) => new(both.Data + column, both.Rows, _units, both.Stride);

    internal sealed class State
    {
        public LstmDirection.State Forward { get; } = new();

        public LstmDirection.State Backward { get; } = new();
    }
}
