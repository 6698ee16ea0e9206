using System.Text.Json.Nodes;
using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Layers;

/// <summary>
/// What holds for every layer that a recipe may name: its gradients are slopes, and the number of threads changes nothing that matters.
/// </summary>
public class EveryLayerTests
{
    private const int Features = 6;
    private const double Step = 1.0 / 512;

    // Every kind of LayerOptions.Kinds, in every form that goes another way through the code.
    private static readonly (string Json, ShapeKind Below)[] s_layers =
    [
        ("""{ "type": "embedding", "size": 5 }""", ShapeKind.Tokens),
        ("""{ "type": "embedding", "size": 5, "trainable": false }""", ShapeKind.Tokens),
        ("""{ "type": "lstm", "units": 5 }""", ShapeKind.Sequence),
        ("""{ "type": "lstm", "units": 5, "returnSequences": true }""", ShapeKind.Sequence),
        ("""{ "type": "bidirectional", "units": 3 }""", ShapeKind.Sequence),
        ("""{ "type": "bidirectional", "units": 3, "returnSequences": true }""", ShapeKind.Sequence),
        ("""{ "type": "batch-normalization" }""", ShapeKind.Sequence),
        ("""{ "type": "batch-normalization" }""", ShapeKind.Vector),
        ("""{ "type": "dropout", "rate": 0.4 }""", ShapeKind.Sequence),
        ("""{ "type": "dense", "units": 4, "activation": "tanh" }""", ShapeKind.Vector),
        ("""{ "type": "dense", "units": 4, "activation": "sigmoid" }""", ShapeKind.Vector),
        ("""{ "type": "dense", "units": 4 }""", ShapeKind.Vector),
        ("""{ "type": "dense", "units": 4, "activation": "relu" }""", ShapeKind.Vector),
        ("""{ "type": "max-pooling" }""", ShapeKind.Sequence),
        ("""{ "type": "mean-pooling" }""", ShapeKind.Sequence),
        ("""{ "type": "last" }""", ShapeKind.Sequence),
        ("""{ "type": "concat-pooling" }""", ShapeKind.Sequence),
        ("""{ "type": "attention", "units": 4 }""", ShapeKind.Sequence),
        ("""{ "type": "attention" }""", ShapeKind.Sequence),
        ("""{ "type": "positions" }""", ShapeKind.Sequence),
        ("""{ "type": "positions", "scale": 3 }""", ShapeKind.Sequence),
        ("""{ "type": "transformer", "heads": 2, "feedForward": 7 }""", ShapeKind.Sequence),
        ("""{ "type": "transformer", "heads": 1 }""", ShapeKind.Sequence),
    ];

    public static TheoryData<int> Layers => [.. Enumerable.Range(0, s_layers.Length)];

