using Plaudit.Kernels;
using Plaudit.Layers;

namespace Plaudit.Tests.Layers;

public class PositionsTests
{
    [Fact]
    public void Each_token_learns_where_it_stands_in_its_own_review()
    {
        var rig = new LayerRig(new Positions(), Shape.Sequence(4));
        var batch = new RaggedBatch();
        batch.Fill([[1], [1, 1, 1], [1, 1]], [0, 1, 2]);
        RaggedArrays.Fill(rig.Input.Resize(6, 4), LayerShape.Random(new double[6, 4], 1));
        float[] input = RaggedArrays.Flatten(rig.Input.Values);
        float[] output = rig.Forward(new Pass(batch, ThreadTeam.Single, Training: true));
        int[] steps = [0, 0, 0, 1, 1, 2];
        for (int position = 0; position < 6; position++)
        {
            double t = steps[position];
            double[] wave = [Math.Sin(t), Math.Cos(t), Math.Sin(t / 100), Math.Cos(t / 100)];
            Close.Check($"position {position}", [.. wave.Select((value, k) => value + (2 * (double)input[(position * 4) + k]))],
                output.AsSpan(position * 4, 4));
        }
    }

    [Fact]
    public void A_longer_batch_after_a_shorter_one_finds_its_positions()
    {
        var rig = new LayerRig(new Positions(), Shape.Sequence(2));
        foreach (int length in (int[])[2, 40, 3])
        {
            var batch = new RaggedBatch();
            batch.Fill([new int[length]], [0]);
            RaggedArrays.Fill(rig.Input.Resize(length, 2), new double[length, 2]);
            float[] output = rig.Forward(new Pass(batch, ThreadTeam.Single, Training: false));
            Assert.Equal(Math.Sin(length - 1), output[^2], 1e-6);
        }
    }
}
