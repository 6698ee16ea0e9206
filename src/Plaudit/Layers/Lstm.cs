using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A long short-term memory layer.</summary>
/// <param name="Units">H, features of its state, 1 to 8,192.</param>
public sealed record Lstm(int Units) : LayerOptions
{
    internal static readonly OptionKind<LayerOptions, Lstm> Options = new("lstm", () =>
        new OptionTable<Lstm>("A long short-term memory layer, by Keras's rules.", new Lstm(1))
            .Add(
                "units",
                Values.Whole(1, 8192),
                "Features of its state; a bidirectional layer has as many in each direction.",
                x => x.Units,
                (x, v) => x with { Units = v },
                required: true)
            .Add(
                "returnSequences",
                Values.Flag.OrNull(),
                "Whether it hands on the hidden state of every token, or only each review's last; null: whichever the next layer reads.",
                x => x.ReturnSequences,
                (x, v) => x with { ReturnSequences = v })
            .Include(WeightPenalty.Table, x => x.Penalty, (x, v) => x with { Penalty = v }));

    /// <summary>
    /// Whether it returns every hidden state, (N, H), or only each review's last, (B, H); null returns what the next layer reads. Default null.
    /// </summary>
    public bool? ReturnSequences { get; init; }

    /// <summary>Applies to the kernel, not to the recurrent kernel (Keras's <c>kernel_regularizer</c>). Default none.</summary>
    public WeightPenalty Penalty { get; init; }

    internal override OptionKind<LayerOptions> Kind => Options;

    internal override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Sequence).Features;
        bool sequences = ReturnSequences ?? builder.NextReadsSequence;
        return new LstmLayer(new LstmWeights(builder, "", features, Units, Penalty), sequences)
        {
            Name = builder.Name,
            Output = sequences ? Shape.Sequence(Units) : Shape.Vector(Units),
        };
    }
}

/// <summary>
/// Hochreiter and Schmidhuber's LSTM with forget gates, by Keras's rules: gates i, f, g, o, one bias, tanh and logistic activations.
/// </summary>
internal sealed class LstmLayer : Layer<LstmDirection.State>
{
    private readonly LstmDirection _direction;
    private readonly bool _sequences;

    public LstmLayer(LstmWeights weights, bool sequences)
    {
        _direction = new LstmDirection(weights, backwards: false);
        _sequences = sequences;
        Parameters = [weights.Kernel, weights.Recurrent, weights.Bias];
    }

    public override bool ReadsSharedRows => true;

    public override void Prepare() => _direction.Prepare();

    public override void UseInt8() => _direction.UseInt8();

    protected override void Forward(Features input, Features output, LstmDirection.State state, Pass pass)
    {
        Matrix values = output.Resize(_sequences ? pass.Batch.Tokens : pass.Batch.Rows, Output.Features);
        _direction.Forward(input, values, _sequences, state, pass);
    }

    protected override void Backward(Features input, Features output, LstmDirection.State state, Pass pass)
    {
        input.ResizeGradient();
        _direction.Backward(input, output.Gradient, _sequences, accumulate: false, state, pass);
    }
}
