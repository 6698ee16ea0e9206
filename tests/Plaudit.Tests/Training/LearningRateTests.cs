using Plaudit.Training;

namespace Plaudit.Tests.Training;

/// <summary>Learning rates of schedules, worked out by hand; four steps an epoch.</summary>
public class LearningRateTests
{
    [Fact]
    public void Constant_is_the_default()
    {
        LearningRate rate = Rate("");
        rate.Observe(9, 0);
        Assert.Equal([0.1, 0.1], [rate.At(0), rate.At(1000)]);
    }

    [Fact]
    public void Exponential_falls_by_its_factor_every_epoch_and_a_part_of_it_every_step()
    {
        LearningRate rate = Rate("\"type\": \"exponential\", \"decay\": 0.81");
        Assert.Equal([0.1, 0.09, 0.081, 0.06561], ((long[])[0, 2, 4, 8]).Select(step => Math.Round(rate.At(step), 12)));
    }

    [Fact]
    public void Cosine_warms_up_along_a_line_and_falls_along_half_a_wave()
    {
        // 3 epochs: 12 steps, 4 of warm-up, 8 of the wave.
        LearningRate rate = Rate("\"type\": \"cosine\", \"warmupEpochs\": 1, \"minimumRate\": 0.02");
        double[] expected = [0.025, 0.05, 0.075, 0.1, 0.1, 0.06, 0.02, 0.02];
        Assert.Equal(expected, ((long[])[0, 1, 2, 3, 4, 8, 12, 99]).Select(step => Math.Round(rate.At(step), 12)));
        Assert.Equal(0.02 + (0.08 * (1 + Math.Cos(Math.PI / 8)) / 2), rate.At(5), 12);
        Assert.Equal(0.1, Rate("\"type\": \"cosine\"").At(0), 12);
    }

    [Theory]
    // Patience 2: the second epoch without a gain lowers it, and so does the second after that.
    [InlineData("\"patience\": 2", new[] { 0.5, 0.5, 0.5, 0.5, 0.5 }, new[] { 0.1, 0.1, 0.05, 0.05, 0.025 })]
    // A gain in between starts the count anew; one of 1e-4 or less is none.
    [InlineData("\"patience\": 2", new[] { 0.5, 0.6, 0.4, 0.41, 0.39995 }, new[] { 0.1, 0.1, 0.1, 0.1, 0.05 })]
    [InlineData("\"patience\": 2, \"minDelta\": 0", new[] { 0.5, 0.6, 0.4, 0.41, 0.39995 }, new[] { 0.1, 0.1, 0.1, 0.1, 0.1 })]
    // Cooldown 2: one epoch passes uncounted, the second counts again.
    [InlineData("\"patience\": 1, \"cooldown\": 2", new[] { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 }, new[] { 0.1, 0.05, 0.05, 0.025, 0.025, 0.0125 })]
    [InlineData("\"patience\": 1, \"minimumRate\": 0.03", new[] { 0.5, 0.5, 0.5, 0.5 }, new[] { 0.1, 0.05, 0.03, 0.03 })]
    public void A_plateau_lowers_the_rate_as_in_Keras(string options, double[] losses, double[] expected)
    {
        LearningRate rate = Rate($"\"type\": \"reduce-on-plateau\", \"factor\": 0.5, {options}");
        Assert.Equal(expected, losses.Select(loss =>
        {
            rate.Observe(loss, 0.5);
            return Math.Round(rate.At(7), 12);
        }));
    }

    [Fact]
    public void A_plateau_of_the_accuracy_is_watched_upwards()
    {
        LearningRate rate = Rate("\"type\": \"reduce-on-plateau\", \"monitor\": \"accuracy\", \"factor\": 0.5, \"patience\": 1");
        foreach (double accuracy in (double[])[0.5, 0.6, 0.7])
            rate.Observe(1, accuracy);
        Assert.Equal(0.1, rate.At(0));
        rate.Observe(0, 0.7);
        Assert.Equal(0.05, rate.At(0));
    }

    [Theory]
    [InlineData("\"type\": \"steps\"", "$.training.schedule.type: expected one of constant, exponential, cosine, reduce-on-plateau")]
    [InlineData("\"type\": \"exponential\"", "$.training.schedule.decay: missing")]
    [InlineData("\"type\": \"constant\", \"decay\": 0.5", "$.training.schedule.decay: unknown key")]
    [InlineData("\"type\": \"reduce-on-plateau\", \"factor\": 1", "$.training.schedule.factor: expected a number from 1E-06 below 1")]
    [InlineData("\"type\": \"cosine\", \"warmupEpochs\": -1", "$.training.schedule.warmupEpochs: expected a number from 0")]
    public void Schedules_that_make_no_sense_are_refused(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => Rate(json)).Message);

    private static LearningRate Rate(string json) =>
        LearningRate.Create(TrainingRig.Options($"\"optimizer\": {{ \"rate\": 0.1 }}, \"epochs\": 3, \"schedule\": {{ {json} }}"), stepsPerEpoch: 4);
}
