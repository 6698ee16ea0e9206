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
public sealed record EarlyStoppingOptions(MonitoredFigure Monitor = MonitoredFigure.Loss, int Patience = 0, double MinDelta = 0, bool RestoreBest = false)
{
    internal static EarlyStoppingOptions Read(JsonSection json)
    {
        var options = new EarlyStoppingOptions(
            ReadMonitor(json),
            json.Integer("patience", 0, 100_000, 0),
            json.Number("minDelta", 0, double.PositiveInfinity, 0),
            json.Flag("restoreBest", false));
        json.RefuseUnknown();
        return options;
    }

    internal static MonitoredFigure ReadMonitor(JsonSection json) =>
        json.Choice("monitor", "loss", "loss", "accuracy") == "accuracy" ? MonitoredFigure.Accuracy : MonitoredFigure.Loss;
}
