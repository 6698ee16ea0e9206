using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Layers;

/// <summary>How the rows of a layer's input are stored.</summary>
internal enum InputRows
{
    /// <summary>One row a position.</summary>
    Plain,

    /// <summary>Positions of the same id share a row.</summary>
    Shared,

    /// <summary>As shared, and the rows are a parameter's: prediction may project them once and for all.</summary>
    Table,
}

/// <summary>One layer alone, with random weights and an input and output of its own.</summary>
internal sealed unsafe class LayerRig
{
    private readonly ParameterArena _arena = new();
    private readonly object _state;
    private readonly MatrixBuffer _table = new();

    public LayerRig(LayerOptions options, Shape below, double scale = 0.4, int layersBelow = 0)
    {
        var builder = new LayerBuilder(_arena, below);
        for (int i = 0; i < layersBelow; i++)
            builder.Build(new Dropout(0));
        Layer = builder.Build(options);
        _state = Layer.CreateState();
        _arena.AllocateValues();
        _arena.AllocateGradients();
        for (int i = 0; i < _arena.Parameters.Count; i++)
        {
            var random = new SeededRandom(7, i);
            foreach (ref float value in _arena.Parameters[i].Value)
                value = (float)random.NextUniform(-scale, scale);
        }

        Layer.Prepare();
    }

    public Layer Layer { get; }

    public Features Input { get; } = new();

    public Features Output { get; } = new();

    public ReadOnlySpan<float> Gradient(string role) => Find(role).Gradient;

    /// <summary>[rows, columns] of a matrix of weights, for a reference.</summary>
    public double[,] Matrix(string role)
    {
        Parameter parameter = Find(role);
        double[,] values = new double[parameter.Shape[0], parameter.Shape[1]];
        Copy(parameter, values.Flat());
        return values;
    }

    public double[] Vector(string role)
    {
        double[] values = new double[Find(role).Count];
        Copy(Find(role), values);
        return values;
    }

    /// <summary>Sets a parameter, which need not be trainable.</summary>
    public void Set(string role, ReadOnlySpan<double> values)
    {
        Assert.Equal(Find(role).Count, values.Length);
        for (int k = 0; k < values.Length; k++)
            Find(role).Value[k] = (float)values[k];
        Layer.Prepare();
    }

    public ReadOnlySpan<float> Value(string role) => Find(role).Value;

    public void ClearGradients() => _arena.Gradients.Span.Clear();

    /// <summary>Makes the input (N, F), or shares the table's rows (R, F) by the batch's ids.</summary>
    public void SetSequence(RaggedBatch batch, double[,] table, InputRows rows)
    {
        int features = table.GetLength(1);
        if (rows == InputRows.Plain)
        {
            Matrix values = Input.Resize(batch.Tokens, features);
            for (int position = 0; position < batch.Tokens; position++)
            {
                for (int feature = 0; feature < features; feature++)
                    values.RowSpan(position)[feature] = (float)table[batch.Ids[position], feature];
            }

            return;
        }

        if (rows == InputRows.Shared)
        {
            RaggedArrays.Fill(Input.ResizeShared(table.GetLength(0), features, batch.IdPointer), table);
            return;
        }

        RaggedArrays.Fill(_table.Ensure(table.GetLength(0), features), table);
        Input.Show(_table.View, batch.IdPointer, table: true);
    }

    /// <summary>Makes the input (B, F).</summary>
    public void SetVectors(double[,] values) => RaggedArrays.Fill(Input.Resize(values.GetLength(0), values.GetLength(1)), values);

    /// <summary>One forward pass.</summary>
    /// <returns>The output's rows one behind the other.</returns>
    public float[] Forward(Pass pass)
    {
        Layer.Forward(Input, Output, _state, pass);
        return RaggedArrays.Flatten(Output.Values);
    }

    /// <summary>One backward pass.</summary>
    /// <returns>The gradient of the input's rows, one behind the other.</returns>
    public float[] Backward(double[,] outputGradient, Pass pass)
    {
        RaggedArrays.Fill(Output.ResizeGradient(), outputGradient);
        Layer.Backward(Input, Output, _state, pass);
        return RaggedArrays.Flatten(Input.Gradient);
    }

    private static void Copy(Parameter parameter, Span<double> target)
    {
        for (int k = 0; k < parameter.Count; k++)
            target[k] = parameter.Value[k];
    }

    private Parameter Find(string role) => _arena.Parameters.Single(parameter => parameter.Name == $"{Layer.Name}.{role}");
}
