using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;
using ReferenceGradients = Plaudit.Tests.Reference.LstmGradients;

namespace Plaudit.Tests.Layers;

/// <summary>A direction that reads backwards is the reference on rows that are turned around within their own lengths.</summary>
public class LstmDirectionTests
{
    public static TheoryData<int, int, int, int> Shapes => LayerShape.Table;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Reading_backwards_starts_at_each_rows_own_end(int rows, int steps, int features, int units)
    {
        var shape = new LayerShape(rows, steps, features, units);
        foreach (bool sequences in (ReadOnlySpan<bool>)[false, true])
            Check(shape, sequences);
    }

    private static void Check(LayerShape shape, bool sequences)
    {
        RaggedBatch batch = shape.Batch();
        double[,] table = LayerShape.Random(new double[LayerShape.TableRows, shape.Features], 1);
        double[,] outputGradient = LayerShape.Random(new double[sequences ? batch.Tokens : batch.Rows, shape.Units], 2);
        var rig = new LayerRig(new BackwardsOptions(shape.Units, sequences), Shape.Sequence(shape.Features));
        var reference = new ReferenceLstm(rig.Matrix("kernel"), rig.Matrix("recurrent_kernel"), rig.Vector("bias"));
        int[] lengths = batch.Lengths.ToArray();
        (double[,,] states, double[,] last, _) = reference.Forward(RaggedArrays.Embed(batch, table).FlipWithinLengths(lengths), lengths);
        double[] output = sequences ? RaggedArrays.Flatten(batch, states.FlipWithinLengths(lengths)) : last.Flat().ToArray();
        ReferenceGradients gradients = sequences
            ? reference.Backward(dStates: RaggedArrays.Pad(batch, outputGradient).FlipWithinLengths(lengths))
            : reference.Backward(dLastH: outputGradient);
        double[,,] dX = gradients.DX.FlipWithinLengths(lengths);
        using var team = new ThreadTeam(2);
        foreach (InputRows inputRows in (ReadOnlySpan<InputRows>)[InputRows.Plain, InputRows.Shared])
        {
            rig.ClearGradients();
            rig.SetSequence(batch, table, inputRows);
            string run = $"{inputRows} rows, sequences: {sequences}";
            Close.Check($"prediction, {run}", output, rig.Forward(new Pass(batch, team, Training: false)));
            Close.Check($"output, {run}", output, rig.Forward(new Pass(batch, team, Training: true)));
            double[] inputGradient = inputRows == InputRows.Plain
                ? RaggedArrays.Flatten(batch, dX)
                : RaggedArrays.SumById(batch, dX, LayerShape.TableRows);
            Close.Check($"dx, {run}", inputGradient, rig.Backward(outputGradient, new Pass(batch, team, Training: true)));
            Close.Check($"dW, {run}", gradients.DW.Flat(), rig.Gradient("kernel"));
            Close.Check($"dU, {run}", gradients.DU.Flat(), rig.Gradient("recurrent_kernel"));
            Close.Check($"db, {run}", gradients.DB, rig.Gradient("bias"));
        }
    }

    /// <summary>A layer of one direction that reads backwards.</summary>
    private sealed record BackwardsOptions(int Units, bool Sequences) : LayerOptions
    {
        private static readonly OptionKind<LayerOptions, BackwardsOptions> s_kind =
            new("backwards", () => new("An LSTM that reads backwards.", new(1, false)));

        internal override OptionKind<LayerOptions> Kind => s_kind;

        internal override Layer Build(LayerBuilder builder)
        {
            var weights = new LstmWeights(builder, "", builder.Input.Features, Units);
            return new Backwards(weights, Sequences) { Name = builder.Name, Output = Sequences ? Shape.Sequence(Units) : Shape.Vector(Units) };
        }
    }

    private sealed class Backwards(LstmWeights weights, bool sequences) : Layer<LstmDirection.State>
    {
        private readonly LstmDirection _direction = new(weights, backwards: true);

        public override void Prepare() => _direction.Prepare();

        protected override void Forward(Features input, Features output, LstmDirection.State state, Pass pass) =>
            _direction.Forward(input, output.Resize(sequences ? pass.Batch.Tokens : pass.Batch.Rows, weights.Units), sequences, state, pass);

        protected override void Backward(Features input, Features output, LstmDirection.State state, Pass pass)
        {
            input.ResizeGradient();
            _direction.Backward(input, output.Gradient, sequences, accumulate: false, state, pass);
        }
    }
}
