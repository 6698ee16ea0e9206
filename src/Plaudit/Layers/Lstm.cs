using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>A long short-term memory layer.</summary>
/// <param name="Units">H, features of its state.</param>
/// <param name="ReturnSequences">Whether it hands on every hidden state, (N, H), or only each review's last, (B, H).</param>
internal sealed record LstmOptions(int Units, bool ReturnSequences) : LayerOptions
{
    public override string Type => "lstm";

    /// <summary>Of the kernel alone, not of the recurrent kernel (Keras's <c>kernel_regularizer</c>).</summary>
    public WeightPenalty Penalty { get; init; }

    public static LstmOptions Read(JsonSection json) =>
        new(json.Integer("units", 1, 8192), json.Flag("returnSequences", false)) { Penalty = WeightPenalty.Read(json) };

    public override Layer Build(LayerBuilder builder)
    {
        int features = builder.Need(ShapeKind.Sequence).Features;
        return new Lstm(new LstmWeights(builder, "", features, Units, Penalty), ReturnSequences)
        {
            Name = builder.Name,
            Output = ReturnSequences ? Shape.Sequence(Units) : Shape.Vector(Units),
        };
    }
}

/// <summary>Hochreiter and Schmidhuber's LSTM with forget gates, by Keras's rules: gates i, f, g, o, one bias, tanh and logistic activations.</summary>
internal sealed class Lstm : Layer<LstmDirection.State>
{
    private readonly LstmDirection _direction;
    private readonly bool _sequences;

    public Lstm(LstmWeights weights, bool sequences)
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
