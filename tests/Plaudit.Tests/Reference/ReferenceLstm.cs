using static Plaudit.Tests.Reference.ReferenceArrays;

namespace Plaudit.Tests.Reference;

internal sealed record LstmGradients(double[,,] DX, double[,] DW, double[,] DU, double[] DB, double[,] DH0, double[,] DC0);

/// <summary>
/// Keras's LSTM: z = x W + h U + b, gates in the order i, f, g (Keras: c), o; c' = s(f) c + s(i) tanh(g); h = s(o) tanh(c').
/// W [E, 4H], U [H, 4H], b [4H]. A padded step carries h and c over.
/// </summary>
internal sealed class ReferenceLstm(double[,] w, double[,] u, double[] b)
{
    private readonly int _inputs = w.GetLength(0);
    private readonly int _units = u.GetLength(0);
    private double[,,] _x = new double[0, 0, 0];
    private int[] _lengths = [];
    private double[,,] _gates = new double[0, 0, 0];
    // [row, step + 1, unit]: the states before the first step stand at 0.
    private double[,,] _h = new double[0, 0, 0];
    private double[,,] _c = new double[0, 0, 0];

    /// <summary>Runs x [row, step, E] from h0 and c0 [row, H], zero unless given.</summary>
    /// <returns>h after every step [row, step, H]; h and c after the last [row, H].</returns>
    public (double[,,] States, double[,] LastH, double[,] LastC) Forward(double[,,] x, int[] lengths, double[,]? h0 = null, double[,]? c0 = null)
    {
        int rows = x.GetLength(0);
        int steps = x.GetLength(1);
        _x = x;
        _lengths = lengths;
        _gates = new double[rows, steps, 4 * _units];
        _h = new double[rows, steps + 1, _units];
        _c = new double[rows, steps + 1, _units];
        double[,,] states = new double[rows, steps, _units];
        for (int row = 0; row < rows; row++)
        {
            for (int unit = 0; unit < _units; unit++)
            {
                _h[row, 0, unit] = h0?[row, unit] ?? 0;
                _c[row, 0, unit] = c0?[row, unit] ?? 0;
            }

            for (int step = 0; step < steps; step++)
            {
                if (step < lengths[row])
                    ForwardStep(row, step);
                for (int unit = 0; unit < _units; unit++)
                {
                    if (step >= lengths[row])
                    {
                        _h[row, step + 1, unit] = _h[row, step, unit];
                        _c[row, step + 1, unit] = _c[row, step, unit];
                    }

                    states[row, step, unit] = _h[row, step + 1, unit];
                }
            }
        }

        return (states, _h.AtStep(steps), _c.AtStep(steps));
    }

    /// <summary>Backward through time from the gradients of every state, of the last h and of the last c; each is zero unless given.</summary>
    public LstmGradients Backward(double[,,]? dStates = null, double[,]? dLastH = null, double[,]? dLastC = null)
    {
        int rows = _x.GetLength(0);
        int steps = _x.GetLength(1);
        var gradients = new LstmGradients(
            new double[rows, steps, _inputs],
            new double[_inputs, 4 * _units],
            new double[_units, 4 * _units],
            new double[4 * _units],
            new double[rows, _units],
            new double[rows, _units]);
        for (int row = 0; row < rows; row++)
        {
            double[] dH = new double[_units];
            double[] dC = new double[_units];
            for (int unit = 0; unit < _units; unit++)
            {
                dH[unit] = dLastH?[row, unit] ?? 0;
                dC[unit] = dLastC?[row, unit] ?? 0;
            }

            for (int step = steps - 1; step >= 0; step--)
            {
                for (int unit = 0; unit < _units; unit++)
                    dH[unit] += dStates?[row, step, unit] ?? 0;
                if (step < _lengths[row])
                    BackwardStep(row, step, dH, dC, gradients);
            }

            for (int unit = 0; unit < _units; unit++)
            {
                gradients.DH0[row, unit] = dH[unit];
                gradients.DC0[row, unit] = dC[unit];
            }
        }

        return gradients;
    }

    private void ForwardStep(int row, int step)
    {
        for (int gate = 0; gate < 4 * _units; gate++)
        {
            double z = b[gate];
            for (int input = 0; input < _inputs; input++)
                z += _x[row, step, input] * w[input, gate];
            for (int unit = 0; unit < _units; unit++)
                z += _h[row, step, unit] * u[unit, gate];
            bool isCandidate = gate / _units == 2;
            _gates[row, step, gate] = isCandidate ? Math.Tanh(z) : Sigmoid(z);
        }

        for (int unit = 0; unit < _units; unit++)
        {
            (double i, double f, double g, double o) = Gates(row, step, unit);
            double c = (f * _c[row, step, unit]) + (i * g);
            _c[row, step + 1, unit] = c;
            _h[row, step + 1, unit] = o * Math.Tanh(c);
        }
    }

    /// <summary>Takes the gradients of h and c after the step and leaves those before it in their place.</summary>
    private void BackwardStep(int row, int step, double[] dH, double[] dC, LstmGradients gradients)
    {
        double[] dZ = new double[4 * _units];
        for (int unit = 0; unit < _units; unit++)
        {
            (double i, double f, double g, double o) = Gates(row, step, unit);
            double tanhC = Math.Tanh(_c[row, step + 1, unit]);
            double dCell = dC[unit] + (dH[unit] * o * (1 - (tanhC * tanhC)));
            dZ[unit] = dCell * g * i * (1 - i);
            dZ[_units + unit] = dCell * _c[row, step, unit] * f * (1 - f);
            dZ[(2 * _units) + unit] = dCell * i * (1 - (g * g));
            dZ[(3 * _units) + unit] = dH[unit] * tanhC * o * (1 - o);
            dC[unit] = dCell * f;
        }

        Array.Clear(dH);
        for (int gate = 0; gate < 4 * _units; gate++)
        {
            gradients.DB[gate] += dZ[gate];
            for (int input = 0; input < _inputs; input++)
            {
                gradients.DW[input, gate] += _x[row, step, input] * dZ[gate];
                gradients.DX[row, step, input] += w[input, gate] * dZ[gate];
            }

            for (int unit = 0; unit < _units; unit++)
            {
                gradients.DU[unit, gate] += _h[row, step, unit] * dZ[gate];
                dH[unit] += u[unit, gate] * dZ[gate];
            }
        }
    }

    private (double I, double F, double G, double O) Gates(int row, int step, int unit) => (
        _gates[row, step, unit],
        _gates[row, step, _units + unit],
        _gates[row, step, (2 * _units) + unit],
        _gates[row, step, (3 * _units) + unit]);
}
