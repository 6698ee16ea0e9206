using Plaudit.Layers;
using Plaudit.Tests.Models;
using Plaudit.Training;

namespace Plaudit.Tests.Training;

/// <summary>L1 and L2 penalties by Keras's rule.</summary>
public class WeightPenaltiesTests
{
    [Fact]
    public void The_loss_grows_by_the_weights_sizes_and_the_gradient_by_its_slope()
    {
        SentimentModelRig rig = Rig("""{ "type": "dense", "units": 1, "l1": 0.5, "l2": 0.25 }""", "");
        Parameter kernel = rig.Parameter("2.dense.kernel");
        rig.SetWeights(kernel.Name, new double[] { 2, -3 });
        rig.SetWeights("2.dense.bias", new double[] { 9 });
        kernel.Gradient.Fill(1);
        Assert.Equal((0.5 * 5) + (0.25 * 13), WeightPenalties.Add(rig.Model.Parameters), 6);
        Assert.Equal([1 + 0.5f + 1, 1 - 0.5f - 1.5f], kernel.Gradient.ToArray());
        Assert.Equal(0, rig.Parameter("2.dense.bias").Gradient[0]);
    }

    [Fact]
    public void A_weight_of_zero_has_no_L1_gradient()
    {
        SentimentModelRig rig = Rig("""{ "type": "dense", "units": 1, "l1": 0.5 }""", "");
        rig.SetWeights("2.dense.kernel", new double[] { 0, 1 });
        WeightPenalties.Add(rig.Model.Parameters);
        Assert.Equal([0, 0.5f], rig.Parameter("2.dense.kernel").Gradient.ToArray());
    }

    [Theory]
    [InlineData("""{ "type": "lstm", "units": 2, "l2": 0.1 }""", "1.lstm.kernel")]
    [InlineData("""{ "type": "bidirectional", "units": 1, "l2": 0.1 }""", "1.bidirectional.forward.kernel,1.bidirectional.backward.kernel")]
    public void Recurrent_layers_are_charged_for_their_kernels_alone(string layer, string expected)
    {
        SentimentModelRig rig = Rig("""{ "type": "dense", "units": 1 }""", "", layer);
        Assert.Equal(expected.Split(','), rig.Model.Parameters.Where(parameter => !parameter.Penalty.IsNone).Select(parameter => parameter.Name));
    }

    [Fact]
    public void An_embedding_is_charged_for_its_whole_table()
    {
        SentimentModelRig rig = Rig("""{ "type": "dense", "units": 1 }""", ", \"l1\": 0.01");
        double sum = rig.Parameter("0.embedding.embeddings").Value.ToArray().Sum(value => Math.Abs((double)value));
        Assert.Equal(0.01 * sum, WeightPenalties.Add(rig.Model.Parameters), 6);
    }

    [Fact]
    public void A_negative_penalty_is_refused_with_its_path()
    {
        string message = Assert.Throws<PlauditException>(() => Rig("""{ "type": "dense", "units": 1, "l2": -1 }""", "")).Message;
        Assert.Contains("$.layers[2].l2: expected a number from 0", message);
    }

    private static SentimentModelRig Rig(string dense, string embedding, string layer = """{ "type": "lstm", "units": 2 }""") =>
        new($$"""[ { "type": "embedding", "size": 3{{embedding}} }, {{layer}}, {{dense}} ]""", 5);
}
