using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// One direction of an LSTM over a batch: projects the input (each distinct word once), runs the recurrence, and on the way back turns dz into
/// the gradients of all weights and of the input. z = x W + b + h U, see docs/lstm-math.md.
/// </summary>
internal sealed unsafe class LstmDirection(LstmWeights weights, bool backwards)
{
    private readonly Lock _tableLock = new();
    private Int8Matrix? _int8;
    private MatrixBuffer? _projectedTable;
    private float* _projectedFrom;

    /// <summary>Predict with recurrent weights in bytes.</summary>
    public void UseInt8() => _int8 = new Int8Matrix();

    public void Prepare()
    {
        weights.Pack();
        _int8?.Pack(weights.PackedRecurrent);
        _projectedFrom = null;
    }

    /// <summary>
    /// Reads the input and writes either all hidden states, (N, H), or each row's last, (B, H), into columns of <paramref name="output"/>.
    /// </summary>
    public void Forward(Features input, Matrix output, bool sequences, State state, Pass pass)
    {
        RaggedBatch batch = pass.Batch;
        int rows = batch.Rows;
        int units = weights.PaddedUnits;
        int trace = pass.Training ? batch.Tokens : rows;
        if (state.InitialHidden.View.Rows != rows)
        {
            state.InitialHidden.Ensure(rows, units).Clear();
            state.InitialCell.Ensure(rows, units).Clear();
        }

        int* reversed = backwards ? state.Reverse(batch) : null;
        state.Sequences = new LstmSequences
        {
            Offsets = batch.OffsetPointer,
            Steps = batch.Steps,
            Rows = rows,
            Units = units,
            Projected = Project(input, state, pass),
            InputRow = backwards ? state.Compose(reversed, input.RowOf, batch.Tokens) : input.RowOf,
            InitialHidden = state.InitialHidden.View,
            InitialCell = state.InitialCell.View,
            Training = pass.Training,
            Gates = pass.Training ? state.Gates.Ensure(batch.Tokens, 4 * units) : default,
            Cell = state.Cell.Ensure(trace, units),
            Hidden = state.Hidden.Ensure(pass.Training ? trace : 2 * rows, units),
            Output = sequences ? output : default,
            OutputRow = reversed,
            Final = sequences ? state.Final.Ensure(rows, units) : output,
            Pointers = (float**)state.Pointers.Ensure(3 * rows),
        };
        if (_int8 is not null && !pass.Training)
        {
            var bytes = new LstmInt8(state.Sequences, _int8);
            pass.Team.Run(ref bytes);
            return;
        }

        var job = new LstmForward(state.Sequences, weights.PackedRecurrent);
        pass.Team.Run(ref job);
    }

    /// <summary>From the gradient of what <see cref="Forward"/> wrote; writes or adds to the gradient of the input.</summary>
    public void Backward(Features input, Matrix outputGradient, bool sequences, bool accumulate, State state, Pass pass)
    {
        LstmSequences trace = state.Sequences;
        state.Gradients = new LstmGradients
        {
            Output = sequences ? outputGradient : default,
            Final = sequences ? default : outputGradient,
            Hidden = state.HiddenGradient.Ensure(trace.Rows, trace.Units),
            Cell = state.CellGradient.Ensure(trace.Rows, trace.Units),
        };
        var job = new LstmBackward(trace, weights.PackedRecurrentTransposed, state.Gradients);
        pass.Team.Run(ref job);

        // From here trace.Gates holds dz, (N, 4H).
        Matrix recurrent = state.WeightGradient.Ensure(weights.Units, 4 * trace.Units);
        recurrent.Clear();
        var hidden = new Matrix(trace.Hidden.Data, trace.Hidden.Rows, weights.Units, trace.Hidden.Stride);
        Product.AddTransposed(pass.Team, hidden, trace.Gates, recurrent);
        weights.AddGradient(recurrent, weights.Recurrent);

        Matrix projected = SumByInputRow(input, trace, state, pass);
        Matrix kernel = state.WeightGradient.Ensure(weights.Features, 4 * trace.Units);
        kernel.Clear();
        Product.AddTransposed(pass.Team, input.Values, projected, kernel);
        weights.AddGradient(kernel, weights.Kernel);
        Matrix bias = state.WeightGradient.Ensure(1, 4 * trace.Units);
        Elementwise.SumRows(pass.Team, projected, bias);
        weights.AddGradient(bias, weights.Bias);
        Product.Multiply(pass.Team, projected, weights.PackedKernelTransposed, input.Gradient, accumulate: accumulate);
    }

