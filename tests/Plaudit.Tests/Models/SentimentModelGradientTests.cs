using Plaudit.Layers;

namespace Plaudit.Tests.Models;

/// <summary>The gradient of every weight of a whole network is the slope of the loss, on a ragged batch.</summary>
public class SentimentModelGradientTests
{
    // Five points of the loss cancel errors up to the fourth power of the step; what remains is the rounding of the logits, about 1e-7 / Step.
    private const float Step = 0.02f;
    private const double Tolerance = 3e-5;

    private static readonly int[][] s_reviews = [[3], [1, 4, 1, 5], [2, 6, 5], [3, 5, 3, 5, 7], [6, 2]];
    private static readonly int[] s_labels = [1, 0, 0, 1, 1];
    private static readonly int[] s_rows = [0, 1, 2, 3, 4];

    [Theory]
    [InlineData("""[ { "type": "embedding", "size": 3 }, { "type": "lstm", "units": 4 }, { "type": "dense", "units": 1 } ]""")]
    [InlineData("""
        [ { "type": "embedding", "size": 5 }, { "type": "dropout", "rate": 0.3 }, { "type": "lstm", "units": 3, "returnSequences": true },
          { "type": "dropout", "rate": 0.2 }, { "type": "lstm", "units": 6 }, { "type": "dense", "units": 4, "activation": "tanh" },
          { "type": "dropout", "rate": 0.4 }, { "type": "dense", "units": 3, "activation": "sigmoid" }, { "type": "dense", "units": 1 } ]
        """)]
    public void Every_gradient_is_the_slope_of_the_loss(string layers)
    {
        var rig = new SentimentModelRig(layers, 9);
        var random = new SeededRandom(8);
        foreach (ref float value in rig.Model.Arena.Values.Span)
            value = (float)random.NextUniform(-1.4, 1.4);
        rig.Model.Arena.MarkChanged();
        rig.ClearGradients();
        Loss();
        float[][] gradients = [.. rig.Model.Parameters.Select(parameter => parameter.Gradient.ToArray())];
        for (int p = 0; p < gradients.Length; p++)
        {
            Parameter parameter = rig.Model.Parameters[p];
            double largest = 0;
            for (int k = 0; k < parameter.Count; k++)
            {
                float value = parameter.Value[k];
                double slope = ((8 * (At(value + Step) - At(value - Step))) - (At(value + (2 * Step)) - At(value - (2 * Step)))) / (12 * Step);
                At(value);
                largest = Math.Max(largest, Math.Abs(slope));
                Assert.True(
                    Math.Abs(slope - gradients[p][k]) < Tolerance,
                    $"{parameter.Name}, element {k}: the loss has slope {slope:R}, the gradient is {gradients[p][k]:R}");

                double At(float changed)
                {
                    parameter.Value[k] = changed;
                    rig.Model.Arena.MarkChanged();
                    return Loss();
                }
            }

            Assert.True(largest > 50 * Tolerance, $"{parameter.Name}: the loss hardly depends on it ({largest:R}): little was checked");
        }

        double Loss() => rig.Train(s_reviews, s_labels, s_rows, step: 3);
    }

    [Fact]
    public void Two_passes_give_twice_the_gradient()
    {
        var rig = new SentimentModelRig(
            """[ { "type": "embedding", "size": 20 }, { "type": "lstm", "units": 18 }, { "type": "dense", "units": 1 } ]""", 9);
        rig.Train(s_reviews, s_labels, s_rows);
        float[] once = rig.Model.Arena.Gradients.Span.ToArray();
        rig.Train(s_reviews, s_labels, s_rows);
        Assert.Equal(once.Select(value => 2 * value), rig.Model.Arena.Gradients.Span.ToArray(), (expected, found) =>
            Math.Abs(expected - found) < 1e-7);
        Assert.Contains(once, value => Math.Abs(value) > 1e-3);
    }
}
