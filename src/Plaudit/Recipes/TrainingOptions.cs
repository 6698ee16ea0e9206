namespace Plaudit.Recipes;

/// <summary>How a network is trained. Immutable.</summary>
/// <param name="Optimizer">The update rule.</param>
/// <param name="BatchSize">Reviews in a step, 1 to 65,536. Default 64.</param>
/// <param name="Epochs">Passes over the training reviews, 1 to 100,000. Default 10.</param>
/// <param name="Seed">Seed of the initial weights, the shuffles and the dropout masks. Default 42.</param>
/// <param name="ClipNorm">The greatest global norm of a step's gradient, or null for no clipping (Pascanu et al. 2013). Default null.</param>
public sealed record TrainingOptions(OptimizerOptions Optimizer, int BatchSize, int Epochs, long Seed, double? ClipNorm)
{
    /// <summary>When to stop early and which weights to keep, or null: train all epochs, keep the last weights. Default null.</summary>
    public EarlyStoppingOptions? EarlyStopping { get; init; }

    /// <summary>How the learning rate changes. Default constant.</summary>
    public ScheduleOptions Schedule { get; init; } = new ConstantSchedule();

    /// <summary>How much a review of each label counts in the training loss, or null: all the same. Default null.</summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>The running average of the weights that is validated and kept, or null: the weights themselves. Default null.</summary>
    public AverageOptions? Ema { get; init; }

    /// <summary>How the model file holds the weights. Default <see cref="WeightStorage.Full"/>.</summary>
    public WeightStorage Storage { get; init; } = WeightStorage.Full;

    internal static TrainingOptions Read(JsonSection json)
    {
        var options = new TrainingOptions(
            OptimizerOptions.Read(json.Section("optimizer")),
            json.Integer("batchSize", 1, 65_536, 64),
            json.Integer("epochs", 1, 100_000, 10),
            json.Long("seed", 42),
            json.Has("clipNorm") ? json.Number("clipNorm", 1e-6, double.PositiveInfinity) : null)
        {
            EarlyStopping = json.Has("earlyStopping") ? EarlyStoppingOptions.Read(json.Section("earlyStopping")) : null,
            Schedule = ScheduleOptions.Read(json.Section("schedule")),
            ClassWeights = json.Has("classWeights") ? ClassWeights.Read(json.Section("classWeights")) : null,
            Ema = json.Has("ema") ? AverageOptions.Read(json.Section("ema")) : null,
            Storage = json.Choice("storage", "full", "full", "half") == "half" ? WeightStorage.Half : WeightStorage.Full,
        };
        json.RefuseUnknown();
        return options;
    }

    /// <summary>A baseline has no optimiser, batches or epochs; its seed settles the order in which a solver looks at the reviews.</summary>
    internal static TrainingOptions ReadForBaseline(JsonSection json)
    {
        TrainingOptions options = Read(new JsonSection([], json.Path, [])) with { Seed = json.Long("seed", 42) };
        json.RefuseUnknown();
        return options;
    }
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
/// What a review's loss is multiplied by in training, by its label, as Keras's <c>class_weight</c>: the batch's mean still divides by the number of reviews.
/// Validation counts every review once. Immutable.
/// </summary>
/// <param name="Positive">Of positive reviews, 0 or more. Default 1.</param>
/// <param name="Negative">Of negative reviews, 0 or more. Default 1.</param>
public sealed record ClassWeights(double Positive, double Negative)
{
    internal static ClassWeights Read(JsonSection json)
    {
        var weights = new ClassWeights(json.Number("positive", 0, 1e6, 1), json.Number("negative", 0, 1e6, 1));
        json.RefuseUnknown();
        if (weights is { Positive: 0, Negative: 0 })
            json.Fault("positive", "one of the two weights must be above 0");
        return weights;
    }
}

/// <summary>
/// An exponential moving average of the weights (Polyak and Juditsky 1992): after each step average = decay average + (1 - decay) weights. In the first
/// steps the decay is (1 + step) / (10 + step) where that is less, so that the initial weights are soon forgotten (TensorFlow's rule). Immutable.
/// </summary>
/// <param name="Decay">In [0, 1). Default 0.999: about the last 1,000 steps.</param>
public sealed record AverageOptions(double Decay)
{
    internal static AverageOptions Read(JsonSection json)
    {
        var options = new AverageOptions(json.Number("decay", 0, 1, 0.999, exclusive: true));
        json.RefuseUnknown();
        return options;
    }
}
