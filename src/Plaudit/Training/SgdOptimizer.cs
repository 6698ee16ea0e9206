using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>Stochastic gradient descent by Keras's rule: velocity = momentum velocity - rate g; w += velocity.</summary>
internal sealed unsafe class SgdOptimizer : Optimizer
{
    private readonly Sgd _options;
    private readonly AlignedBuffer<float> _velocity = new();

    public SgdOptimizer(Sgd options, ParameterArena arena)
        : base(options, arena)
    {
        _options = options;
        if (options.Momentum > 0)
            _velocity.Ensure(arena.Values.Length);
    }

    public override IReadOnlyList<(string Name, AlignedBuffer<float> Values)> Slots => _options.Momentum > 0 ? [("sgd.velocity", _velocity)] : [];

    protected override void Update(ThreadTeam team, long step, double rate, double gradientScale)
    {
        var job = new SgdJob
        {
            Weights = Arena.Values.Pointer,
            Gradients = Arena.Gradients.Pointer,
            Velocity = _velocity.Length > 0 ? _velocity.Pointer : null,
            Count = Arena.Values.Length,
            Scale = (float)gradientScale,
            Rate = (float)rate,
            Momentum = (float)_options.Momentum,
        };
        team.Run(ref job);
    }
}
