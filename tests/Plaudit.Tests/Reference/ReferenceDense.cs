namespace Plaudit.Tests.Reference;

internal enum ReferenceActivation
{
    Linear,
    Relu,
    Tanh,
    Sigmoid,
}

/// <summary>y = activation(x W + b) with x [row, in], W [in, out], b [out].</summary>
internal sealed class ReferenceDense(double[,] w, double[] b, ReferenceActivation activation = ReferenceActivation.Linear)
{
    private double[,] _x = new double[0, 0];
    private double[,] _y = new double[0, 0];

    public double[,] Forward(double[,] x)
    {
        _x = x;
        _y = new double[x.GetLength(0), b.Length];
        for (int row = 0; row < x.GetLength(0); row++)
        {
            for (int o = 0; o < b.Length; o++)
            {
                double z = b[o];
                for (int i = 0; i < w.GetLength(0); i++)
                    z += x[row, i] * w[i, o];
                _y[row, o] = Activate(z);
            }
        }

        return _y;
    }

    public (double[,] DX, double[,] DW, double[] DB) Backward(double[,] dY)
    {
        double[,] dX = new double[_x.GetLength(0), _x.GetLength(1)];
        double[,] dW = new double[w.GetLength(0), w.GetLength(1)];
        double[] dB = new double[b.Length];
        for (int row = 0; row < _x.GetLength(0); row++)
        {
            for (int o = 0; o < b.Length; o++)
            {
                double dZ = dY[row, o] * Slope(_y[row, o]);
                dB[o] += dZ;
                for (int i = 0; i < w.GetLength(0); i++)
                {
                    dW[i, o] += _x[row, i] * dZ;
                    dX[row, i] += w[i, o] * dZ;
                }
            }
        }

        return (dX, dW, dB);
    }

    private double Activate(double z) => activation switch
    {
        ReferenceActivation.Relu => Math.Max(z, 0),
        ReferenceActivation.Tanh => Math.Tanh(z),
        ReferenceActivation.Sigmoid => ReferenceArrays.Sigmoid(z),
        _ => z,
    };

    /// <summary>The activation's derivative, from its value.</summary>
    private double Slope(double y) => activation switch
    {
        ReferenceActivation.Relu => y > 0 ? 1 : 0,
        ReferenceActivation.Tanh => 1 - (y * y),
        ReferenceActivation.Sigmoid => y * (1 - y),
        _ => 1,
    };
}
