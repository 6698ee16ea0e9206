using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Tests.Reference;

namespace Plaudit.Tests.Models;

/// <summary>The network in float32 gives PyTorch's numbers (computed in doubles): logits, loss, gradients and ten steps of Adam.</summary>
public class SentimentModelGoldenTests
{
    // Sums of at most 100 products of numbers below 1, each rounded to 24 bits.
    private const double Tolerance = 1e-6;

    public static TheoryData<string, int> Cases => new()
    {
        { "baseline small", 1 }, { "baseline small", 2 }, { "baseline large", 1 }, { "baseline large", 3 },
        { "bidirectional small", 1 }, { "bidirectional small", 2 }, { "bidirectional large", 1 }, { "bidirectional large", 3 },
        { "stacked small", 1 }, { "stacked small", 2 }, { "stacked large", 1 }, { "stacked large", 3 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_loss_and_every_gradient_are_PyTorchs(string name, int members)
    {
        NetworkGolden golden = LayersGolden.Network(name);
        using var team = new ThreadTeam(members);
        SentimentModelRig rig = Rig(golden, team);
        AssertClose("training logits", golden.Logits, rig.Logits(golden.Ids, training: true));
        if (golden.MovingMean is null)
            AssertClose("prediction logits", golden.Logits, rig.Predict(golden.Ids));
        double loss = rig.Train(golden.Ids, golden.Labels, AllRows(golden));
        Assert.InRange(loss, golden.Loss - Tolerance, golden.Loss + Tolerance);
        foreach ((string goldenName, string plauditName) in Names(golden))
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
            foreach ((string goldenName, string plauditName) in Names(golden))
            {
                double[] gradient = [.. rig.Parameter(plauditName).Gradient.ToArray().Select(value => (double)value)];
                adam[goldenName].Step(weights[goldenName].Flat(), gradient);
                rig.SetWeights(plauditName, weights[goldenName]);
            }
        }

        // Adam divides a gradient by its own size, so one of about 1e-6 may move its weight by a rounded amount.
        foreach ((string goldenName, string plauditName) in golden.FinalWeights is null ? [] : Names(golden))
            AssertClose(goldenName, golden.FinalWeights![goldenName].Flat(), rig.Parameter(plauditName).Value, 1e-4);
        if (golden.MovingMean is not null)
        {
            AssertClose("moving mean", golden.MovingMean, rig.Parameter("2.batch-normalization.moving_mean").Value);
            AssertClose("moving variance", golden.MovingVariance, rig.Parameter("2.batch-normalization.moving_variance").Value);
        }

        AssertClose("inference logits", golden.InferenceLogits, rig.Predict(golden.Ids), 2e-5);
    }

    /// <summary>The network's parameters that are trained, by PyTorch's script and by Plaudit.</summary>
    private static List<(string Golden, string Plaudit)> Names(NetworkGolden golden) => Kind(golden) switch
    {
        "bidirectional" => [("embedding", "0.embedding.embeddings"), .. Lstm("forward", "1.bidirectional.forward."),
            .. Lstm("backward", "1.bidirectional.backward."), .. Dense(2)],
        "stacked" =>
        [
            ("embedding", "0.embedding.embeddings"), .. Lstm("lstm1", "1.lstm."), ("gamma", "2.batch-normalization.gamma"),
                ("beta", "2.batch-normalization.beta"),
            .. Lstm("lstm2", "3.lstm."), .. Dense(4),
        ],
        _ => [("embedding", "0.embedding.embeddings"), .. Lstm("lstm", "1.lstm."), .. Dense(2)],
    };

    private static (string Golden, string Plaudit)[] Lstm(string golden, string plaudit) =>
        [($"{golden}.w", $"{plaudit}kernel"), ($"{golden}.u", $"{plaudit}recurrent_kernel"), ($"{golden}.b", $"{plaudit}bias")];

    private static (string Golden, string Plaudit)[] Dense(int layer) => [("dense.w", $"{layer}.dense.kernel"), ("dense.b", $"{layer}.dense.bias")];

    private static string Kind(NetworkGolden golden) => golden.Name.Split(' ')[0];

    private static SentimentModelRig Rig(NetworkGolden golden, ThreadTeam team)
    {
        Array embedding = golden.Weights["embedding"];
        int units = golden.Weights.First(weight => weight.Key.EndsWith(".u", StringComparison.Ordinal)).Value.GetLength(0);
        string middle = Kind(golden) switch
        {
            "bidirectional" => $$"""{ "type": "bidirectional", "units": {{units}} }""",
            "stacked" => $$"""
                { "type": "lstm", "units": {{units}}, "returnSequences": true }, { "type": "batch-normalization" },
                { "type": "lstm", "units": {{units}} }
                """,
            _ => $$"""{ "type": "lstm", "units": {{units}} }""",
        };
        string layers = $$"""[ { "type": "embedding", "size": {{embedding.GetLength(1)}} }, {{middle}}, { "type": "dense", "units": 1 } ]""";
        var rig = new SentimentModelRig(layers, embedding.GetLength(0), team);
        Assert.Equal(Names(golden).Select(name => name.Plaudit),
            rig.Model.Parameters.Where(parameter => parameter.Trainable).Select(parameter => parameter.Name));
        foreach ((string goldenName, string plauditName) in Names(golden))
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
