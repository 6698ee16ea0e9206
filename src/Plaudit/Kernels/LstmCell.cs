using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// The LSTM cell for up to four rows and 16 units, or one row and up to four panels of units (Keras's gates: input i, forget f, candidate g, output
/// o). Kept out of the matrix tile: its constants would push the tile's accumulators out of the registers. A panel of 64 floats holds the four
/// gates of 16 units in sequence: [i x 16 | f x 16 | g x 16 | o x 16].
/// </summary>
internal static unsafe class LstmCell
{
    /// <summary>Units in a panel.</summary>
    public const int Units = Tile.Group;

    // Gradients this small no longer change a float weight, but would decay into denormals, which some CPUs multiply a hundred times slower.
    private const float Negligible = 1e-25f;

    /// <summary>
    /// c' = sigmoid(f) c + sigmoid(i) tanh(g); h' = sigmoid(o) tanh(c'). The panel's pre-activations are replaced by the activated gates.
    /// </summary>
    /// <param name="gates">(rows, 64) pre-activations in, activated gates out.</param>
    /// <param name="gatesRow">Floats from one row to the next.</param>
    /// <param name="cell">(rows, 16) the cell state before.</param>
    /// <param name="cellRow">Floats from one row to the next.</param>
    /// <param name="newCell">(rows, 16) where the new cell states go; may be <paramref name="cell"/>.</param>
    /// <param name="newCellRow">Floats from one row to the next.</param>
    /// <param name="newHidden">For each row, where the 16 new hidden states go.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TLane,
        TAccuracy>(float* gates, nint gatesRow, float* cell, nint cellRow, float* newCell, nint newCellRow, float** newHidden, int rows)
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : Activations.IAccuracy
    {
        for (int row = 0; row < rows; row++)
        {
            float* z = gates + (row * gatesRow);
            for (nint unit = 0; unit < Units; unit += TLane.Width)
            {
                TLane i = TLane.Load(z + unit), f = TLane.Load(z + unit + 16), g = TLane.Load(z + unit + 32), o = TLane.Load(z + unit + 48);
                g += g;
                Activations.Sigmoid<TLane, TAccuracy>(ref i, ref f, ref g, ref o);
                g = Activations.FromSigmoid(g);
                i.Store(z + unit);
                f.Store(z + unit + 16);
                g.Store(z + unit + 32);
                o.Store(z + unit + 48);
                TLane.MultiplyAdd(f, TLane.Load(cell + (row * cellRow) + unit), i * g).Store(newCell + (row * newCellRow) + unit);
            }
        }

        // Rows past the last one repeat it.
        nint last = rows - 1, row1 = Math.Min(1, last), row2 = Math.Min(2, last), row3 = Math.Min(3, last);
        for (nint unit = 0; unit < Units; unit += TLane.Width)
        {
            float* c = newCell + unit;
            TLane c0 = TLane.Load(c), c1 = TLane.Load(c + (row1 * newCellRow)), c2 = TLane.Load(c + (row2 * newCellRow)),
                c3 = TLane.Load(c + (row3 * newCellRow));
            Activations.Tanh<TLane, TAccuracy>(ref c0, ref c1, ref c2, ref c3);
            float* o = gates + unit + 48;
            (TLane.Load(o) * c0).Store(newHidden[0] + unit);
            (TLane.Load(o + (row1 * gatesRow)) * c1).Store(newHidden[row1] + unit);
            (TLane.Load(o + (row2 * gatesRow)) * c2).Store(newHidden[row2] + unit);
            (TLane.Load(o + (row3 * gatesRow)) * c3).Store(newHidden[row3] + unit);
        }
    }

    /// <summary>
    /// From dL/dh' and dL/dc' to the gradients of the pre-activations, which replace the activated gates, and dL/dc, which replaces dL/dc'.
    /// </summary>
    /// <param name="gates">(rows, 64) activated gates in, gradients of the pre-activations out.</param>
    /// <param name="gatesRow">Floats from one row to the next.</param>
    /// <param name="cell">(rows, 16) the cell state before the step.</param>
    /// <param name="cellRow">Floats from one row to the next.</param>
    /// <param name="newCell">(rows, 16) the cell state after it.</param>
    /// <param name="newCellRow">Floats from one row to the next.</param>
    /// <param name="hiddenGradient">(rows, 16) dL/dh'.</param>
    /// <param name="hiddenRow">Floats from one row to the next.</param>
    /// <param name="cellGradient">(rows, 16) dL/dc' in, dL/dc out.</param>
    /// <param name="cellGradientRow">Floats from one row to the next.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TLane>(
        float* gates, nint gatesRow, float* cell, nint cellRow, float* newCell, nint newCellRow,
        float* hiddenGradient, nint hiddenRow, float* cellGradient, nint cellGradientRow, int rows)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane one = TLane.Splat(1);
        TLane negligible = TLane.Splat(Negligible);
        nint last = rows - 1, row1 = Math.Min(1, last), row2 = Math.Min(2, last), row3 = Math.Min(3, last);
        for (nint unit = 0; unit < Units; unit += TLane.Width)
        {
            float* c = newCell + unit;
            TLane squashed0 = TLane.Load(c), squashed1 = TLane.Load(c + (row1 * newCellRow));
            TLane squashed2 = TLane.Load(c + (row2 * newCellRow)), squashed3 = TLane.Load(c + (row3 * newCellRow));
            Activations.Tanh<TLane, Activations.Full>(ref squashed0, ref squashed1, ref squashed2, ref squashed3);
            for (int row = 0; row < rows; row++)
            {
                float* z = gates + (row * gatesRow) + unit;
                TLane squashed = row switch { 0 => squashed0, 1 => squashed1, 2 => squashed2, _ => squashed3 };
                TLane i = TLane.Load(z), f = TLane.Load(z + 16), g = TLane.Load(z + 32), o = TLane.Load(z + 48);
                TLane dh = TLane.Load(hiddenGradient + (row * hiddenRow) + unit);
                TLane dc = TLane.MultiplyAdd(dh * o, one - (squashed * squashed), TLane.Load(cellGradient + (row * cellGradientRow) + unit));
                TLane before = TLane.Load(cell + (row * cellRow) + unit);
                TLane.FlushSmall(dc * g * i * (one - i), negligible).Store(z);
                TLane.FlushSmall(dc * before * f * (one - f), negligible).Store(z + 16);
                TLane.FlushSmall(dc * i * (one - (g * g)), negligible).Store(z + 32);
                TLane.FlushSmall(dh * squashed * o * (one - o), negligible).Store(z + 48);
                TLane.FlushSmall(dc * f, negligible).Store(cellGradient + (row * cellGradientRow) + unit);
            }
        }
    }
}
