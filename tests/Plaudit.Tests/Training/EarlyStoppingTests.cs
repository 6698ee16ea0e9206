using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Tests.Training;

/// <summary>Early stopping by the rules of Keras's callback, on sequences worked out by hand.</summary>
public class EarlyStoppingTests
{
    [Theory]
    [InlineData(0, 0, new[] { 0.5, 0.4, 0.41 }, 3, 2)]
    [InlineData(1, 0, new[] { 0.5, 0.4, 0.41 }, 3, 2)]
    [InlineData(2, 0, new[] { 0.5, 0.4, 0.41, 0.42 }, 4, 2)]
    [InlineData(2, 0, new[] { 0.5, 0.6, 0.4, 0.41, 0.39, 0.5, 0.5 }, 7, 5)]
    [InlineData(2, 0, new[] { 0.5, 0.4, 0.3, 0.2 }, 0, 4)]
    [InlineData(1, 0, new[] { 0.5, 0.5 }, 2, 1)]
    [InlineData(2, 0.1, new[] { 0.5, 0.45, 0.41 }, 3, 1)]
    [InlineData(2, 0.1, new[] { 0.5, 0.45, 0.39, 0.35 }, 0, 3)]
    public void The_loss_must_fall_by_more_than_the_smallest_difference_within_the_patience(
        int patience, double minDelta, double[] losses, int stops, int best) =>
        Check(new EarlyStoppingOptions(MonitoredFigure.Loss, patience, minDelta), losses, loss => (loss, 0.5), stops, best);

    [Theory]
    [InlineData(1, 0, new[] { 0.5, 0.6, 0.6 }, 3, 2)]
    [InlineData(2, 0.05, new[] { 0.5, 0.54, 0.56, 0.58, 0.6 }, 5, 3)]
    public void The_accuracy_must_rise(int patience, double minDelta, double[] accuracies, int stops, int best) =>
        Check(new EarlyStoppingOptions(MonitoredFigure.Accuracy, patience, minDelta), accuracies, accuracy => (0.7, accuracy), stops, best);

    [Fact]
    public void Without_options_it_never_stops_and_the_lowest_loss_is_best()
    {
        var stopping = new EarlyStopping(null);
        Assert.Equal([true, true, false, false, true], ((double[])[0.5, 0.4, 0.6, 0.4, 0.3]).Select((loss, i) => stopping.Observe(i + 1, loss, 0)));
        Assert.Equal((5, false), (stopping.BestEpoch, stopping.Stop));
    }

    [Fact]
    public void A_loss_that_is_no_number_is_never_better_and_the_first_epoch_never_the_last()
    {
        var stopping = new EarlyStopping(new EarlyStoppingOptions());
        Assert.True(stopping.Observe(1, double.NaN, 0));
        Assert.False(stopping.Stop);
        Assert.False(stopping.Observe(2, double.NaN, 0));
        Assert.True(stopping.Stop);
        Assert.Equal(1, stopping.BestEpoch);
    }

    [Theory]
    [InlineData("\"monitor\": \"f1\"", "$.training.earlyStopping.monitor: expected one of loss, accuracy")]
    [InlineData("\"patience\": -1", "$.training.earlyStopping.patience: expected a whole number from 0")]
    [InlineData("\"minDelta\": \"little\"", "$.training.earlyStopping.minDelta: expected a number from 0, found \"little\"")]
    [InlineData("\"restore\": true", "$.training.earlyStopping.restore: unknown key")]
    public void Options_out_of_range_are_refused(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => TrainingRig.Options($"\"earlyStopping\": {{ {json} }}")).Message);

    [Fact]
    public void It_is_off_unless_the_recipe_has_it_and_then_has_Keras_defaults()
    {
        Assert.Null(TrainingRig.Options("").EarlyStopping);
        Assert.Equal(new EarlyStoppingOptions(MonitoredFigure.Loss, Patience: 0, MinDelta: 0, RestoreBest: false),
            TrainingRig.Options("\"earlyStopping\": {}").EarlyStopping);
    }

    private static void Check(EarlyStoppingOptions options, double[] values, Func<double, (double Loss, double Accuracy)> epoch, int stops, int best)
    {
        var stopping = new EarlyStopping(options);
        int stopped = 0;
        for (int i = 0; i < values.Length && stopped == 0; i++)
        {
            (double loss, double accuracy) = epoch(values[i]);
            stopping.Observe(i + 1, loss, accuracy);
            stopped = stopping.Stop ? i + 1 : 0;
        }

        Assert.Equal((stops, best), (stopped, stopping.BestEpoch));
    }
}
