namespace Plaudit.Tests.Reference;

/// <summary>
/// Keras's batch normalisation over rows and real steps: y = gamma (x - mean) / sqrt(variance + 1e-3) + beta, the variance divided by n.
/// Training moves the moving statistics by moving = 0.99 moving + 0.01 batch; inference uses them. Padding gives 0.
/// </summary>
internal sealed class ReferenceBatchNormalization(double[] gamma, double[] beta)
{
    private const double Momentum = 0.99;
    private const double Epsilon = 1e-3;
    private double[,,] _normalised = new double[0, 0, 0];
    private double[] _deviation = [];
    private int[] _lengths = [];

    public double[] MovingMean { get; } = new double[gamma.Length];

    public double[] MovingVariance { get; } = [.. gamma.Select(_ => 1.0)];

    public double[,,] Forward(double[,,] x, int[] lengths, bool training)
    {
        int features = gamma.Length;
        double count = lengths.Sum();
        double[] mean = new double[features];
        double[] variance = new double[features];
        _lengths = lengths;
        _deviation = new double[features];
        _normalised = new double[x.GetLength(0), x.GetLength(1), features];
        double[,,] y = new double[x.GetLength(0), x.GetLength(1), features];
        for (int k = 0; k < features; k++)
        {
            if (training)
            {
                foreach ((int row, int step) in RealSteps(lengths))
                    mean[k] += x[row, step, k] / count;
                foreach ((int row, int step) in RealSteps(lengths))
                    variance[k] += (x[row, step, k] - mean[k]) * (x[row, step, k] - mean[k]) / count;
                MovingMean[k] = (Momentum * MovingMean[k]) + ((1 - Momentum) * mean[k]);
                MovingVariance[k] = (Momentum * MovingVariance[k]) + ((1 - Momentum) * variance[k]);
            }
            else
            {
                mean[k] = MovingMean[k];
                variance[k] = MovingVariance[k];
            }

            _deviation[k] = Math.Sqrt(variance[k] + Epsilon);
            foreach ((int row, int step) in RealSteps(lengths))
            {
                _normalised[row, step, k] = (x[row, step, k] - mean[k]) / _deviation[k];
                y[row, step, k] = (gamma[k] * _normalised[row, step, k]) + beta[k];
            }
        }

        return y;
    }

    /// <summary>Backward of a training step: mean and variance depend on x as well.</summary>
    public (double[,,] DX, double[] DGamma, double[] DBeta) Backward(double[,,] dY)
    {
        double count = _lengths.Sum();
        double[,,] dX = new double[dY.GetLength(0), dY.GetLength(1), gamma.Length];
        double[] dGamma = new double[gamma.Length];
        double[] dBeta = new double[gamma.Length];
        for (int k = 0; k < gamma.Length; k++)
        {
            foreach ((int row, int step) in RealSteps(_lengths))
            {
                dGamma[k] += dY[row, step, k] * _normalised[row, step, k];
                dBeta[k] += dY[row, step, k];
            }

            foreach ((int row, int step) in RealSteps(_lengths))
            {
                double centred = dY[row, step, k] - (dBeta[k] / count) - (_normalised[row, step, k] * dGamma[k] / count);
                dX[row, step, k] = gamma[k] / _deviation[k] * centred;
            }
        }

        return (dX, dGamma, dBeta);
    }

    private static IEnumerable<(int Row, int Step)> RealSteps(int[] lengths)
    {
        for (int row = 0; row < lengths.Length; row++)
        {
            for (int step = 0; step < lengths[row]; step++)
                yield return (row, step);
        }
    }
}
