namespace Plaudit.Tests.Reference;

internal enum ReferencePoolingKind
{
    /// <summary>The last real step.</summary>
    Last,

    /// <summary>The largest over the real steps; the first of equals receives the gradient.</summary>
    Max,

    /// <summary>The mean over the real steps.</summary>
    Mean,
}

/// <summary>From [row, step, feature] to [row, feature], over real steps alone; every row has at least one.</summary>
internal sealed class ReferencePooling(ReferencePoolingKind kind)
{
    private double[,,] _x = new double[0, 0, 0];
    private int[] _lengths = [];

    public double[,] Forward(double[,,] x, int[] lengths)
    {
        _x = x;
        _lengths = lengths;
        double[,] y = new double[x.GetLength(0), x.GetLength(2)];
        for (int row = 0; row < x.GetLength(0); row++)
        {
            for (int k = 0; k < x.GetLength(2); k++)
            {
                for (int step = 0; step < lengths[row]; step++)
                    y[row, k] += Weight(row, step, k) * x[row, step, k];
            }
        }

        return y;
    }

    public double[,,] Backward(double[,] dY)
    {
        double[,,] dX = new double[_x.GetLength(0), _x.GetLength(1), _x.GetLength(2)];
        for (int row = 0; row < _x.GetLength(0); row++)
        {
            for (int k = 0; k < _x.GetLength(2); k++)
            {
                for (int step = 0; step < _lengths[row]; step++)
                    dX[row, step, k] = Weight(row, step, k) * dY[row, k];
            }
        }

        return dX;
    }

    /// <summary>How much of the step's value the output takes.</summary>
    private double Weight(int row, int step, int k) => kind switch
    {
        ReferencePoolingKind.Last => step == _lengths[row] - 1 ? 1 : 0,
        ReferencePoolingKind.Max => step == FirstLargest(row, k) ? 1 : 0,
        _ => 1.0 / _lengths[row],
    };

    private int FirstLargest(int row, int k)
    {
        int largest = 0;
        for (int step = 1; step < _lengths[row]; step++)
        {
            if (_x[row, step, k] > _x[row, largest, k])
                largest = step;
        }

        return largest;
    }
}
