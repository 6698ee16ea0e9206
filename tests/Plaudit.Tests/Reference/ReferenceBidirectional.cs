namespace Plaudit.Tests.Reference;

/// <summary>
/// Two LSTMs on the same rows, the second from each row's own end to its beginning. Outputs are concatenated, forward first; the second's are
/// turned back, so that both speak of the same step. The last state is each direction's own: the second's has read the first step last.
/// </summary>
internal sealed class ReferenceBidirectional(ReferenceLstm forward, ReferenceLstm backward)
{
    private int[] _lengths = [];

    public (double[,,] States, double[,] Last) Forward(double[,,] x, int[] lengths)
    {
        _lengths = lengths;
        (double[,,] forwardStates, double[,] forwardLast, _) = forward.Forward(x, lengths);
        (double[,,] backwardStates, double[,] backwardLast, _) = backward.Forward(x.FlipWithinLengths(lengths), lengths);
        return (Concatenate(forwardStates, backwardStates.FlipWithinLengths(lengths)), Concatenate(forwardLast, backwardLast));
    }

    /// <summary>From the gradients of the states [row, step, 2H] and of the last state [row, 2H].</summary>
    /// <returns>The input's gradient, and what each direction's own backward gave (DX of the second in its own order).</returns>
    public (double[,,] DX, LstmGradients Forward, LstmGradients Backward) Backward(double[,,]? dStates = null, double[,]? dLast = null)
    {
        LstmGradients first = forward.Backward(Half(dStates, 0), Half(dLast, 0));
        LstmGradients second = backward.Backward(Half(dStates, 1)?.FlipWithinLengths(_lengths), Half(dLast, 1));
        double[,,] dX = second.DX.FlipWithinLengths(_lengths);
        for (int i = 0; i < dX.Length; i++)
            dX.Flat()[i] += first.DX.Flat()[i];
        return (dX, first, second);
    }

    private static double[,,] Concatenate(double[,,] left, double[,,] right)
    {
        int units = left.GetLength(2);
        double[,,] result = new double[left.GetLength(0), left.GetLength(1), 2 * units];
        for (int row = 0; row < left.GetLength(0); row++)
        {
            for (int step = 0; step < left.GetLength(1); step++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    result[row, step, unit] = left[row, step, unit];
                    result[row, step, units + unit] = right[row, step, unit];
                }
            }
        }

        return result;
    }

    private static double[,] Concatenate(double[,] left, double[,] right)
    {
        int units = left.GetLength(1);
        double[,] result = new double[left.GetLength(0), 2 * units];
        for (int row = 0; row < left.GetLength(0); row++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                result[row, unit] = left[row, unit];
                result[row, units + unit] = right[row, unit];
            }
        }

        return result;
    }

    private static double[,,]? Half(double[,,]? both, int half)
    {
        if (both is null)
            return null;
        int units = both.GetLength(2) / 2;
        double[,,] result = new double[both.GetLength(0), both.GetLength(1), units];
        for (int row = 0; row < both.GetLength(0); row++)
        {
            for (int step = 0; step < both.GetLength(1); step++)
            {
                for (int unit = 0; unit < units; unit++)
                    result[row, step, unit] = both[row, step, (half * units) + unit];
            }
        }

        return result;
    }

    private static double[,]? Half(double[,]? both, int half)
    {
        if (both is null)
            return null;
        int units = both.GetLength(1) / 2;
        double[,] result = new double[both.GetLength(0), units];
        for (int row = 0; row < both.GetLength(0); row++)
        {
            for (int unit = 0; unit < units; unit++)
                result[row, unit] = both[row, (half * units) + unit];
        }

        return result;
    }
}
