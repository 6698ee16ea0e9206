using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// The LSTM's backward recurrence through time: the cell's gradients, and dh = dz U' for the previous step. Leaves dz in the trace's gates, so that
/// the gradients of all weights are matrix products over the whole batch afterwards, and the initial state's gradients in the two state matrices.
/// </summary>
internal readonly unsafe struct LstmBackward(LstmSequences sequences, PackedMatrix recurrentTransposed, LstmGradients gradients) : ILaneJob
{
    private const int DepthBlock = 128;

    private readonly LstmSequences _sequences = sequences;
    private readonly LstmGradients _gradients = gradients;

    public void Run(int member, int members) => Simd.Run(in this, member, members);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>
    {
        LstmSequences s = _sequences;
        LstmGradients d = _gradients;
        int group = TLane.TileRows;
        var share = new RowShare(s.Rows, group, member, members);
        for (int first = share.First; first < s.Rows; first = share.Next(first))
        {
            for (int row = first; row < Math.Min(first + group, s.Rows); row++)
            {
                new Span<float>(d.Cell.Row(row), d.Cell.Stride).Clear();
                var hidden = new Span<float>(d.Hidden.Row(row), s.Units);
                if (d.Final.Data == null)
                    hidden.Clear();
                else
                    new ReadOnlySpan<float>(d.Final.Row(row), s.Units).CopyTo(hidden);
            }
        }

        for (int step = s.Steps - 1; step >= 0; step--)
        {
            int active = s.Active(step);
            for (int first = share.First; first < active; first = share.Next(first))
                Cells<TLane>(in s, in d, step, first, Math.Min(group, active - first));
            for (int column = 0; column < s.Units; column += Tile.Columns)
            {
                for (int k = 0; k < recurrentTransposed.Rows; k += DepthBlock)
                {
                    for (int first = share.First; first < active; first = share.Next(first))
                        StepBack<TLane>(in s, in d, step, first, Math.Min(group, active - first), column, k);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Cells<TLane>(in LstmSequences s, in LstmGradients d, int step, int first, int rows)
        where TLane : unmanaged, ILane<TLane>
    {
        if (d.Output.Data != null)
        {
            for (int i = 0; i < rows; i++)
                Elementwise.Add(s.OutputOf(d.Output, step, first + i).Data, d.Hidden.Row(first + i), s.Units);
        }

        // Before the first step the cell has another stride; the states after a step have the trace's.
        float* before = s.CellBefore(step, first);
        nint beforeRow = step == 0 ? s.InitialCell.Stride : s.Cell.Stride;
        float* gates = s.Gates.Row(s.Offsets[step] + first);
        for (int unit = 0; unit < s.Units; unit += LstmCell.Units)
        {
            LstmCell.Backward<TLane>(
                gates + ((nint)unit / LstmCell.Units * Tile.Columns), s.Gates.Stride, before + unit, beforeRow, s.CellAfter(step, first) + unit,
                    s.Cell.Stride,
                d.Hidden.Row(first) + unit, d.Hidden.Stride, d.Cell.Row(first) + unit, d.Cell.Stride, rows);
        }
    }

    /// <summary>Part of dh = dz U': 64 hidden units from a block of gates.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepBack<TLane>(in LstmSequences s, in LstmGradients d, int step, int first, int rows, int column, int k)
        where TLane : unmanaged, ILane<TLane>
    {
        int depth = Math.Min(DepthBlock, recurrentTransposed.Rows - k);
        float* target = d.Hidden.Row(first) + column;
        float** starts = stackalloc float*[4];
        for (int i = 0; i < rows; i++)
            starts[i] = k == 0 ? Product.Zeros : target + ((nint)i * d.Hidden.Stride);
        float* weights = recurrentTransposed.Data + ((nint)column * recurrentTransposed.Rows) + ((nint)k * Tile.Columns);
        Tile.Multiply<TLane>(
            s.Gates.Row(s.Offsets[step] + first) + k, s.Gates.Stride, 1, weights, Tile.Columns, depth, starts, target, d.Hidden.Stride, rows);
    }
}

/// <summary>The gradients that a backward recurrence reads and writes.</summary>
internal struct LstmGradients
{
    /// <summary>
    /// (N, H) with respect to the outputs, rows as in <see cref="LstmSequences.Output"/>; no data if only the last state is needed.
    /// </summary>
    public Matrix Output;

    /// <summary>(B, H) with respect to the final hidden states, or no data.</summary>
    public Matrix Final;

    /// <summary>(B, H) running gradient of the hidden state; finally that of the initial state.</summary>
    public Matrix Hidden;

    /// <summary>(B, H) running gradient of the cell state; finally that of the initial state.</summary>
    public Matrix Cell;
}
