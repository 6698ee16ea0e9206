using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Models;

/// <summary>The network in float32 gives PyTorch's numbers (computed in doubles): logits, loss, gradients and ten steps of Adam.</summary>
public class SentimentModelGoldenTests
{
    // Sums of at most 100 products of numbers below 1, each rounded to 24 bits.
    private const double Tolerance = 1e-6;

    private static readonly (string Golden, string Plaudit)[] s_names =
    [
        ("embedding", "0.embedding.embeddings"),
        ("lstm.w", "1.lstm.kernel"),
        ("lstm.u", "1.lstm.recurrent_kernel"),
        ("lstm.b", "1.lstm.bias"),
        ("dense.w", "2.dense.kernel"),
        ("dense.b", "2.dense.bias"),
    ];

    public static TheoryData<string, int> Cases => new() { { "baseline small", 1 }, { "baseline small", 2 }, { "baseline large", 1 }, { "baseline large", 3 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_loss_and_every_gradient_are_PyTorchs(string name, int members)
    {
        NetworkGolden golden = LayersGolden.Network(name);
        using var team = new ThreadTeam(members);
        SentimentModelRig rig = Rig(golden, team);
        AssertClose("training logits", golden.Logits, rig.Logits(golden.Ids, training: true));
        AssertClose("prediction logits", golden.Logits, rig.Predict(golden.Ids));
        double loss = rig.Train(golden.Ids, golden.Labels, AllRows(golden));
        Assert.InRange(loss, golden.Loss - Tolerance, golden.Loss + Tolerance);
        foreach ((string goldenName, string plauditName) in s_names)
            AssertClose(goldenName, golden.Gradients[goldenName].Flat(), rig.Parameter(plauditName).Gradient);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ten_steps_of_Adam_lead_where_they_lead_in_PyTorch(string name, int members)
    {
        NetworkGolden golden = LayersGolden.Network(name);
        using var team = new ThreadTeam(members);
        SentimentModelRig rig = Rig(golden, team);
        var weights = golden.Weights.ToDictionary(w => w.Key, w => (Array)w.Value.Clone(), StringComparer.Ordinal);
        var adam = weights.ToDictionary(w => w.Key, _ => new ReferenceAdam(golden.Rate), StringComparer.Ordinal);
        Assert.Equal(10, golden.Losses.Length);
        for (int step = 0; step < golden.Losses.Length; step++)
        {
            rig.ClearGradients();
            double loss = rig.Train(golden.Ids, golden.Labels, AllRows(golden));
            Assert.True(Math.Abs(loss - golden.Losses[step]) < 2e-6, $"step {step}: expected loss {golden.Losses[step]}, found {loss}");
            foreach ((string goldenName, string plauditName) in s_names)
            {
                double[] gradient = [.. rig.Parameter(plauditName).Gradient.ToArray().Select(value => (double)value)];
                adam[goldenName].Step(weights[goldenName].Flat(), gradient);
                rig.SetWeights(plauditName, weights[goldenName]);
            }
        }

        // Adam divides a gradient by its own size, so one of about 1e-6 may move its weight by a rounded amount.
        foreach ((string goldenName, string plauditName) in s_names)
            AssertClose(goldenName, golden.FinalWeights![goldenName].Flat(), rig.Parameter(plauditName).Value, 1e-4);
        AssertClose("inference logits", golden.InferenceLogits, rig.Predict(golden.Ids), 2e-5);
    }

    private static SentimentModelRig Rig(NetworkGolden golden, ThreadTeam team)
    {
        Array embedding = golden.Weights["embedding"];
        string layers = $$"""
            [ { "type": "embedding", "size": {{embedding.GetLength(1)}} }, { "type": "lstm", "units": {{golden.Weights["lstm.u"].GetLength(0)}} },
              { "type": "dense", "units": 1 } ]
            """;
        var rig = new SentimentModelRig(layers, embedding.GetLength(0), team);
        Assert.Equal(s_names.Select(name => name.Plaudit), rig.Model.Parameters.Select(parameter => parameter.Name));
        foreach ((string goldenName, string plauditName) in s_names)
            rig.SetWeights(plauditName, golden.Weights[goldenName]);
        return rig;
    }

    private static int[] AllRows(NetworkGolden golden) => [.. Enumerable.Range(0, golden.Ids.Length)];

    private static void AssertClose(string what, ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
            Assert.True(Math.Abs(expected[k] - actual[k]) < tolerance, $"{what}, element {k}: expected {expected[k]:R}, found {actual[k]:R}");
    }
}
