namespace Plaudit.Recipes;

/// <summary>Which figure of the validation part decides which epoch was best.</summary>
public enum MonitoredFigure
{
    /// <summary>The loss: lower is better.</summary>
    Loss,

    /// <summary>The accuracy: higher is better.</summary>
    Accuracy,
}

/// <summary>When training ends before its epochs are done, by the rules of Keras's EarlyStopping. Immutable.</summary>
/// <param name="Monitor">The figure watched. Default loss.</param>
/// <param name="Patience">
/// Training ends after this many epochs in a row without a new best (0 as good as 1: after the first), 0 to 100,000. Default 0.
/// </param>
/// <param name="MinDelta">A new best must be better by more than this, 0 or more; nats for the loss, a share for the accuracy. Default 0.</param>
/// <param name="RestoreBest">Whether the model gets the weights of its best epoch, also where the epochs ran out first. Default false.</param>
public sealed record EarlyStoppingOptions(
    MonitoredFigure Monitor = MonitoredFigure.Loss, int Patience = 0, double MinDelta = 0, bool RestoreBest = false)
{
    internal const string MonitorDescription = "The validation figure that is watched.";
    internal const string MinDeltaDescription = "A new best must be better by more than this.";

    internal static readonly OptionTable<EarlyStoppingOptions> Table =
        new OptionTable<EarlyStoppingOptions>(
            "Stops when the watched figure no longer improves, as Keras's EarlyStopping; null trains all epochs.", new EarlyStoppingOptions())
            .Add("monitor", Figure, MonitorDescription, x => (int)x.Monitor, (x, v) => x with { Monitor = (MonitoredFigure)v })
            .Add(
                "patience",
                Values.Whole(0, 100_000),
                "Epochs without improvement after which it stops.",
                x => x.Patience,
                (x, v) => x with { Patience = v })
            .Add("minDelta", Values.Number(0), MinDeltaDescription, x => x.MinDelta, (x, v) => x with { MinDelta = v })
            .Add(
                "restoreBest",
                Values.Flag,
                "Whether the best epoch's weights are kept, or the last one's.",
                x => x.RestoreBest,
                (x, v) => x with { RestoreBest = v });

    internal static OptionValue<int> Figure => Values.Choice("loss", "accuracy");
}
