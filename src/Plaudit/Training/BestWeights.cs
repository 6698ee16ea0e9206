using Plaudit.Kernels;
using Plaudit.Layers;

namespace Plaudit.Training;

/// <summary>A copy of the weights and moving statistics of the best epoch.</summary>
internal sealed unsafe class BestWeights
{
    private readonly ParameterArena _arena;

    public BestWeights(ParameterArena arena)
    {
        _arena = arena;
        Values.Ensure(arena.Values.Length);
        Statistics.Ensure(arena.Statistics.Length);
    }

    public AlignedBuffer<float> Values { get; } = new();

    public AlignedBuffer<float> Statistics { get; } = new();

    public void Keep()
    {
        _arena.Values.Span.CopyTo(Values.Span);
        _arena.Statistics.Span.CopyTo(Statistics.Span);
    }

    public void Restore()
    {
        Values.Span.CopyTo(_arena.Values.Span);
        Statistics.Span.CopyTo(_arena.Statistics.Span);
        _arena.MarkChanged();
    }
}
