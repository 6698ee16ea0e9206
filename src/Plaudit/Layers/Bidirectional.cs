using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>Two LSTMs over the same input, one per direction, with concatenated states.</summary>
/// <param name="Lstm">The LSTM of each direction; its penalty applies to both kernels, not to the recurrent kernels.</param>
public sealed record Bidirectional(Lstm Lstm) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, Bidirectional> Options = new("bidirectional", () =>
        new OptionTable<Bidirectional>("Two LSTMs over the same input, one in each direction, concatenated.", new Bidirectional(new Lstm(1)))
            .Include(Lstm.Options.Table, x => x.Lstm, (x, v) => x with { Lstm = v }));

    /// <summary>The LSTM of each direction.</summary>
    public Lstm Lstm { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } =
        Lstm ?? throw new ArgumentNullException(nameof(Lstm));

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Sequence).Features;
        bool sequences = Lstm.ReturnSequences ?? builder.NextReadsSequence;
        var forward = new LstmWeights(builder, "forward.", features, Lstm.Units, Lstm.Penalty);
        var backward = new LstmWeights(builder, "backward.", features, Lstm.Units, Lstm.Penalty);
        return new BidirectionalLayer(forward, backward, sequences)
        {
            Name = builder.Name,
            Output = sequences ? Shape.Sequence(2 * Lstm.Units) : Shape.Vector(2 * Lstm.Units),
        };
    }
}

/// <summary>
/// Keras's Bidirectional(LSTM) with concatenation: [forward | backward]. The backward direction starts at each review's own last token; its hidden
/// states are flipped back, so that position t holds what was read from the end down to t.
/// </summary>
internal sealed class BidirectionalLayer : Layer<BidirectionalLayer.State>
{
    private readonly LstmDirection _forward;
    private readonly LstmDirection _backward;
    private readonly int _units;
    private readonly bool _sequences;

    public BidirectionalLayer(LstmWeights forward, LstmWeights backward, bool sequences)
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
