using Plaudit.Inference;
using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Tests.Models;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Layers;

/// <summary>Batch normalisation agrees with the plain double-precision one, over the tokens of sequences and over vectors.</summary>
public class BatchNormalizationTests
{
    public static TheoryData<int, int, int, int> Shapes => LayerShape.Table;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outputs_gradients_and_moving_statistics_are_the_references(int rows, int steps, int features, int units)
    {
        RaggedBatch batch = new LayerShape(rows, steps, features, units).Batch();
        if (batch.Tokens == 1)
            return;
        double[,] input = LayerShape.Random(new double[batch.Tokens, features], 1);
        foreach (ref double value in input.Flat())
            value = (float)((3 * value) + 7);
        double[,] outputGradient = LayerShape.Random(new double[batch.Tokens, features], 2);
        float[]? first = null;
        foreach (int members in (ReadOnlySpan<int>)[1, 2, 3])
        {
            using var team = new ThreadTeam(members);
            LayerRig rig = Rig(Shape.Sequence(features));
            var reference = new ReferenceBatchNormalization(rig.Vector("gamma"), rig.Vector("beta"));
            SetSequence(rig, batch, input);
            for (int pass = 1; pass <= 2; pass++)
            {
                string run = $"{members} threads, pass {pass}";
                double[] expected = RaggedArrays.Flatten(
                    batch, reference.Forward(RaggedArrays.Pad(batch, input), batch.Lengths.ToArray(), training: true));
                (double[,,] dX, double[] dGamma, double[] dBeta) = reference.Backward(RaggedArrays.Pad(batch, outputGradient));
                float[] output = rig.Forward(new Pass(batch, team, Training: true));
                Close.Check($"output, {run}", expected, output, tolerance: 2e-5);
                Close.Check($"dx, {run}", RaggedArrays.Flatten(batch, dX), rig.Backward(outputGradient, new Pass(batch, team, Training: true)),
                    tolerance: 2e-5);
                Close.Check($"dgamma, {run}", dGamma, rig.Gradient("gamma"), pass, tolerance: 2e-5);
                Close.Check($"dbeta, {run}", dBeta, rig.Gradient("beta"), pass);
                Close.Check($"moving mean, {run}", reference.MovingMean, rig.Value("moving_mean"));
                Close.Check($"moving variance, {run}", reference.MovingVariance, rig.Value("moving_variance"));
                Assert.Equal(first ??= output, output);
            }

            double[] inferred = RaggedArrays.Flatten(
                batch, reference.Forward(RaggedArrays.Pad(batch, input), batch.Lengths.ToArray(), training: false));
            Close.Check($"prediction, {members} threads", inferred, rig.Forward(new Pass(batch, team, Training: false)));
        }
    }

    [Fact]
    public void The_statistics_of_many_rows_far_from_zero_keep_their_accuracy()
    {
        const int Rows = 5000;
        double[,] input = LayerShape.Random(new double[Rows, 3], 1);
        foreach (ref double value in input.Flat())
            value = (float)(value + 1000);
        var batch = new RaggedBatch();
        batch.Fill([.. Enumerable.Range(0, Rows).Select(_ => new[] { 1 })], [.. Enumerable.Range(0, Rows)]);
        LayerRig rig = Rig(Shape.Vector(3));
        var reference = new ReferenceBatchNormalization(rig.Vector("gamma"), rig.Vector("beta"));
        double[] expected = RaggedArrays.Flatten(batch, reference.Forward(RaggedArrays.Pad(batch, input), batch.Lengths.ToArray(), training: true));
        rig.SetVectors(input);
        Close.Check("output", expected, rig.Forward(new Pass(batch, ThreadTeam.Single, Training: true)), tolerance: 1e-4);
        Close.Check("moving variance", reference.MovingVariance, rig.Value("moving_variance"), tolerance: 1e-6);
    }

    [Fact]
    public void Momentum_and_epsilon_are_the_recipes()
    {
        var rig = new LayerRig(new BatchNormalization(0.5, 0.25), Shape.Vector(1));
        rig.Set("gamma", [1]);
        rig.Set("beta", [0]);
        rig.Set("moving_mean", [10]);
        rig.Set("moving_variance", [3]);
        rig.SetVectors(new[,] { { 1.0 }, { 3.0 } });
        var batch = new RaggedBatch();
        batch.Fill([[1], [1]], [0, 1]);
        Close.Check("output", [-1 / Math.Sqrt(1.25), 1 / Math.Sqrt(1.25)], rig.Forward(new Pass(batch, ThreadTeam.Single, Training: true)));
        Close.Check("moving mean", [6], rig.Value("moving_mean"));
        Close.Check("moving variance", [2], rig.Value("moving_variance"));
    }

    [Fact]
    public void A_single_row_is_refused_in_training_and_taken_in_prediction()
    {
        LayerRig rig = Rig(Shape.Vector(2));
        rig.SetVectors(new[,] { { 1.0, 2.0 } });
        var batch = new RaggedBatch();
        batch.Fill([[1]], [0]);
        string message = Assert.Throws<PlauditException>(() => rig.Forward(new Pass(batch, ThreadTeam.Single, Training: true))).Message;
        Assert.Contains("batch of one row", message);
        Assert.Equal(2, rig.Forward(new Pass(batch, ThreadTeam.Single, Training: false)).Length);
    }

    [Fact]
    public void Moving_statistics_are_saved_with_the_model_but_are_not_weights_to_train()
    {
        const string Layers =
            """[ { "type": "embedding", "size": 3 }, { "type": "batch-normalization" }, """
            + """{ "type": "lstm", "units": 2 }, { "type": "dense", "units": 1 } ]""";
        var rig = new SentimentModelRig(Layers, 6);
        rig.Train([[1, 2, 3], [4, 5]], [1, 0], [0, 1]);
        Parameter mean = rig.Parameter("1.batch-normalization.moving_mean");
        Assert.False(mean.Trainable);
        Assert.True(mean.Gradient.IsEmpty);
        Assert.All(mean.Value.ToArray(), value => Assert.NotEqual(0, value));
        int trained = rig.Model.Parameters.Where(parameter => parameter.Trainable).Sum(parameter => (parameter.Count + 15) / 16 * 16);
        Assert.Equal(trained, rig.Model.Arena.Values.Length);

        string path = Path.Combine(Path.GetTempPath(), $"plaudit-{Guid.NewGuid():N}.safetensors");
        try
        {
            rig.Model.Save(path);
            var loaded = (SentimentModel)ModelLoader.Load(path);
            Assert.Equal(mean.Value.ToArray(), loaded.Parameters.Single(parameter => parameter.Name == mean.Name).Value.ToArray());
            Assert.Equal(rig.Predict([[1, 2, 3], [4, 5]]), loaded.Logits([[1, 2, 3], [4, 5]], cancellation: TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static LayerRig Rig(Shape below)
    {
        var rig = new LayerRig(new BatchNormalization(), below);
        rig.Set("moving_mean", new double[below.Features]);
        rig.Set("moving_variance", [.. Enumerable.Repeat(1.0, below.Features)]);
        return rig;
    }

    private static void SetSequence(LayerRig rig, RaggedBatch batch, double[,] positions) =>
        RaggedArrays.Fill(rig.Input.Resize(batch.Tokens, positions.GetLength(1)), positions);
}
