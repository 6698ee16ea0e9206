using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>Turns gradients into new weights. Holds what it remembers of earlier steps in slots, each as long as the arena of weights.</summary>
internal abstract class Optimizer
{
    /// <summary>The slots by name, for checkpoints.</summary>
    public abstract IReadOnlyList<(string Name, AlignedBuffer<float> Values)> Slots { get; }

    public static Optimizer Create(OptimizerOptions options, ParameterArena arena) => options.Type switch
    {
        "adam" => new Adam(options, arena),
        _ => throw new PlauditException($"$.training.optimizer.type: unknown optimizer {options.Type}"),
    };

    /// <summary>Updates every weight and clears the gradients.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="step">The number of this step, from 1.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="gradientScale">What gradients are multiplied by first: below 1 where they are clipped.</param>
    public abstract void Step(ThreadTeam team, long step, double rate, double gradientScale);
}
