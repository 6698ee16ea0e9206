using static Plaudit.Tests.Reference.FiniteDifferences;

namespace Plaudit.Tests.Reference;

/// <summary>The references' gradients are the slopes of what they compute, so that other code may be held to them.</summary>
public class ReferenceLstmTests
{
    private const int E = 3;
    private const int H = 4;
    private static readonly int[] s_lengths = [5, 3, 1, 4];

    [Fact]
    public void Lstm_gradients_are_slopes()
    {
        (double[,] w, double[,] u, double[] b) = LstmWeights(1);
        double[,,] x = Input();
        double[,] h0 = (double[,])new double[4, H].Fill(2);
        double[,] c0 = (double[,])new double[4, H].Fill(3);
        double[,,] dStates = (double[,,])new double[4, 5, H].Fill(4);
        double[,] dLastH = (double[,])new double[4, H].Fill(5);
        double[,] dLastC = (double[,])new double[4, H].Fill(6);
        var lstm = new ReferenceLstm(w, u, b);

        Loss();
        LstmGradients gradients = lstm.Backward(dStates, dLastH, dLastC);
        Check(Loss, w, gradients.DW);
        Check(Loss, u, gradients.DU);
        Check(Loss, b, gradients.DB);
        Check(Loss, x, gradients.DX);
        Check(Loss, h0, gradients.DH0);
        Check(Loss, c0, gradients.DC0);

        double Loss()
        {
            (double[,,] states, double[,] lastH, double[,] lastC) = lstm.Forward(x, s_lengths, h0, c0);
            return Dot(states, dStates) + Dot(lastH, dLastH) + Dot(lastC, dLastC);
        }
    }

    [Fact]
    public void Lstm_of_one_unit_and_one_step_is_its_equations()
    {
        var lstm = new ReferenceLstm(new[,] { { 0.1, 0.2, 0.3, 0.4 } }, new[,] { { 0.5, 0.6, 0.7, 0.8 } }, [0.01, 1.02, 0.03, 0.04]);
        (_, double[,] h, double[,] c) = lstm.Forward(new[, ,] { { { 2.0 } } }, [1], new[,] { { 0.3 } }, new[,] { { -0.4 } });
        double input = 1 / (1 + Math.Exp(-((2 * 0.1) + (0.3 * 0.5) + 0.01)));
        double forget = 1 / (1 + Math.Exp(-((2 * 0.2) + (0.3 * 0.6) + 1.02)));
        double candidate = Math.Tanh((2 * 0.3) + (0.3 * 0.7) + 0.03);
        double output = 1 / (1 + Math.Exp(-((2 * 0.4) + (0.3 * 0.8) + 0.04)));
        double cell = (forget * -0.4) + (input * candidate);
        Assert.Equal(cell, c[0, 0], 14);
        Assert.Equal(output * Math.Tanh(cell), h[0, 0], 14);
    }

    [Fact]
    public void Lstm_carries_its_state_over_padding_and_never_reads_it()
    {
        (double[,] w, double[,] u, double[] b) = LstmWeights(1);
        double[,,] x = Input();
        (double[,,] states, double[,] last, _) = new ReferenceLstm(w, u, b).Forward(x, s_lengths);
        for (int row = 0; row < s_lengths.Length; row++)
        {
            for (int step = s_lengths[row]; step < x.GetLength(1); step++)
            {
                for (int k = 0; k < E; k++)
                    x[row, step, k] = double.NaN;
                for (int unit = 0; unit < H; unit++)
                    Assert.Equal(states[row, s_lengths[row] - 1, unit], states[row, step, unit]);
            }
        }

        Assert.Equal(last, new ReferenceLstm(w, u, b).Forward(x, s_lengths).LastH);
    }

    [Fact]
    public void Bidirectional_gradients_are_slopes()
    {
        (double[,] w1, double[,] u1, double[] b1) = LstmWeights(1);
        (double[,] w2, double[,] u2, double[] b2) = LstmWeights(10);
        double[,,] x = Input();
        double[,,] dStates = (double[,,])new double[4, 5, 2 * H].Fill(4);
        double[,] dLast = (double[,])new double[4, 2 * H].Fill(5);
        var layer = new ReferenceBidirectional(new ReferenceLstm(w1, u1, b1), new ReferenceLstm(w2, u2, b2));

        Loss();
        (double[,,] dX, LstmGradients forward, LstmGradients backward) = layer.Backward(dStates, dLast);
        Check(Loss, x, dX);
        Check(Loss, w1, forward.DW);
        Check(Loss, u1, forward.DU);
        Check(Loss, b1, forward.DB);
        Check(Loss, w2, backward.DW);
        Check(Loss, u2, backward.DU);
        Check(Loss, b2, backward.DB);

        double Loss()
        {
            (double[,,] states, double[,] last) = layer.Forward(x, s_lengths);
            return Dot(states, dStates) + Dot(last, dLast);
        }
    }

    [Fact]
    public void Bidirectional_reads_each_row_backwards_from_its_own_end()
    {
        (double[,] w1, double[,] u1, double[] b1) = LstmWeights(1);
        (double[,] w2, double[,] u2, double[] b2) = LstmWeights(10);
        double[,,] x = Input();
        var layer = new ReferenceBidirectional(new ReferenceLstm(w1, u1, b1), new ReferenceLstm(w2, u2, b2));
        (double[,,] states, double[,] last) = layer.Forward(x, s_lengths);
        for (int row = 0; row < s_lengths.Length; row++)
        {
            int length = s_lengths[row];
            double[,,] alone = new double[1, length, E];
            for (int step = 0; step < length; step++)
            {
                for (int k = 0; k < E; k++)
                    alone[0, length - 1 - step, k] = x[row, step, k];
            }

            (double[,,] aloneStates, double[,] aloneLast, _) = new ReferenceLstm(w2, u2, b2).Forward(alone, [length]);
            for (int unit = 0; unit < H; unit++)
            {
                Assert.Equal(aloneLast[0, unit], last[row, H + unit]);
                Assert.Equal(aloneLast[0, unit], states[row, 0, H + unit]);
                Assert.Equal(aloneStates[0, 0, unit], states[row, length - 1, H + unit]);
            }
        }
    }

    private static double[,,] Input() => (double[,,])new double[4, 5, E].Fill(100);

    private static (double[,] W, double[,] U, double[] B) LstmWeights(long seed) => (
        (double[,])new double[E, 4 * H].Fill(seed + 1000),
        (double[,])new double[H, 4 * H].Fill(seed + 2000),
        (double[])new double[4 * H].Fill(seed + 3000));
}
