using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// The LSTM's forward recurrence, z = x W + b + h U and the cell, for all steps of a batch. Rows are independent, so each team member
/// takes its own through all steps without a barrier.
/// </summary>
internal readonly unsafe struct LstmForward(LstmSequences sequences, PackedMatrix recurrent) : ILaneJob
{
    private const int DepthBlock = 128;

    private readonly LstmSequences _sequences = sequences;

    public void Run(int member, int members) => Simd.Run(in this, member, members);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>
    {
        LstmSequences s = _sequences;
        int group = TLane.TileRows;
        var share = new RowShare(s.Rows, group, member, members);
        for (int first = share.First; first < s.Rows; first = share.Next(first))
        {
            for (int row = first; row < Math.Min(first + group, s.Rows); row++)
                new ReadOnlySpan<float>(s.InitialHidden.Row(row), s.Units).CopyTo(new Span<float>(s.HiddenBefore(0, row), s.Units));
        }

        float* scratch = stackalloc float[(4 * Tile.Columns) + Tile.Group];
        scratch = (float*)(((nint)scratch + 63) & ~(nint)63);
        int blocks = (s.Units + (4 * LstmCell.Units) - 1) / (4 * LstmCell.Units);
        for (int step = 0; step < s.Steps; step++)
        {
            int active = s.Active(step);
            // Odd steps traverse the panels backwards, because the last one is still in the L1 cache.
            bool back = (step & 1) != 0;
            if (s.Rows == 1)
            {
                for (int i = 0; member == 0 && i < blocks; i++)
                {
                    int unit = (back ? blocks - 1 - i : i) * 4 * LstmCell.Units;
                    StepAlone<TLane>(in s, step, unit, Math.Min(4, (s.Units - unit) / LstmCell.Units), back, scratch);
                }

                continue;
            }

            for (int first = share.First; first < active; first = share.Next(first))
                s.Aim(step, first, Math.Min(group, active - first));
            for (int i = 0; i < s.Units; i += LstmCell.Units)
            {
                int unit = back ? s.Units - LstmCell.Units - i : i;
                for (int first = share.First; first < active; first = share.Next(first))
                    Step<TLane>(in s, step, first, Math.Min(group, active - first), unit, scratch);
            }
        }
    }

    /// <summary>One step of a group of rows for 16 units.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step<TLane>(in LstmSequences s, int step, int first, int rows, int unit, float* scratch)
        where TLane : unmanaged, ILane<TLane>
    {
        nint panel = (nint)unit / LstmCell.Units * Tile.Columns;
        float* gates = s.Training ? s.Gates.Row(s.Offsets[step] + first) + panel : scratch;
        nint gatesRow = s.Training ? s.Gates.Stride : Tile.Columns;
        float** starts = stackalloc float*[4];
        float** hidden = stackalloc float*[4];
        float** nextStarts = s.Starts(step + 1);
        int next = s.Active(step + 1);
        for (int i = 0; i < rows; i++)
        {
            int row = first + i;
            starts[i] = s.Starts(step)[row] + panel;
            hidden[i] = s.Targets[row] + unit;
            // The projected rows of the next step are scattered in memory, so prefetch them one step ahead.
            if (row < next)
                Prefetch.Tile(nextStarts[row] + panel);
        }

        float* before = s.HiddenBefore(step, first);
        float* weights = recurrent.Data + (panel * recurrent.Rows);
        for (int k = 0; k < recurrent.Rows; k += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, recurrent.Rows - k);
            Tile.Multiply<TLane>(before + k, s.Hidden.Stride, 1, weights + ((nint)k * Tile.Columns), Tile.Columns, depth, starts, gates, gatesRow,
                rows);
            for (int i = 0; i < rows; i++)
                starts[i] = gates + (i * gatesRow);
        }

        nint cellRow = step == 0 ? s.InitialCell.Stride : s.Cell.Stride;
        LstmCell.Forward<TLane,
            Activations.Full>(gates, gatesRow, s.CellBefore(step, first) + unit, cellRow, s.CellAfter(step, first) + unit, s.Cell.Stride, hidden,
            rows);
        if (s.Output.Data == null)
            return;
        for (int i = 0; i < rows; i++)
            new ReadOnlySpan<float>(hidden[i], LstmCell.Units)
                .CopyTo(new Span<float>(s.OutputOf(s.Output, step, first + i).Data + unit, LstmCell.Units));
    }

    /// <summary>One step of a single row, for up to four panels: the cell then works on panels in parallel instead of rows.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepAlone<TLane>(in LstmSequences s, int step, int unit, int panels, bool back, float* scratch)
        where TLane : unmanaged, ILane<TLane>
    {
        nint first = (nint)unit / LstmCell.Units * Tile.Columns;
        float* gates = s.Training ? s.Gates.Row(s.Offsets[step]) + first : scratch;
        float* start = s.ProjectedRow(step, 0) + first;
        float* before = s.HiddenBefore(step, 0);
        float** hidden = stackalloc float*[4];
        for (int n = 0; n < panels; n++)
        {
            int i = back ? panels - 1 - n : n;
            nint panel = i * Tile.Columns;
            float* from = start + panel;
            Tile.Multiply<TLane>(
                before, 0, 1, recurrent.Data + ((first + panel) * recurrent.Rows), Tile.Columns, recurrent.Rows, &from, gates + panel, 0, rows: 1);
            hidden[i] = s.HiddenAfter(step, 0) + unit + (i * LstmCell.Units);
        }

        LstmCell.Forward<TLane,
            Activations.Full>(gates, Tile.Columns, s.CellBefore(step, 0) + unit, LstmCell.Units, s.CellAfter(step, 0) + unit, LstmCell.Units, hidden,
            panels);
        if (s.Output.Data != null)
            new ReadOnlySpan<float>(s.HiddenAfter(step, 0) + unit, panels * LstmCell.Units)
                .CopyTo(new Span<float>(s.OutputOf(s.Output, step, 0).Data + unit, panels * LstmCell.Units));
    }
}
