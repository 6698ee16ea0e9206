namespace Plaudit.Tests.Reference;

/// <summary>The reference layers give PyTorch's numbers.</summary>
public class GoldenTests
{
    // The file has nine digits.
    private const double Tolerance = 2e-9;

    public static TheoryData<string> Networks => [.. LayersGolden.Networks.Select(n => n.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Logits_loss_and_every_gradient_are_PyTorchs(string name)
    {
        NetworkGolden golden = LayersGolden.Network(name);
        (double[] logits, double loss, IReadOnlyDictionary<string, Array> gradients) =
            new ReferenceNetwork(Kind(name), golden.Weights).Train(golden.Ids, golden.Labels);
        AssertClose("logits", golden.Logits, logits);
        Assert.InRange(loss, golden.Loss - Tolerance, golden.Loss + Tolerance);
        AssertClose(golden.Gradients, gradients);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Ten_steps_of_Adam_lead_where_they_lead_in_PyTorch(string name)
    {
        NetworkGolden golden = LayersGolden.Network(name);
        var weights = golden.Weights.ToDictionary(w => w.Key, w => (Array)w.Value.Clone(), StringComparer.Ordinal);
        var network = new ReferenceNetwork(Kind(name), weights);
        var adam = weights.ToDictionary(w => w.Key, _ => new ReferenceAdam(golden.Rate), StringComparer.Ordinal);
        double[] losses = new double[golden.Losses.Length];
        for (int step = 0; step < losses.Length; step++)
        {
            (_, losses[step], IReadOnlyDictionary<string, Array> gradients) = network.Train(golden.Ids, golden.Labels);
            foreach ((string key, Array weight) in weights)
                adam[key].Step(weight.Flat(), gradients[key].Flat());
        }

        Assert.Equal(10, losses.Length);
        AssertClose("losses", golden.Losses, losses);
        if (golden.FinalWeights is not null)
            AssertClose(golden.FinalWeights, weights);
        if (network.Normalization is not null)
        {
            AssertClose("moving mean", golden.MovingMean!, network.Normalization.MovingMean);
            AssertClose("moving variance", golden.MovingVariance!, network.Normalization.MovingVariance);
        }

        AssertClose("inference logits", golden.InferenceLogits, network.Logits(golden.Ids, training: false));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("sgd with momentum")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    public void Optimizers_follow_Keras_rules(string name)
    {
        OptimizerGolden golden = LayersGolden.Optimizer(name);
        var adam = new ReferenceAdam(golden.Options["rate"]);
        var sgd = new ReferenceSgd(golden.Options["rate"], golden.Options.GetValueOrDefault("momentum"));
        var rmsProp = new ReferenceRmsProp(golden.Options["rate"], golden.Options.GetValueOrDefault("rho"));
        double[] values = [.. golden.Values];
        for (int step = 0; step < golden.Gradients.Length; step++)
        {
            if (name == "adam")
                adam.Step(values, golden.Gradients[step]);
            else if (name == "rmsprop")
                rmsProp.Step(values, golden.Gradients[step]);
            else
                sgd.Step(values, golden.Gradients[step]);
            for (int k = 0; k < values.Length; k++)
                Assert.InRange(values[k], golden.Trajectory[step][k] - 1e-11, golden.Trajectory[step][k] + 1e-11);
        }
    }

    private static string Kind(string name) => name.Split(' ')[0];

    private static void AssertClose(IReadOnlyDictionary<string, Array> expected, IReadOnlyDictionary<string, Array> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach ((string key, Array values) in expected)
            AssertClose(key, values, actual[key]);
    }

    private static void AssertClose(string what, Array expected, Array actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            double difference = Math.Abs(expected.Flat()[k] - actual.Flat()[k]);
            Assert.True(difference < Tolerance, $"{what}, element {k}: expected {expected.Flat()[k]:R}, found {actual.Flat()[k]:R}");
        }
    }
}
