using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;
using ReferenceGradients = Plaudit.Tests.Reference.LstmGradients;

namespace Plaudit.Tests.Layers;

/// <summary>The LSTM layer agrees with the plain double-precision LSTM on every shape, way of storing its input, and number of threads.</summary>
public class LstmTests
{
    public static TheoryData<int, int, int, int> Shapes => LayerShape.Table;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_last_state_and_its_gradients_are_the_references(int rows, int steps, int features, int units) =>
        Check(new LayerShape(rows, steps, features, units), sequences: false);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void All_states_and_their_gradients_are_the_references(int rows, int steps, int features, int units) =>
        Check(new LayerShape(rows, steps, features, units), sequences: true);

    private static void Check(LayerShape shape, bool sequences)
    {
        RaggedBatch batch = shape.Batch();
        double[,] table = LayerShape.Random(new double[LayerShape.TableRows, shape.Features], 1);
        double[,] outputGradient = LayerShape.Random(new double[sequences ? batch.Tokens : batch.Rows, shape.Units], 2);
        var rig = new LayerRig(new Lstm(shape.Units) { ReturnSequences = sequences }, Shape.Sequence(shape.Features));
        var reference = new ReferenceLstm(rig.Matrix("kernel"), rig.Matrix("recurrent_kernel"), rig.Vector("bias"));
        (double[,,] states, double[,] last, _) = reference.Forward(RaggedArrays.Embed(batch, table), batch.Lengths.ToArray());
        double[] output = sequences ? RaggedArrays.Flatten(batch, states) : last.Flat().ToArray();
        ReferenceGradients gradients = sequences
            ? reference.Backward(dStates: RaggedArrays.Pad(batch, outputGradient))
            : reference.Backward(dLastH: outputGradient);

        foreach (int members in (ReadOnlySpan<int>)[1, 2, 3])
        {
            using var team = new ThreadTeam(members);
            foreach (InputRows inputRows in Enum.GetValues<InputRows>())
            {
                rig.SetSequence(batch, table, inputRows);
                string run = $"{inputRows} rows, {members} threads";
                Close.Check($"prediction, {run}", output, rig.Forward(new Pass(batch, team, Training: false)));
            }

            foreach (InputRows inputRows in (ReadOnlySpan<InputRows>)[InputRows.Plain, InputRows.Shared])
            {
                rig.ClearGradients();
                rig.SetSequence(batch, table, inputRows);
                double[] inputGradient = inputRows == InputRows.Plain
                    ? RaggedArrays.Flatten(batch, gradients.DX)
                    : RaggedArrays.SumById(batch, gradients.DX, LayerShape.TableRows);
                // Parameters' gradients add up from pass to pass; the input's does not.
                for (int pass = 1; pass <= (members == 1 ? 2 : 1); pass++)
                {
                    string run = $"{inputRows} rows, {members} threads, pass {pass}";
                    Close.Check($"output, {run}", output, rig.Forward(new Pass(batch, team, Training: true)));
                    Close.Check($"dx, {run}", inputGradient, rig.Backward(outputGradient, new Pass(batch, team, Training: true)));
                    Close.Check($"dW, {run}", gradients.DW.Flat(), rig.Gradient("kernel"), pass);
                    Close.Check($"dU, {run}", gradients.DU.Flat(), rig.Gradient("recurrent_kernel"), pass);
                    Close.Check($"db, {run}", gradients.DB, rig.Gradient("bias"), pass);
                }
            }
        }
    }
}
