using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012) by Keras's rule: v = rho v + (1 - rho) g^2; w -= rate g / sqrt(v + epsilon), with epsilon under the root.
/// </summary>
internal sealed unsafe class RmsPropOptimizer : Optimizer
{
    private readonly RmsProp _options;
    private readonly AlignedBuffer<float> _square = new();

    public RmsPropOptimizer(RmsProp options, ParameterArena arena)
        : base(options, arena)
    {
        _options = options;
        _square.Ensure(arena.Values.Length);
    }

    public override IReadOnlyList<(string Name, AlignedBuffer<float> Values)> Slots => [("rmsprop.v", _square)];

    protected override void Update(ThreadTeam team, long step, double rate, double gradientScale)
    {
        var job = new RmsPropJob
        {
            Weights = Arena.Values.Pointer,
            Gradients = Arena.Gradients.Pointer,
            Square = _square.Pointer,
            Count = Arena.Values.Length,
            Scale = (float)gradientScale,
            Rate = (float)rate,
            Rho = (float)_options.Rho,
            Epsilon = (float)_options.Epsilon,
        };
        team.Run(ref job);
    }
}
