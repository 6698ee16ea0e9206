using static Plaudit.Tests.Reference.FiniteDifferences;

namespace Plaudit.Tests.Reference;

/// <summary>The references' gradients are the slopes of what they compute, so that other code may be held to them.</summary>
public class ReferenceLayerTests
{
    private const int E = 3;
    private static readonly int[] s_lengths = [5, 3, 1, 4];

    [Fact]
    public void BatchNormalization_gradients_are_slopes()
    {
        double[] gamma = (double[])new double[E].Fill(1);
        double[] beta = (double[])new double[E].Fill(2);
        double[,,] x = Input();
        double[,,] dY = (double[,,])new double[4, 5, E].Fill(4);
        var layer = new ReferenceBatchNormalization(gamma, beta);

        double[,,] y = layer.Forward(x, s_lengths, training: true);
        Assert.Equal(0, y[1, 3, 0]);
        (double[,,] dX, double[] dGamma, double[] dBeta) = layer.Backward(dY);
        Check(Loss, x, dX);
        Check(Loss, gamma, dGamma);
        Check(Loss, beta, dBeta);

        double Loss() => Dot(layer.Forward(x, s_lengths, training: true), dY);
    }

    [Fact]
    public void BatchNormalization_infers_with_its_moving_statistics()
    {
        var layer = new ReferenceBatchNormalization([2], [0.5]);
        layer.Forward(new[, ,] { { { 1.0 }, { 3.0 } }, { { 5.0 }, { 99.0 } } }, [2, 1], training: true);
        Assert.Equal(0.01 * 3, layer.MovingMean[0], 14);
        Assert.Equal(0.99 + (0.01 * 8 / 3), layer.MovingVariance[0], 14);
        double expected = (2 * (7 - layer.MovingMean[0]) / Math.Sqrt(layer.MovingVariance[0] + 1e-3)) + 0.5;
        Assert.Equal(expected, layer.Forward(new[, ,] { { { 7.0 } } }, [1], training: false)[0, 0, 0], 14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Pooling_gradients_are_slopes(int kind)
    {
        double[,,] x = Input();
        double[,] dY = (double[,])new double[4, E].Fill(4);
        var pooling = new ReferencePooling((ReferencePoolingKind)kind);
        pooling.Forward(x, s_lengths);
        Check(() => Dot(pooling.Forward(x, s_lengths), dY), x, pooling.Backward(dY));
    }

    [Fact]
    public void Pooling_takes_the_last_the_largest_and_the_mean_of_real_steps()
    {
        double[,,] x = { { { 4.0 }, { 1.0 }, { 9.0 }, { 9.0 } }, { { -3.0 }, { -2.0 }, { -8.0 }, { -1.0 } } };
        Assert.Equal(new[,] { { 1.0 }, { -1.0 } }, new ReferencePooling(ReferencePoolingKind.Last).Forward(x, [2, 4]));
        Assert.Equal(new[,] { { 4.0 }, { -1.0 } }, new ReferencePooling(ReferencePoolingKind.Max).Forward(x, [2, 4]));
        Assert.Equal(new[,] { { 2.5 }, { -3.5 } }, new ReferencePooling(ReferencePoolingKind.Mean).Forward(x, [2, 4]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Dense_gradients_are_slopes(int activation)
    {
        double[,] x = (double[,])new double[5, E].Fill(1);
        double[,] w = (double[,])new double[E, 2].Fill(2);
        double[] b = (double[])new double[2].Fill(3);
        double[,] dY = (double[,])new double[5, 2].Fill(4);
        var dense = new ReferenceDense(w, b, (ReferenceActivation)activation);
        dense.Forward(x);
        (double[,] dX, double[,] dW, double[] dB) = dense.Backward(dY);
        Check(Loss, x, dX);
        Check(Loss, w, dW);
        Check(Loss, b, dB);

        double Loss() => Dot(dense.Forward(x), dY);
    }

    [Fact]
    public void Embedding_gradients_are_slopes()
    {
        double[,] table = (double[,])new double[5, E].Fill(1);
        int[,] ids = { { 1, 4, 1 }, { 2, 0, 3 } };
        double[,,] dY = (double[,,])new double[2, 3, E].Fill(4);
        var embedding = new ReferenceEmbedding(table);
        embedding.Forward(ids);
        Check(() => Dot(embedding.Forward(ids), dY), table, embedding.Backward(dY));
    }

    [Fact]
    public void BinaryCrossEntropy_gradients_are_slopes()
    {
        double[] logits = [0.3, -2, 5, -0.7];
        int[] labels = [1, 0, 0, 1];
        Check(() => ReferenceBinaryCrossEntropy.Compute(logits, labels).Loss, logits, ReferenceBinaryCrossEntropy.Compute(logits, labels).DLogits);
        Assert.Equal(Math.Log(2), ReferenceBinaryCrossEntropy.Compute([0, 0], [1, 0]).Loss, 14);
        Assert.Equal(1000, ReferenceBinaryCrossEntropy.Compute([-1000], [1]).Loss, 10);
    }

    [Fact]
    public void Clipping_scales_all_gradients_together_and_only_when_their_norm_is_too_large()
    {
        double[] a = [3, 0];
        double[,] b = { { 0, 4 } };
        Assert.Equal(5, ReferenceClipping.ByGlobalNorm([a, b], 10));
        Assert.Equal<double[]>([3, 0], a);
        Assert.Equal(5, ReferenceClipping.ByGlobalNorm([a, b], 1));
        Assert.Equal(0.6, a[0], 14);
        Assert.Equal(0.8, b[0, 1], 14);
    }

    private static double[,,] Input() => (double[,,])new double[4, 5, E].Fill(100);
}
