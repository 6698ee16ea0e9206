using Plaudit.Data;

namespace Plaudit.Training;

/// <summary>Settings of <see cref="SentimentTrainer"/>: how to train, not what. Immutable; every setting is optional.</summary>
public sealed record TrainingSettings
{
    /// <summary>Threads to train with, at least 1; affects the last bits of the weights. Default: the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Labelled reviews to evaluate the trained model on; null for the data's test half, or if it has none, the held-out part.</summary>
    public ReviewSet? Test { get; init; }

    /// <summary>
    /// A folder to keep the run in: checkpoints, history, model, metrics and predictions, as <c>plaudit train --run</c> writes them. Where it holds
    /// an unfinished run of the same recipe and data, training continues there, to the same weights. Null keeps nothing on disk.
    /// </summary>
    public string? RunFolder { get; init; }

    /// <summary>The time limit, evaluation included, or null to train to the end. A baseline may stop slightly later.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>
    /// Receives progress after every step of a network. Called on the training thread, so return quickly; <see cref="Progress{T}"/> does.
    /// </summary>
    public IProgress<TrainingProgress>? Progress { get; init; }
}