    private static Matrix SumByInputRow(Features input, in LstmSequences trace, State state, Pass pass)
    {
        if (trace.InputRow == null)
            return trace.Gates;
        state.Groups.Build(trace.InputRow, trace.Gates.Rows, input.Values.Rows);
        Matrix sums = state.Projected.Ensure(input.Values.Rows, trace.Gates.Columns);
        state.Groups.Sum(pass.Team, trace.Gates, sums);
        return sums;
    }

    /// <summary>x W + b for every row of the input.</summary>
    private Matrix Project(Features input, State state, Pass pass)
    {
        // In prediction, rows that belong to a parameter: project the whole vocabulary once.
        bool table = input.ShowsTable && !pass.Training;
        if (table)
        {
            lock (_tableLock)
            {
                if (_projectedFrom != input.Values.Data)
                {
                    _projectedTable ??= new MatrixBuffer();
                    _projectedTable.Ensure(input.Values.Rows, 4 * weights.PaddedUnits);
                    Product.Multiply(pass.Team, input.Values, weights.PackedKernel, _projectedTable.View, weights.PanelBias);
                    _projectedFrom = input.Values.Data;
                }
            }

            return _projectedTable!.View;
        }

        Matrix projected = state.Projected.Ensure(input.Values.Rows, 4 * weights.PaddedUnits);
        Product.Multiply(pass.Team, input.Values, weights.PackedKernel, projected, weights.PanelBias);
        return projected;
    }

    /// <summary>What one direction remembers of a pass.</summary>
    internal sealed class State
    {
        private readonly AlignedBuffer<int> _reversed = new();
        private readonly AlignedBuffer<int> _composed = new();

        public LstmSequences Sequences { get; set; }

        public LstmGradients Gradients { get; set; }

        public MatrixBuffer Projected { get; } = new();

        public AlignedBuffer<nint> Pointers { get; } = new();

        public MatrixBuffer InitialHidden { get; } = new();

        public MatrixBuffer InitialCell { get; } = new();

        public MatrixBuffer Gates { get; } = new();

        public MatrixBuffer Cell { get; } = new();

        public MatrixBuffer Hidden { get; } = new();

        public MatrixBuffer Final { get; } = new();

        public MatrixBuffer HiddenGradient { get; } = new();

        public MatrixBuffer CellGradient { get; } = new();

        public MatrixBuffer WeightGradient { get; } = new();

        public RowGroups Groups { get; } = new();

        /// <summary>(N) for each position the one that mirrors it within its own row: reading backwards starts at each row's own end.</summary>
        public int* Reverse(RaggedBatch batch)
        {
            int* reversed = _reversed.Ensure(batch.Tokens);
            for (int t = 0; t < batch.Steps; t++)
            {
                int active = batch.OffsetPointer[t + 1] - batch.OffsetPointer[t];
                for (int b = 0; b < active; b++)
                    reversed[batch.OffsetPointer[t] + b] = batch.OffsetPointer[batch.LengthPointer[b] - 1 - t] + b;
            }

            return reversed;
        }

        /// <summary>(N) rowOf[positions[i]]; where positions do not share rows, the positions themselves.</summary>
        public int* Compose(int* positions, int* rowOf, int count)
        {
            if (rowOf == null)
                return positions;
            int* composed = _composed.Ensure(count);
            for (int i = 0; i < count; i++)
                composed[i] = rowOf[positions[i]];
            return composed;
        }
    }
}
