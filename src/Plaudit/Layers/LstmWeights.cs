using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>
/// The weights of one LSTM direction: kernel W (F, 4H), recurrent kernel U (H, 4H) and bias b (4H), gates in Keras's order i, f, g, o; and their
/// copies in the order the kernels read. "Panel order" puts the four gates of 16 units next to each other: column 64 p + 16 g + u is gate g of unit
/// 16 p + u.
/// </summary>
internal sealed unsafe class LstmWeights
{
    private const int Gates = 4;

    private readonly AlignedBuffer<float> _panelBias = new();
    private readonly MatrixBuffer _panelOrder = new();

    public LstmWeights(LayerBuilder builder, string prefix, int features, int units, WeightPenalty penalty = default)
    {
        Features = features;
        Units = units;
        Kernel = builder.Add($"{prefix}kernel", [features, Gates * units], Initializers.GlorotUniform, penalty: penalty);
        Recurrent = builder.Add($"{prefix}recurrent_kernel", [units, Gates * units], Initializers.Orthogonal);
        Bias = builder.Add($"{prefix}bias", [Gates * units], Initializers.ForgetGateOnes);
    }

    /// <summary>F</summary>
    public int Features { get; }

    /// <summary>H</summary>
    public int Units { get; }

    /// <summary>H rounded up to whole panels.</summary>
    public int PaddedUnits => Matrix.RoundUp(Units, LstmCell.Units);

    public Parameter Kernel { get; }

    public Parameter Recurrent { get; }

    public Parameter Bias { get; }

    /// <summary>(F, 4H) in panel order.</summary>
    public PackedMatrix PackedKernel { get; } = new();

    /// <summary>(4H, F), rows in panel order.</summary>
    public PackedMatrix PackedKernelTransposed { get; } = new();

    /// <summary>(H, 4H) in panel order.</summary>
    public PackedMatrix PackedRecurrent { get; } = new();

    /// <summary>(4H, H), rows in panel order.</summary>
    public PackedMatrix PackedRecurrentTransposed { get; } = new();

    /// <summary>(4H) in panel order.</summary>
    public float* PanelBias => _panelBias.Pointer;

    /// <summary>Brings the packed copies up to date.</summary>
    public void Pack()
    {
        _panelBias.Ensure(Gates * PaddedUnits);
        ToPanelOrder(Bias.ValueMatrix, new Matrix(PanelBias, 1, Gates * PaddedUnits, Gates * PaddedUnits));
        Pack(Kernel, PackedKernel, PackedKernelTransposed);
        Pack(Recurrent, PackedRecurrent, PackedRecurrentTransposed);
    }

    /// <summary>Adds a gradient in panel order, (rows, 4H), to a parameter's.</summary>
    public void AddGradient(Matrix panelOrder, Parameter parameter)
    {
        Matrix gradient = parameter.GradientMatrix;
        for (int row = 0; row < gradient.Rows; row++)
        {
            for (int unit = 0; unit < Units; unit += LstmCell.Units)
            {
                int count = Math.Min(LstmCell.Units, Units - unit);
                for (int gate = 0; gate < Gates; gate++)
                    Elementwise.Add(panelOrder.Row(row) + Column(gate, unit), gradient.Row(row) + (gate * Units) + unit, count);
            }
        }
    }

    private static int Column(int gate, int unit) => (unit / LstmCell.Units * Tile.Columns) + (gate * LstmCell.Units) + (unit % LstmCell.Units);

    private void Pack(Parameter parameter, PackedMatrix packed, PackedMatrix transposed)
    {
        Matrix source = parameter.ValueMatrix;
        Matrix panels = _panelOrder.Ensure(source.Rows, Gates * PaddedUnits);
        ToPanelOrder(source, panels);
        packed.Pack(panels);
        transposed.PackTransposed(panels);
    }

    private void ToPanelOrder(Matrix source, Matrix target)
    {
        target.Clear();
        for (int row = 0; row < source.Rows; row++)
        {
            for (int unit = 0; unit < Units; unit += LstmCell.Units)
            {
                int count = Math.Min(LstmCell.Units, Units - unit);
                for (int gate = 0; gate < Gates; gate++)
                {
                    var run = new ReadOnlySpan<float>(source.Row(row) + (gate * Units) + unit, count);
                    run.CopyTo(new Span<float>(target.Row(row) + Column(gate, unit), count));
                }
            }
        }
    }
}
