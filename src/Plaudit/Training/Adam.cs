using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) by Keras's rule: m and v are running means of the gradient and of its square, and the step is
/// rate sqrt(1 - b2^t) / (1 - b1^t) times m / (sqrt(v) + epsilon).
/// </summary>
internal sealed unsafe class Adam : Optimizer
{
    private readonly OptimizerOptions _options;
    private readonly ParameterArena _arena;
    private readonly AlignedBuffer<float> _mean = new();
    private readonly AlignedBuffer<float> _square = new();

    public Adam(OptimizerOptions options, ParameterArena arena)
    {
        _options = options;
        _arena = arena;
        _mean.Ensure(arena.Values.Length);
        _square.Ensure(arena.Values.Length);
    }

    public override IReadOnlyList<(string Name, AlignedBuffer<float> Values)> Slots => [("adam.m", _mean), ("adam.v", _square)];

    public override void Step(ThreadTeam team, long step, double rate, double gradientScale)
    {
        double alpha = rate * Math.Sqrt(1 - Math.Pow(_options.Beta2, step)) / (1 - Math.Pow(_options.Beta1, step));
        var job = new AdamJob
        {
            Weights = _arena.Values.Pointer,
            Gradients = _arena.Gradients.Pointer,
            Mean = _mean.Pointer,
            Square = _square.Pointer,
            Count = _arena.Values.Length,
            Scale = (float)gradientScale,
            Beta1 = (float)_options.Beta1,
            Beta2 = (float)_options.Beta2,
            Alpha = (float)alpha,
            Epsilon = (float)_options.Epsilon,
        };
        team.Run(ref job);
        _arena.MarkChanged();
    }
}
