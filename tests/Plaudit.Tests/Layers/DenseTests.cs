using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Layers;

/// <summary>The dense layer agrees with the plain double-precision one, with every activation.</summary>
public class DenseTests
{
    public static TheoryData<int, int, int, int> Shapes => LayerShape.Table;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outputs_and_gradients_are_the_references(int rows, int steps, int features, int units)
    {
        var shape = new LayerShape(rows, steps, features, units);
        RaggedBatch batch = shape.Batch();
        double[,] input = LayerShape.Random(new double[rows, features], 1);
        double[,] outputGradient = LayerShape.Random(new double[rows, units], 2);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            var rig = new LayerRig(new Dense(units, activation), Shape.Vector(features), scale: 0.1);
            var reference = new ReferenceDense(rig.Matrix("kernel"), rig.Vector("bias"), Enum.Parse<ReferenceActivation>($"{activation}"));
            double[,] output = reference.Forward(input);
            (double[,] dX, double[,] dW, double[] dB) = reference.Backward(outputGradient);
            foreach (int members in (ReadOnlySpan<int>)[1, 2, 3])
            {
                using var team = new ThreadTeam(members);
                rig.ClearGradients();
                rig.SetVectors(input);
                for (int pass = 1; pass <= 2; pass++)
                {
                    string run = $"{activation}, {members} threads, pass {pass}";
                    Close.Check($"output, {run}", output.Flat(), rig.Forward(new Pass(batch, team, Training: true)));
                    Close.Check($"dx, {run}", dX.Flat(), rig.Backward(outputGradient, new Pass(batch, team, Training: true)));
                    Close.Check($"dW, {run}", dW.Flat(), rig.Gradient("kernel"), pass);
                    Close.Check($"db, {run}", dB, rig.Gradient("bias"), pass);
                }
            }
        }
    }

    [Fact]
    public void Relu_lets_nothing_through_where_its_output_is_zero()
    {
        float[] gradient = [1, 1, 1];
        DenseActivation.Backward(Activation.Relu, [-0f, 0f, 2f], gradient);
        Assert.Equal([0, 0, 1], gradient);
    }
}
