using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>Turns gradients into new weights. Holds what it remembers of earlier steps in slots, each as long as the arena of weights.</summary>
internal abstract unsafe class Optimizer(OptimizerOptions options, ParameterArena arena)
{
    /// <summary>The slots by name, for checkpoints.</summary>
    public abstract IReadOnlyList<(string Name, AlignedBuffer<float> Values)> Slots { get; }

    protected ParameterArena Arena { get; } = arena;

    public static Optimizer Create(OptimizerOptions options, ParameterArena arena) => options switch
    {
        Adam adam => new AdamOptimizer(adam, arena),
        RmsProp rmsProp => new RmsPropOptimizer(rmsProp, arena),
        Sgd sgd => new SgdOptimizer(sgd, arena),
        _ => throw new ArgumentException($"there is no update rule for {options}", nameof(options)),
    };

    /// <summary>Updates every weight and clears the gradients.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="step">The number of this step, from 1.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="gradientScale">What gradients are multiplied by first: below 1 where they are clipped.</param>
    public void Step(ThreadTeam team, long step, double rate, double gradientScale)
    {
        if (options.WeightDecay > 0)
        {
            var decay = new BlendJob { Target = Arena.Values.Pointer, Count = Arena.Values.Length, Keep = (float)(1 - (rate * options.WeightDecay)) };
            team.Run(ref decay);
        }

        Update(team, step, rate, gradientScale);
        Arena.MarkChanged();
    }

    /// <summary>The rule itself; parameters as of <see cref="Step"/>.</summary>
    protected abstract void Update(ThreadTeam team, long step, double rate, double gradientScale);
}
