using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// The forward recurrence with recurrent weights in bytes, for prediction. Up to a dozen rows at a time run through all steps. Each row's result is
/// the same bits alone and in any batch.
/// </summary>
internal readonly unsafe struct LstmInt8(LstmSequences sequences, Int8Matrix recurrent) : ITeamJob, ILaneJob
{
    // Whole tiles of six rows and whole cells of four.
    private const int Group = 12;
    private const int CellRows = 4;

    // A tile takes as long for a few rows as for six.
    private const int LeastForTile = 4;

    private readonly LstmSequences _sequences = sequences;

    public void Run(int member, int members) => Simd.Run(in this, member, members);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>
    {
        LstmSequences s = _sequences;
        byte* states = stackalloc byte[(Group * recurrent.Depth) + LstmCell.Units];
        float* gates = stackalloc float[(Group * Tile.Columns) + Tile.Group];
        gates = (float*)(((nint)gates + 63) & ~(nint)63);
        var share = new RowShare(s.Rows, CellRows, member, members);
        RunRows<TLane>(in s, share.Front.First, share.Front.End, states, gates);
        RunRows<TLane>(in s, share.Back.First, share.Back.End, states, gates);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunRows<TLane>(in LstmSequences s, int begin, int end, byte* states, float* gates)
        where TLane : unmanaged, ILane<TLane>
    {
        for (int first = begin; first < end; first += Group)
        {
            for (int step = 0; s.Active(step) > first; step++)
            {
                int rows = Math.Min(Group, Math.Min(end, s.Active(step)) - first);
                s.Aim(step, first, rows);
                for (int i = 0; i < rows; i++)
                    Round(in s, step, first + i, states + ((nint)i * recurrent.Depth));
                if (rows >= LeastForTile)
                    Step<TLane>(in s, step, first, rows, states, gates);
                for (int i = 0; rows < LeastForTile && i < rows; i++)
                    StepAlone<TLane>(in s, step, first + i, states + ((nint)i * recurrent.Depth), gates, back: (((step * rows) + i) & 1) != 0);
                for (int i = 0; s.Output.Data != null && i < rows; i++)
                    new ReadOnlySpan<float>(s.Targets[first + i], s.Units)
                        .CopyTo(new Span<float>(s.OutputOf(s.Output, step, first + i).Data, s.Units));
            }
        }
    }

    /// <summary>A row's hidden state as bytes. The next row's overwrite what lies past the last whole quad.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Round(in LstmSequences s, int step, int row, byte* states)
    {
        float* before = step == 0 ? s.InitialHidden.Row(row) : s.HiddenBefore(step, row);
        for (int unit = 0; unit < s.Units; unit += LstmCell.Units)
            Int8Matrix.Quantize(before + unit, states + unit);
    }

    /// <summary>One step of a group of rows.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step<TLane>(in LstmSequences s, int step, int first, int rows, byte* states, float* gates)
        where TLane : unmanaged, ILane<TLane>
    {
        float** starts = stackalloc float*[Group];
        float** hidden = stackalloc float*[Group];
        nint cellRow = step == 0 ? s.InitialCell.Stride : s.Cell.Stride;
        for (int unit = 0; unit < s.Units; unit += LstmCell.Units)
        {
            int column = unit / LstmCell.Units * Tile.Columns;
            for (int i = 0; i < rows; i++)
            {
                int row = first + i;
                starts[i] = s.Starts(step)[row] + column;
                hidden[i] = s.Targets[row] + unit;
            }

            for (int top = 0; top < rows; top += Int8Tile.Rows)
            {
                byte* from = states + ((nint)top * recurrent.Depth);
                float* z = gates + (top * Tile.Columns);
                if (rows - top > 1)
                    Int8Tile.Multiply(recurrent, column, from, starts + top, z, Math.Min(Int8Tile.Rows, rows - top));
                else
                    Int8Tile.One(recurrent, column, from, starts[top], z);
            }

            for (int top = 0; top < rows; top += CellRows)
            {
                LstmCell.Forward<TLane, Activations.Coarse>(
                    gates + (top * Tile.Columns), Tile.Columns, s.CellBefore(step, first + top) + unit, cellRow,
                        s.CellAfter(step, first + top) + unit, s.Cell.Stride,
                    hidden + top, Math.Min(CellRows, rows - top));
            }
        }
    }

    /// <summary>
    /// One step of one row: panels replace rows in the cell. Every second step traverses them backwards, because the last ones are still in the L1
    /// cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepAlone<TLane>(in LstmSequences s, int step, int row, byte* states, float* gates, bool back)
        where TLane : unmanaged, ILane<TLane>
    {
        float* start = s.Starts(step)[row];
        float* cell = s.CellAfter(step, row);
        float** hidden = stackalloc float*[CellRows];
        int blocks = (s.Units + (CellRows * LstmCell.Units) - 1) / (CellRows * LstmCell.Units);
        for (int block = 0; block < blocks; block++)
        {
            int unit = (back ? blocks - 1 - block : block) * CellRows * LstmCell.Units;
            int panels = Math.Min(CellRows, (s.Units - unit) / LstmCell.Units);
            for (int n = 0; n < panels; n++)
            {
                int i = back ? panels - 1 - n : n;
                int column = ((unit / LstmCell.Units) + i) * Tile.Columns;
                Int8Tile.One(recurrent, column, states, start + column, gates + (i * Tile.Columns));
                hidden[i] = s.Targets[row] + unit + (i * LstmCell.Units);
            }

            LstmCell.Forward<TLane,
                Activations.Coarse>(gates, Tile.Columns, s.CellBefore(step, row) + unit, LstmCell.Units, cell + unit, LstmCell.Units, hidden, panels);
        }
    }
}
