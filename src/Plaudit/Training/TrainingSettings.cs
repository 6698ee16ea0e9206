using Plaudit.Data;

namespace Plaudit.Training;

/// <summary>How a recipe is trained with <see cref="SentimentTrainer"/>; what is trained is the recipe's. Immutable; every setting is optional.</summary>
public sealed record TrainingSettings
{
    /// <summary>Threads to train with, at least 1. The last bits of the weights depend on it. Default: the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Labelled reviews to evaluate the trained model on; null for the data's own test half, or without one the part that the recipe's split holds out.</summary>
    public ReviewSet? Test { get; init; }

    /// <summary>
    /// A folder to keep the run in: checkpoints, history, model, metrics and predictions, as <c>plaudit train --run</c> writes them. Where it holds an unfinished
    /// run of the same recipe and data, training continues there, to the same weights. Null keeps nothing on disk.
    /// </summary>
    public string? RunFolder { get; init; }

    /// <summary>When to stop with the model as it is, or null to train to the end. Evaluating it is included; a baseline stops a little later.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Receives progress after every step of a network; quick work only when it is called on the training thread, as by <see cref="Progress{T}"/> it is not.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }
}
