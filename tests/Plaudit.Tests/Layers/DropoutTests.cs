using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Layers;

public class DropoutTests
{
    private const int Rows = 40;
    private const int Features = 500;

    private static readonly RaggedBatch s_batch = NewBatch();

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Training_drops_the_named_share_and_keeps_the_mean(double rate)
    {
        float[] output = Forward(Rig(rate), step: 3);
        double count = output.Length;
        double dropped = output.Count(value => value == 0) / count;
        // Five standard deviations of a share of 20,000.
        double deviation = Math.Sqrt(rate * (1 - rate) / count);
        Assert.InRange(dropped, rate - (5 * deviation), rate + (5 * deviation));
        Assert.InRange(output.Average(), 1 - (5 * deviation / (1 - rate)), 1 + (5 * deviation / (1 - rate)));
        Assert.All(output.Where(value => value != 0), value => Assert.Equal(1 / (1 - rate), value, 5));
    }

    [Fact]
    public void Each_row_and_each_feature_is_dropped_about_as_often_as_any_other()
    {
        float[] output = Forward(Rig(0.5), step: 0);
        for (int row = 0; row < Rows; row++)
            Assert.InRange(output.AsSpan(row * Features, Features).Count(0f), (Features / 2) - 56, (Features / 2) + 56);
        for (int feature = 0; feature < Features; feature++)
        {
            int first = feature;
            Assert.InRange(Enumerable.Range(0, Rows).Count(row => output[(row * Features) + first] == 0), 4, 36);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void Prediction_changes_nothing(double rate)
    {
        LayerRig rig = Rig(rate);
        double[,] values = LayerShape.Random(new double[Rows, Features], 4);
        rig.SetVectors(values);
        Close.Check("output", values.Flat(), rig.Forward(new Pass(s_batch, ThreadTeam.Single, Training: false)), tolerance: 0);
    }

    [Fact]
    public void A_rate_of_zero_changes_nothing_in_training()
    {
        LayerRig rig = Rig(0);
        double[,] gradient = LayerShape.Random(new double[Rows, Features], 4);
        Assert.All(Forward(rig, step: 1), value => Assert.Equal(1, value));
        Close.Check("gradient", gradient.Flat(), rig.Backward(gradient, Pass(step: 1)), tolerance: 0);
    }

    [Fact]
    public void The_gradient_passes_through_the_same_mask()
    {
        LayerRig rig = Rig(0.3);
        float[] mask = Forward(rig, step: 8);
        double[,] gradient = LayerShape.Random(new double[Rows, Features], 4);
        double[] expected = [.. gradient.Cast<double>().Select((value, k) => value * mask[k])];
        Close.Check("gradient", expected, rig.Backward(gradient, Pass(step: 8)), tolerance: 1e-7);
    }

    [Fact]
    public void Masks_depend_on_step_seed_and_layer_and_on_nothing_else()
    {
        float[] mask = Forward(Rig(0.5), step: 8);
        Assert.Equal(mask, Forward(Rig(0.5), step: 8));
        AssertUnrelated(mask, Forward(Rig(0.5), step: 9));
        AssertUnrelated(mask, Forward(Rig(0.5), step: 8, seed: 2));
        AssertUnrelated(mask, Forward(Rig(0.5, layersBelow: 1), step: 8));
    }

    [Fact]
    public void Sequences_have_a_mask_for_every_position()
    {
        var rig = new LayerRig(new Dropout(0.5), Shape.Sequence(Features));
        RaggedBatch batch = new LayerShape(3, 5, Features, 1).Batch();
        double[,] ones = new double[LayerShape.TableRows, Features];
        ones.Flat().Fill(1);
        rig.SetSequence(batch, ones, InputRows.Plain);
        float[] output = rig.Forward(new Pass(batch, ThreadTeam.Single, Training: true));
        Assert.Equal(batch.Tokens * Features, output.Length);
        AssertUnrelated(output[..Features], output[Features..(2 * Features)]);
    }

    private static void AssertUnrelated(float[] a, float[] b)
    {
        double agreeing = a.Zip(b, (x, y) => x == y ? 1.0 : 0.0).Average();
        Assert.InRange(agreeing, 0.4, 0.6);
    }

    private static LayerRig Rig(double rate, int layersBelow = 0) => new(new Dropout(rate), Shape.Vector(Features), layersBelow: layersBelow);

    /// <summary>The output for an input of ones.</summary>
    private static float[] Forward(LayerRig rig, long step, long seed = 1)
    {
        double[,] ones = new double[Rows, Features];
        ones.Flat().Fill(1);
        rig.SetVectors(ones);
        return rig.Forward(Pass(step, seed));
    }

    private static Pass Pass(long step, long seed = 1) => new(s_batch, ThreadTeam.Single, Training: true, seed, step);

    private static RaggedBatch NewBatch()
    {
        var batch = new RaggedBatch();
        batch.Fill([[1]], [0]);
        return batch;
    }
}
