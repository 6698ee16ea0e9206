using Plaudit.Kernels;

namespace Plaudit.Layers;

/// <summary>What all layers of a model see of one pass over a batch.</summary>
/// <param name="Batch">The reviews.</param>
/// <param name="Team">The threads to work with.</param>
/// <param name="Training">Whether dropout drops and the trace for a backward pass is kept.</param>
/// <param name="Seed">Seed of the dropout masks.</param>
/// <param name="Step">Number of the training step; each has masks of its own.</param>
/// <param name="Cancellation">Stops a prediction between two layers, and within those whose work grows faster than the text.</param>
internal readonly record struct Pass(
    RaggedBatch Batch, ThreadTeam Team, bool Training, long Seed = 0, long Step = 0, CancellationToken Cancellation = default);
