namespace Plaudit.Models;

/// <summary>How a network is trained. Immutable.</summary>
/// <param name="Optimizer">The update rule.</param>
/// <param name="BatchSize">Reviews in a step, 1 to 65,536. Default 64.</param>
/// <param name="Epochs">Passes over the training reviews, 1 to 100,000. Default 10.</param>
/// <param name="Seed">Seed of the initial weights, the shuffles and the dropout masks. Default 42.</param>
/// <param name="ClipNorm">The greatest global norm of a step's gradient, or null for no clipping (Pascanu et al. 2013). Default null.</param>
public sealed record TrainingOptions(OptimizerOptions Optimizer, int BatchSize, int Epochs, long Seed, double? ClipNorm)
{
    internal static TrainingOptions Read(JsonSection json)
    {
        var options = new TrainingOptions(
            OptimizerOptions.Read(json.Section("optimizer")),
            json.Integer("batchSize", 1, 65_536, 64),
            json.Integer("epochs", 1, 100_000, 10),
            json.Long("seed", 42),
            json.Has("clipNorm") ? json.Number("clipNorm", 1e-6, double.PositiveInfinity) : null);
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
