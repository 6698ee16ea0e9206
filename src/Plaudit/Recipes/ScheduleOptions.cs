namespace Plaudit.Recipes;

/// <summary>How the learning rate changes in training. Immutable.</summary>
public abstract record ScheduleOptions
{
    internal static ScheduleOptions Read(JsonSection json)
    {
        ScheduleOptions options = json.Choice("type", "constant", "constant", "exponential", "cosine", "reduce-on-plateau") switch
        {
            "exponential" => new ExponentialSchedule(json.Number("decay", 1e-6, 1)),
            "cosine" => new CosineSchedule(json.Number("warmupEpochs", 0, 100_000, 0), json.Number("minimumRate", 0, 1000, 0)),
            "reduce-on-plateau" => new PlateauSchedule(
                EarlyStoppingOptions.ReadMonitor(json),
                json.Number("factor", 1e-6, 1, 0.1, exclusive: true),
                json.Integer("patience", 0, 100_000, 10),
                json.Number("minDelta", 0, double.PositiveInfinity, 1e-4),
                json.Integer("cooldown", 0, 100_000, 0),
                json.Number("minimumRate", 0, 1000, 0)),
            _ => new ConstantSchedule(),
        };
        json.RefuseUnknown();
        return options;
    }
}

/// <summary>The optimiser's rate throughout.</summary>
public sealed record ConstantSchedule : ScheduleOptions;

/// <summary>rate times decay to the power of the epochs done, changed at every step (Keras's ExponentialDecay with <c>decay_steps</c> of one epoch).</summary>
/// <param name="Decay">The factor of one epoch, in (0, 1].</param>
public sealed record ExponentialSchedule(double Decay) : ScheduleOptions;

/// <summary>
/// From the optimiser's rate down to the minimum along half a cosine over all of <c>training.epochs</c> (Loshchilov and Hutter 2017, one cycle), changed at
/// every step; before it a warm-up, along a straight line from nothing.
/// </summary>
/// <param name="WarmupEpochs">Epochs of warm-up, or parts of one, 0 or more. Default 0.</param>
/// <param name="MinimumRate">The rate at the end, 0 or more. Default 0.</param>
public sealed record CosineSchedule(double WarmupEpochs, double MinimumRate) : ScheduleOptions;

/// <summary>Multiplies the rate by a factor where the validation part no longer gains, by the rules of Keras's ReduceLROnPlateau.</summary>
/// <param name="Monitor">The figure watched. Default loss.</param>
/// <param name="Factor">In (0, 1). Default 0.1.</param>
/// <param name="Patience">Epochs in a row without a new best before the rate falls, 0 to 100,000. Default 10.</param>
/// <param name="MinDelta">A new best must be better by more than this, 0 or more. Default 1e-4.</param>
/// <param name="Cooldown">Epochs after a fall that are not counted, 0 to 100,000. Default 0.</param>
/// <param name="MinimumRate">The rate falls no lower, 0 or more. Default 0.</param>
public sealed record PlateauSchedule(MonitoredFigure Monitor, double Factor, int Patience, double MinDelta, int Cooldown, double MinimumRate) : ScheduleOptions;
