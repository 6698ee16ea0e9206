namespace Plaudit.Kernels;

/// <summary>
/// Describes one LSTM direction over a ragged batch: where its data is. Rows of a batch are sorted by length, longest first; step t owns
/// the positions <c>Offsets[t] .. Offsets[t + 1]</c>, row b of the batch being position <c>Offsets[t] + b</c>. "Steps" are in reading order:
/// a backward direction differs only in <see cref="InputRow"/> and <see cref="OutputRow"/>.
/// Units are rounded up to whole panels of 16; the extra units have zero weights and stay zero.
/// </summary>
internal unsafe struct LstmSequences
{
    /// <summary>(T + 1) first position of each step.</summary>
    public int* Offsets;

    /// <summary>T, the length of the longest row.</summary>
    public int Steps;

    /// <summary>B, rows of the batch.</summary>
    public int Rows;

    /// <summary>H rounded up to whole panels.</summary>
    public int Units;

    /// <summary>(R, 4H) the input's part of the pre-activations, bias included, in panel order.</summary>
    public Matrix Projected;

    /// <summary>(N) for each position the row of <see cref="Projected"/> to start from, or null: row = position.</summary>
    public int* InputRow;

    /// <summary>(B, H) hidden state before the first step.</summary>
    public Matrix InitialHidden;

    /// <summary>(B, H) cell state before the first step.</summary>
    public Matrix InitialCell;

    /// <summary>Whether the trace is kept for a backward pass.</summary>
    public bool Training;

    /// <summary>Training: (N, 4H) activated gates, later the gradients of the pre-activations. Else unused.</summary>
    public Matrix Gates;

    /// <summary>Training: (N, H) cell state after each position. Else (B, H), the current one.</summary>
    public Matrix Cell;

    /// <summary>Training: (N, H) hidden state before each position. Else (2B, H), the current and the next one in turn.</summary>
    public Matrix Hidden;

    /// <summary>(N, H) hidden state after each position, or no data if only the last state is needed.</summary>
    public Matrix Output;

    /// <summary>(N) for each position its row of <see cref="Output"/>, or null: row = position.</summary>
    public int* OutputRow;

    /// <summary>(B, H) each row's hidden state after its own last step.</summary>
    public Matrix Final;

    /// <summary>(3B) room for <see cref="Aim"/>.</summary>
    public float** Pointers;

    /// <summary>Rows that still have a token at step t; 0 after the last step.</summary>
    public readonly int Active(int step) => step < Steps ? Offsets[step + 1] - Offsets[step] : 0;

    public readonly float* HiddenBefore(int step, int row) => Hidden.Row(Training ? Offsets[step] + row : ((step & 1) * Rows) + row);

    public readonly float* CellAfter(int step, int row) => Cell.Row(Training ? Offsets[step] + row : row);

    public readonly float* CellBefore(int step, int row) => step == 0 ? InitialCell.Row(row) : CellAfter(step - 1, row);

    public readonly float* ProjectedRow(int step, int row)
    {
        int position = Offsets[step] + row;
        return Projected.Row(InputRow == null ? position : InputRow[position]);
    }

    /// <summary>Where the hidden state after a step goes: before the next step, or to the final states.</summary>
    public readonly float* HiddenAfter(int step, int row) => row < Active(step + 1) ? HiddenBefore(step + 1, row) : Final.Row(row);

    public readonly Matrix OutputOf(Matrix matrix, int step, int row)
    {
        int position = Offsets[step] + row;
        return new Matrix(matrix.Row(OutputRow == null ? position : OutputRow[position]), 1, matrix.Columns, matrix.Stride);
    }

    /// <summary>
    /// Before a forward step: looks up where some of its rows' sums start and where their states go, and the starts of the step after, which can so
    /// be asked for ahead of time. Once a step instead of once for each panel of units.
    /// </summary>
    public readonly void Aim(int step, int first, int rows)
    {
        int next = Active(step + 1);
        for (int row = first; row < first + rows; row++)
        {
            if (step == 0)
                Starts(0)[row] = ProjectedRow(0, row);
            if (row < next)
                Starts(step + 1)[row] = ProjectedRow(step + 1, row);
            Targets[row] = HiddenAfter(step, row);
        }
    }

    /// <summary>(B) where the rows' sums start, as looked up by <see cref="Aim"/> for this step and the next.</summary>
    public readonly float** Starts(int step) => Pointers + ((step & 1) * Rows);

    /// <summary>(B) where the rows' hidden states go, as looked up by <see cref="Aim"/>.</summary>
    public readonly float** Targets => Pointers + (2 * Rows);
}
