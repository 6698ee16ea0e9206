using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Layers;
using Plaudit.Tests.Reference;
using EngineGradients = Plaudit.Kernels.LstmGradients;
using ReferenceGradients = Plaudit.Tests.Reference.LstmGradients;

namespace Plaudit.Tests.Kernels;

/// <summary>
/// The recurrences alone, from initial states that are not zero, with gradients of all outputs and of the final states at once; everything that lies
/// around is between canaries.
/// </summary>
public sealed unsafe class LstmRecurrenceTests : IDisposable
{
    private readonly ThreadTeam[] _teams = [new(1), new(2), new(3)];

    public static TheoryData<int, int, int, int> Shapes => LayerShape.Table;

    public void Dispose()
    {
        foreach (ThreadTeam team in _teams)
            team.Dispose();
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void States_and_all_gradients_are_the_references_from_any_initial_state(int rows, int steps, int features, int units)
    {
        RaggedBatch batch = new LayerShape(rows, steps, features, units).Batch();
        double[,] projected = LayerShape.Random(new double[LayerShape.TableRows, 4 * units], 1);
        double[,] recurrent = LayerShape.Random(new double[units, 4 * units], 2, 0.3);
        double[,] h0 = LayerShape.Random(new double[rows, units], 3);
        double[,] c0 = LayerShape.Random(new double[rows, units], 4);
        double[,] outputGradient = LayerShape.Random(new double[batch.Tokens, units], 5);
        double[,] finalGradient = LayerShape.Random(new double[rows, units], 6);

        // The projections go straight into the pre-activations: x W + b with W = I and b = 0.
        double[,] identity = new double[4 * units, 4 * units];
        for (int k = 0; k < 4 * units; k++)
            identity[k, k] = 1;
        var reference = new ReferenceLstm(identity, recurrent, new double[4 * units]);
        (double[,,] states, double[,] last, _) = reference.Forward(RaggedArrays.Embed(batch, projected), batch.Lengths.ToArray(), h0, c0);
        ReferenceGradients gradients = reference.Backward(RaggedArrays.Pad(batch, outputGradient), finalGradient);

        foreach (ThreadTeam team in _teams)
        {
            foreach (bool training in (ReadOnlySpan<bool>)[false, true])
            {
                var run = new Recurrence(batch, units, training, projected, recurrent, h0, c0);
                run.Forward(team);
                string what = $"{team.Members} threads, training {training}";
                Close.Check($"outputs, {what}", RaggedArrays.Flatten(batch, states), run.Outputs);
                Close.Check($"final states, {what}", last.Flat(), run.Finals);
                if (!training)
                    continue;
                run.Backward(team, outputGradient, finalGradient);
                Close.Check($"dz, {what}", RaggedArrays.Flatten(batch, gradients.DX), run.PreActivationGradients);
                Close.Check($"dh0, {what}", gradients.DH0.Flat(), run.InitialHiddenGradients);
                Close.Check($"dc0, {what}", gradients.DC0.Flat(), run.InitialCellGradients);
            }
        }
    }

    /// <summary>All memory of one run.</summary>
    private sealed class Recurrence
    {
        private readonly RaggedBatch _batch;
        private readonly int _units;
        private readonly int _padded;
        private readonly PackedMatrix _recurrent = new();
        private readonly PackedMatrix _transposed = new();
        private readonly GuardedMatrix _projected;
        private readonly GuardedMatrix _h0;
        private readonly GuardedMatrix _c0;
        private readonly GuardedMatrix _gates;
        private readonly GuardedMatrix _cell;
        private readonly GuardedMatrix _hidden;
        private readonly GuardedMatrix _output;
        private readonly GuardedMatrix _final;
        private readonly GuardedMatrix _dOutput;
        private readonly GuardedMatrix _dFinal;
        private readonly GuardedMatrix _dHidden;
        private readonly GuardedMatrix _dCell;
        private readonly AlignedBuffer<nint> _pointers = new();
        private readonly LstmSequences _sequences;

        public Recurrence(RaggedBatch batch, int units, bool training, double[,] projected, double[,] recurrent, double[,] h0, double[,] c0)
        {
            _batch = batch;
            _units = units;
            _padded = (units + 15) / 16 * 16;
            int trace = training ? batch.Tokens : batch.Rows;
            _projected = Filled(ToPanels(projected));
            _h0 = Filled(h0);
            _c0 = Filled(c0);
            _gates = new GuardedMatrix(training ? batch.Tokens : 1, 4 * _padded);
            _cell = new GuardedMatrix(trace, _padded);
            _hidden = new GuardedMatrix(training ? trace : 2 * trace, _padded);
            _output = new GuardedMatrix(batch.Tokens, units);
            _final = new GuardedMatrix(batch.Rows, units);
            _dOutput = new GuardedMatrix(batch.Tokens, units);
            _dFinal = new GuardedMatrix(batch.Rows, units);
            _dHidden = new GuardedMatrix(batch.Rows, _padded);
            _dCell = new GuardedMatrix(batch.Rows, _padded);
            GuardedMatrix panels = Filled(ToPanels(recurrent));
            _recurrent.Pack(panels.View);
            _transposed.PackTransposed(panels.View);
            GC.KeepAlive(panels);
            _sequences = new LstmSequences
            {
                Offsets = batch.OffsetPointer,
                Steps = batch.Steps,
                Rows = batch.Rows,
                Units = _padded,
                Projected = _projected.View,
                InputRow = batch.IdPointer,
                InitialHidden = _h0.View,
                InitialCell = _c0.View,
                Training = training,
                Gates = training ? _gates.View : default,
                Cell = _cell.View,
                Hidden = _hidden.View,
                Output = _output.View,
                Final = _final.View,
                Pointers = (float**)_pointers.Ensure(3 * batch.Rows),
            };
        }

        public float[] Outputs => Read(_output);

        public float[] Finals => Read(_final);

        public float[] InitialHiddenGradients => FirstColumns(_dHidden);

        public float[] InitialCellGradients => FirstColumns(_dCell);

        /// <summary>(N * 4H) in the order i, f, g, o.</summary>
        public float[] PreActivationGradients
        {
            get
            {
                float[] flat = new float[_batch.Tokens * 4 * _units];
                for (int position = 0; position < _batch.Tokens; position++)
                {
                    for (int gate = 0; gate < 4 * _units; gate++)
                        flat[(position * 4 * _units) + gate] = _gates.View.RowSpan(position)[PanelColumn(gate)];
                }

                return flat;
            }
        }

        public void Forward(ThreadTeam team)
        {
            var job = new LstmForward(_sequences, _recurrent);
            team.Run(ref job);
            AssertGuardsIntact("forward");
        }

        public void Backward(ThreadTeam team, double[,] outputGradient, double[,] finalGradient)
        {
            RaggedArrays.Fill(_dOutput.View, outputGradient);
            RaggedArrays.Fill(_dFinal.View, finalGradient);
            var gradients = new EngineGradients { Output = _dOutput.View, Final = _dFinal.View, Hidden = _dHidden.View, Cell = _dCell.View };
            var job = new LstmBackward(_sequences, _transposed, gradients);
            team.Run(ref job);
            AssertGuardsIntact("backward");
        }

        private static GuardedMatrix Filled(double[,] values)
        {
            var matrix = new GuardedMatrix(values.GetLength(0), values.GetLength(1));
            RaggedArrays.Fill(matrix.View, values);
            return matrix;
        }

        private static float[] Read(GuardedMatrix matrix)
        {
            float[] flat = RaggedArrays.Flatten(matrix.View);
            GC.KeepAlive(matrix);
            return flat;
        }

        private float[] FirstColumns(GuardedMatrix matrix)
        {
            float[] flat = [.. Enumerable.Range(0, _batch.Rows).SelectMany(row => matrix.View.RowSpan(row)[.._units].ToArray())];
            GC.KeepAlive(matrix);
            return flat;
        }

        /// <summary>Where gate * H + unit lies in panel order: the four gates of 16 units next to each other.</summary>
        private int PanelColumn(int column)
        {
            int gate = column / _units;
            int unit = column % _units;
            return (64 * (unit / 16)) + (16 * gate) + (unit % 16);
        }

        private double[,] ToPanels(double[,] values)
        {
            double[,] panels = new double[values.GetLength(0), 4 * _padded];
            for (int row = 0; row < values.GetLength(0); row++)
            {
                for (int column = 0; column < 4 * _units; column++)
                    panels[row, PanelColumn(column)] = values[row, column];
            }

            return panels;
        }

        private void AssertGuardsIntact(string what)
        {
            foreach (GuardedMatrix matrix in (GuardedMatrix[])[_projected, _h0, _c0, _gates, _cell, _hidden, _output, _final, _dOutput, _dFinal,
                _dHidden, _dCell])
                matrix.AssertGuardsIntact(what);
            GC.KeepAlive(_batch);
        }
    }
}
