namespace Plaudit.Recipes;

/// <summary>How the learning rate changes in training. Immutable; one record a schedule.</summary>
public abstract record ScheduleOptions
{
    private protected const string MinimumDescription = "The rate falls no lower.";

    private protected ScheduleOptions()
    {
    }

    /// <summary>The schedules that a recipe may name.</summary>
    internal static OptionKinds<ScheduleOptions> Kinds { get; } = new(
        byDefault: "constant", ConstantSchedule.Options, ExponentialSchedule.Options, CosineSchedule.Options, PlateauSchedule.Options);

    private protected static OptionValue<double> MinimumRateValue => Values.Number(0, 1000);
}

/// <summary>The optimiser's rate throughout.</summary>
public sealed record ConstantSchedule : ScheduleOptions
{
    internal static readonly OptionKind<ScheduleOptions, ConstantSchedule> Options =
        new("constant", () => new OptionTable<ConstantSchedule>("The same learning rate throughout.", new ConstantSchedule()));
}

/// <summary>
/// rate times decay to the power of the epochs done, changed at every step (Keras's ExponentialDecay with <c>decay_steps</c> of one epoch).
/// </summary>
/// <param name="Decay">The factor of one epoch, 1e-6 to 1.</param>
public sealed record ExponentialSchedule(double Decay) : ScheduleOptions
{
    internal static readonly OptionKind<ScheduleOptions, ExponentialSchedule> Options = new("exponential", () =>
        new OptionTable<ExponentialSchedule>("The rate is multiplied by decay from one epoch to the next.", new ExponentialSchedule(1))
            .Add("decay", Values.Number(1e-6, 1), "The factor per epoch.", x => x.Decay, (x, v) => x with { Decay = v }, required: true));
}

/// <summary>
/// From the optimiser's rate down to the minimum along half a cosine over all of <c>training.epochs</c> (Loshchilov and Hutter 2017, one cycle),
/// changed at every step; before it a warm-up, along a straight line from nothing.
/// </summary>
/// <param name="WarmupEpochs">Epochs of warm-up, or parts of one, 0 to 100,000. Default 0.</param>
/// <param name="MinimumRate">The rate at the end, 0 to 1000. Default 0.</param>
public sealed record CosineSchedule(double WarmupEpochs = 0, double MinimumRate = 0) : ScheduleOptions
{
    internal static readonly OptionKind<ScheduleOptions, CosineSchedule> Options = new("cosine", () =>
        new OptionTable<CosineSchedule>("A cosine from the rate down to the minimum, after a linear warm-up.", new CosineSchedule())
            .Add("warmupEpochs", Values.Number(0, 100_000), "Epochs until the full rate.", x => x.WarmupEpochs, (x, v) => x with { WarmupEpochs = v })
            .Add("minimumRate", MinimumRateValue, MinimumDescription, x => x.MinimumRate, (x, v) => x with { MinimumRate = v }));
}

/// <summary>Multiplies the rate by a factor where the validation part no longer gains, by the rules of Keras's ReduceLROnPlateau.</summary>
/// <param name="Monitor">The figure watched. Default loss.</param>
/// <param name="Factor">In [1e-6, 1). Default 0.1.</param>
/// <param name="Patience">Epochs in a row without a new best before the rate falls, 0 to 100,000. Default 10.</param>
/// <param name="MinDelta">A new best must be better by more than this, 0 or more. Default 1e-4.</param>
/// <param name="Cooldown">Epochs after a fall that are not counted, 0 to 100,000. Default 0.</param>
/// <param name="MinimumRate">The rate falls no lower, 0 to 1000. Default 0.</param>
public sealed record PlateauSchedule(
    MonitoredFigure Monitor = MonitoredFigure.Loss,
    double Factor = 0.1,
    int Patience = 10,
    double MinDelta = 1e-4,
    int Cooldown = 0,
    double MinimumRate = 0)
    : ScheduleOptions
{
    internal static readonly OptionKind<ScheduleOptions, PlateauSchedule> Options = new("reduce-on-plateau", () =>
        new OptionTable<PlateauSchedule>(
            "The rate is multiplied by factor when the watched figure has not improved for some epochs, as Keras's ReduceLROnPlateau.",
            new PlateauSchedule())
            .Add(
                "monitor",
                EarlyStoppingOptions.Figure,
                EarlyStoppingOptions.MonitorDescription,
                x => (int)x.Monitor,
                (x, v) => x with { Monitor = (MonitoredFigure)v })
            .Add("factor", Values.Number(1e-6, 1, exclusive: true), "What the rate is multiplied by.", x => x.Factor, (x, v) => x with { Factor = v })
            .Add(
                "patience",
                Values.Whole(0, 100_000),
                "Epochs without improvement after which the rate falls.",
                x => x.Patience,
                (x, v) => x with { Patience = v })
            .Add("minDelta", Values.Number(0), EarlyStoppingOptions.MinDeltaDescription, x => x.MinDelta, (x, v) => x with { MinDelta = v })
            .Add(
                "cooldown",
                Values.Whole(0, 100_000),
                "Epochs after a fall that are not counted.",
                x => x.Cooldown,
                (x, v) => x with { Cooldown = v })
            .Add("minimumRate", MinimumRateValue, MinimumDescription, x => x.MinimumRate, (x, v) => x with { MinimumRate = v }));
}
