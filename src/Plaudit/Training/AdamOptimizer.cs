using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) by Keras's rule: m and v are running means of the gradient and of its square, and the step is
/// rate sqrt(1 - b2^t) / (1 - b1^t) times m / (sqrt(v) + epsilon).
/// </summary>
internal sealed unsafe class AdamOptimizer : Optimizer
{
    private readonly Adam _options;
    private readonly AlignedBuffer<float> _mean = new();
    private readonly AlignedBuffer<float> _square = new();

    public AdamOptimizer(Adam options, ParameterArena arena)
        : base(options, arena)
    {
        _options = options;
        _mean.Ensure(arena.Values.Length);
        _square.Ensure(arena.Values.Length);
    }

    public override IReadOnlyList<(string Name, AlignedBuffer<float> Values)> Slots => [("adam.m", _mean), ("adam.v", _square)];

    protected override void Update(ThreadTeam team, long step, double rate, double gradientScale)
    {
        double alpha = rate * Math.Sqrt(1 - Math.Pow(_options.Beta2, step)) / (1 - Math.Pow(_options.Beta1, step));
        var job = new AdamJob
        {
            Weights = Arena.Values.Pointer,
            Gradients = Arena.Gradients.Pointer,
            Mean = _mean.Pointer,
            Square = _square.Pointer,
            Count = Arena.Values.Length,
            Scale = (float)gradientScale,
            Beta1 = (float)_options.Beta1,
            Beta2 = (float)_options.Beta2,
            Alpha = (float)alpha,
            Epsilon = (float)_options.Epsilon,
        };
        team.Run(ref job);
    }
}