    [Fact]
    public void Every_kind_of_layer_is_here() =>
        Assert.Equal(LayerOptions.Kinds.Names.Order(), s_layers.Select(layer => Options(layer.Json).Kind.Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Layers))]
    public void Gradients_of_the_input_and_of_every_weight_are_slopes(int layer)
    {
        (LayerRig rig, RaggedBatch batch) = Rig(layer);
        var pass = new Pass(batch, ThreadTeam.Single, Training: true, Seed: 1);
        rig.Forward(pass);
        double[,] outputGradient = LayerShape.Random(new double[rig.Output.Values.Rows, rig.Output.Values.Columns], 3);
        float[] inputGradient = rig.Backward(outputGradient, pass);
        double loss = Loss();
        if (s_layers[layer].Below != ShapeKind.Tokens)
        {
            for (int row = 0; row < rig.Input.Values.Rows; row++)
                CheckSlopes($"{s_layers[layer].Json}, input row {row}", rig.Input.Values.RowSpan(row),
                    inputGradient.AsSpan(row * Features, Features));
        }

        foreach (Parameter parameter in rig.Layer.Parameters.Where(parameter => parameter.Trainable))
            CheckSlopes($"{s_layers[layer].Json}, {parameter.Name}", parameter.Value, parameter.Gradient);

        void CheckSlopes(string what, Span<float> values, ReadOnlySpan<float> gradient)
        {
            Assert.Equal(values.Length, gradient.Length);
            for (int k = 0; k < values.Length; k++)
            {
                float value = values[k];
                values[k] = (float)(value + Step);
                double above = Loss();
                values[k] = (float)(value - Step);
                double below = Loss();
                values[k] = value;

                // Where relu bends within the step the two sides differ; the gradient is then one of them. Single precision leaves three digits.
                (double left, double right) = ((loss - below) / Step, (above - loss) / Step);
                double tolerance = 3e-3 * Math.Max(1, Math.Abs(left));
                if (!(gradient[k] > Math.Min(left, right) - tolerance && gradient[k] < Math.Max(left, right) + tolerance))
                    Assert.Fail($"{what}, element {k}: the loss has slopes {left:R} and {right:R}, the gradient is {gradient[k]:R}");
            }

            rig.Layer.Prepare();
        }

        double Loss()
        {
            rig.Layer.Prepare();
            float[] output = rig.Forward(pass);
            double sum = 0;
            for (int k = 0; k < output.Length; k++)
                sum += output[k] * outputGradient.Flat()[k];
            return sum;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Outputs_and_gradients_are_the_same_for_one_two_and_three_threads(int layer)
    {
        float[]? expected = null;
        foreach (int members in (ReadOnlySpan<int>)[1, 2, 3])
        {
            using var team = new ThreadTeam(members);
            (LayerRig rig, RaggedBatch batch) = Rig(layer);
            var pass = new Pass(batch, team, Training: true, Seed: 1);
            float[] output = rig.Forward(pass);
            double[,] outputGradient = LayerShape.Random(new double[rig.Output.Values.Rows, rig.Output.Values.Columns], 3);
            rig.Backward(outputGradient, pass);
            float[] all =
            [
                .. output, .. s_layers[layer].Below == ShapeKind.Tokens ? [] : RaggedArrays.Flatten(rig.Input.Gradient),
                .. rig.Layer.Parameters.SelectMany(parameter => parameter.Gradient.ToArray()),
            ];
            expected ??= all;
            Close.Check($"{s_layers[layer].Json}, {members} threads", [.. expected.Select(value => (double)value)], all, tolerance: 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Reviews_do_not_see_each_other_in_prediction(int layer)
    {
        // The first review alone gives what it gives among others.
        (LayerRig rig, RaggedBatch batch) = Rig(layer);
        float[] together = rig.Forward(new Pass(batch, ThreadTeam.Single, Training: false));
        int columns = rig.Layer.Output.Features;
        int length = batch.Steps;
        bool vector = rig.Layer.Output.Kind == ShapeKind.Vector;
        int[] ids = [.. Enumerable.Range(0, length).Select(step => batch.Ids[batch.Offsets[step]])];
        float[][] rows = [.. Enumerable.Range(0, vector ? 1 : length)
            .Select(step => together.AsSpan(batch.Offsets[step] * columns, columns).ToArray())];
        float[][] input = s_layers[layer].Below switch
        {
            ShapeKind.Tokens => [],
            ShapeKind.Vector => [rig.Input.Values.RowSpan(0).ToArray()],
            _ => [.. Enumerable.Range(0, length).Select(step => rig.Input.Values.RowSpan(batch.Offsets[step]).ToArray())],
        };
        batch.Fill([ids], [0]);
        if (input.Length > 0)
            rig.Input.Resize(input.Length, Features);
        for (int row = 0; row < input.Length; row++)
            input[row].CopyTo(rig.Input.Values.RowSpan(row));
        float[] alone = rig.Forward(new Pass(batch, ThreadTeam.Single, Training: false));
        Close.Check(s_layers[layer].Json, [.. rows.SelectMany(row => row).Select(value => (double)value)], alone, tolerance: 1e-6);
    }

    private static LayerOptions Options(string json)
    {
        List<string> faults = [];
        LayerOptions options = LayerOptions.Kinds.Read(new JsonSection((JsonObject)JsonNode.Parse(json)!, "$.layers[0]", faults))!;
        Assert.Empty(faults);
        return options;
    }

    private static (LayerRig Rig, RaggedBatch Batch) Rig(int layer)
    {
        (string json, ShapeKind kind) = s_layers[layer];
        var shape = new LayerShape(Rows: 4, Steps: 5, Features, Units: 1);
        RaggedBatch batch = shape.Batch();
        var below = new Shape(kind, kind == ShapeKind.Tokens ? LayerShape.TableRows : Features);
        var rig = new LayerRig(Options(json), below);
        if (kind != ShapeKind.Tokens)
        {
            int rows = kind == ShapeKind.Vector ? batch.Rows : batch.Tokens;
            RaggedArrays.Fill(rig.Input.Resize(rows, Features), LayerShape.Random(new double[rows, Features], 11));
        }

        foreach (Parameter parameter in rig.Layer.Parameters.Where(parameter => parameter.Name.EndsWith("moving_variance", StringComparison.Ordinal)))
            parameter.Value.Fill(0.8f);
        return (rig, batch);
    }
}
