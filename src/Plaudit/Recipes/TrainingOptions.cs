namespace Plaudit.Recipes;

/// <summary>How a network is trained; of a baseline, the seed alone means something. Immutable.</summary>
public sealed record TrainingOptions
{
    /// <summary>The update rule. Default <see cref="Adam"/> with a rate of 0.001.</summary>
    public OptimizerOptions Optimizer { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new Adam();

    /// <summary>Reviews per step, 1 to 65,536. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Passes over the training reviews, 1 to 100,000. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Seed of the initial weights, the shuffles and the dropout masks. Default 42.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>The greatest global norm of a step's gradient, from 1e-6, or null for no clipping (Pascanu et al. 2013). Default null.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>How the learning rate changes. Default constant.</summary>
    public ScheduleOptions Schedule { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = new ConstantSchedule();

    /// <summary>When to stop early and which weights to keep, or null: train all epochs, keep the last weights. Default null.</summary>
    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>How much a review of each label counts in the training loss, or null: all the same. Default null.</summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>The running average of the weights that is validated and kept, or null: the weights themselves. Default null.</summary>
    public AverageOptions? Ema { get; init; }

    /// <summary>How the model file holds the weights. Default <see cref="WeightStorage.Full"/>.</summary>
    public WeightStorage Storage { get; init; } = WeightStorage.Full;

    internal static OptionTable<TrainingOptions> Table { get; } =
        new OptionTable<TrainingOptions>("How the network is trained.", new TrainingOptions())
            .Add(
                "optimizer",
                OptimizerOptions.Kinds.One,
                "The update rule and its constants, named as in Keras.",
                x => x.Optimizer,
                (x, v) => x with { Optimizer = v })
            .Add("batchSize", Values.Whole(1, 65_536), "Reviews per step.", x => x.BatchSize, (x, v) => x with { BatchSize = v })
            .Add("epochs", Values.Whole(1, 100_000), "Passes over the training reviews.", x => x.Epochs, (x, v) => x with { Epochs = v })
            .Add("seed", Values.Seed, "Seed of the initial weights, the shuffles and the dropout masks.", x => x.Seed, (x, v) => x with { Seed = v })
            .Add(
                "clipNorm",
                Values.Number(1e-6).OrNull(),
                "The greatest global norm of a step's gradient; null does not clip.",
                x => x.ClipNorm,
                (x, v) => x with { ClipNorm = v })
            .Add("schedule", ScheduleOptions.Kinds.One, "How the learning rate changes.", x => x.Schedule, (x, v) => x with { Schedule = v })
            .Add(
                "earlyStopping",
                new SectionOrNull<EarlyStoppingOptions>(EarlyStoppingOptions.Table),
                "When training stops early, and which weights it keeps.",
                x => x.EarlyStopping,
                (x, v) => x with { EarlyStopping = v })
            .Add(
                "classWeights",
                new SectionOrNull<ClassWeights>(ClassWeights.Table),
                "How much the reviews of each label count.",
                x => x.ClassWeights,
                (x, v) => x with { ClassWeights = v })
            .Add(
                "ema",
                new SectionOrNull<AverageOptions>(AverageOptions.Table),
                "The average of the weights that is kept.",
                x => x.Ema,
                (x, v) => x with { Ema = v })
            .Add(
                "storage",
                Values.Choice("full", "half"),
                "How the model file holds the weights; half rounds them to half precision when training ends and halves the file.",
                x => (int)x.Storage,
                (x, v) => x with { Storage = (WeightStorage)v });

    /// <summary>A baseline has no optimiser, batches or epochs; its seed settles the order in which a solver looks at the reviews.</summary>
    internal static OptionTable<TrainingOptions> BaselineTable => Table.Only(new TrainingOptions(), "seed");
}

/// <summary>How a model file holds weights; in memory they are floats of 32 bits.</summary>
public enum WeightStorage
{
    /// <summary>As they were trained, 4 bytes each.</summary>
    Full,

    /// <summary>Rounded to half precision when training ends, before the model is measured, 2 bytes each.</summary>
    Half,
}

/// <summary>
/// What a review's loss is multiplied by in training, by its label, as Keras's <c>class_weight</c>: the batch's mean still divides by the number of
/// reviews. Validation counts every review once. At least one is above 0. Immutable.
/// </summary>
/// <param name="Positive">Of positive reviews, 0 to 1e6. Default 1.</param>
/// <param name="Negative">Of negative reviews, 0 to 1e6. Default 1.</param>
public sealed record ClassWeights(double Positive = 1, double Negative = 1)
{
    internal static readonly OptionTable<ClassWeights> Table =
        new OptionTable<ClassWeights>("What a review counts in the training loss, by its label; null counts all the same.", new ClassWeights())
            .Add("positive", Values.Number(0, 1e6), "Of positive reviews.", x => x.Positive, (x, v) => x with { Positive = v })
            .Add("negative", Values.Number(0, 1e6), "Of negative reviews.", x => x.Negative, (x, v) => x with { Negative = v })
            .Check((x, json) =>
            {
                if (x is { Positive: 0, Negative: 0 })
                    json.Fault("positive", "one of the two weights must be above 0");
            });
}

/// <summary>
/// An exponential moving average of the weights (Polyak and Juditsky 1992): after each step average = decay average + (1 - decay) weights. In the
/// first steps the decay is (1 + step) / (10 + step) where that is less, so that the initial weights are soon forgotten (TensorFlow's rule).
/// Immutable.
/// </summary>
/// <param name="Decay">In [0, 1). Default 0.999: about the last 1,000 steps.</param>
public sealed record AverageOptions(double Decay = 0.999)
{
    internal static readonly OptionTable<AverageOptions> Table =
        new OptionTable<AverageOptions>(
            "An exponential moving average of the weights, which is validated and kept; null keeps the weights themselves.", new AverageOptions())
            .Add("decay", Values.Number(0, 1, exclusive: true), "Its decay per step.", x => x.Decay, (x, v) => x with { Decay = v });
}
