using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>
/// The running average of the trainable weights (see <see cref="AverageOptions"/>), which starts as the initial ones. Moving statistics are averages
/// already and are used unchanged.
/// </summary>
internal sealed unsafe class WeightAverage
{
    private readonly AverageOptions _options;
    private readonly ParameterArena _arena;

    public WeightAverage(AverageOptions options, ParameterArena arena)
    {
        _options = options;
        _arena = arena;
        Values.Ensure(arena.Values.Length);
        arena.Values.Span.CopyTo(Values.Span);
    }

    /// <summary>The average, or the weights themselves between two calls of <see cref="Exchange"/>.</summary>
    public AlignedBuffer<float> Values { get; } = new();

    /// <summary>Adds the weights after a step.</summary>
    /// <param name="team">Who works.</param>
    /// <param name="step">The number of the step, from 1.</param>
    public void Update(ThreadTeam team, long step)
    {
        double decay = Math.Min(_options.Decay, (1.0 + step) / (10.0 + step));
        var job = new BlendJob
        {
            Target = Values.Pointer,
            Source = _arena.Values.Pointer,
            Count = Values.Length,
            Keep = (float)decay,
            Take = (float)(1 - decay),
        };
        team.Run(ref job);
    }

    /// <summary>Swaps the average with the model's weights.</summary>
    public void Exchange()
    {
        Span<float> weights = _arena.Values.Span;
        Span<float> average = Values.Span;
        for (int k = 0; k < weights.Length; k++)
            (weights[k], average[k]) = (average[k], weights[k]);
        _arena.MarkChanged();
    }
}
