using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Layers;

/// <summary>Pooling looks at each review's own tokens alone and agrees with the plain double-precision pooling.</summary>
public class PoolingTests
{
    public static TheoryData<int, int, int, int> Shapes => LayerShape.Table;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outputs_and_gradients_are_the_references(int rows, int steps, int features, int units)
    {
        RaggedBatch batch = new LayerShape(rows, steps, features, units).Batch();
        int[] lengths = batch.Lengths.ToArray();
        double[,] input = LayerShape.Random(new double[batch.Tokens, features], 1);
        (LayerOptions Options, ReferencePoolingKind[] Parts)[] layers =
        [
            (new MaxPooling(), [ReferencePoolingKind.Max]),
            (new MeanPooling(), [ReferencePoolingKind.Mean]),
            (new LastPooling(), [ReferencePoolingKind.Last]),
            (new ConcatPooling(), [ReferencePoolingKind.Max, ReferencePoolingKind.Mean, ReferencePoolingKind.Last]),
        ];
        foreach ((LayerOptions options, ReferencePoolingKind[] parts) in layers)
        {
            double[,] outputGradient = LayerShape.Random(new double[batch.Rows, parts.Length * features], 2);
            double[,] output = new double[batch.Rows, parts.Length * features];
            double[] inputGradient = new double[batch.Tokens * features];
            for (int part = 0; part < parts.Length; part++)
            {
                var reference = new ReferencePooling(parts[part]);
                double[,] pooled = reference.Forward(RaggedArrays.Pad(batch, input), lengths);
                double[,] dY = new double[batch.Rows, features];
                for (int row = 0; row < batch.Rows; row++)
                {
                    for (int feature = 0; feature < features; feature++)
                    {
                        output[row, (part * features) + feature] = pooled[row, feature];
                        dY[row, feature] = outputGradient[row, (part * features) + feature];
                    }
                }

                double[] dX = RaggedArrays.Flatten(batch, reference.Backward(dY));
                for (int k = 0; k < dX.Length; k++)
                    inputGradient[k] += dX[k];
            }

            var rig = new LayerRig(options, Shape.Sequence(features));
            Assert.Equal(Shape.Vector(parts.Length * features), rig.Layer.Output);
            foreach (int members in (ReadOnlySpan<int>)[1, 2, 3])
            {
                using var team = new ThreadTeam(members);
                RaggedArrays.Fill(rig.Input.Resize(batch.Tokens, features), input);
                string run = $"{options.Kind.Name}, {members} threads";
                Close.Check($"prediction, {run}", output.Flat(), rig.Forward(new Pass(batch, team, Training: false)));
                Close.Check($"output, {run}", output.Flat(), rig.Forward(new Pass(batch, team, Training: true)));
                Close.Check($"dx, {run}", inputGradient, rig.Backward(outputGradient, new Pass(batch, team, Training: true)));
            }
        }
    }

    [Fact]
    public void The_largest_of_equals_is_the_first_and_a_value_that_is_no_number_shows()
    {
        var rig = new LayerRig(new MaxPooling(), Shape.Sequence(2));
        var batch = new RaggedBatch();
        batch.Fill([[1, 1, 1]], [0]);
        RaggedArrays.Fill(rig.Input.Resize(3, 2), new[,] { { 5, 1 }, { 5, double.NaN }, { 4, 2 } });
        float[] output = rig.Forward(new Pass(batch, ThreadTeam.Single, Training: true));
        Assert.Equal([5, float.NaN], output);
        Assert.Equal([1, 0, 0, 1, 0, 0], rig.Backward(new[,] { { 1.0, 1.0 } }, new Pass(batch, ThreadTeam.Single, Training: true)));
    }
}
