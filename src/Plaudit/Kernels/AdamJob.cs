using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// One Adam step over all weights, in one pass over memory: reads the gradient, clears it for the next step, and updates mean, square and weight.
/// Counts are whole lines of 16 floats, as parameter arenas are.
/// </summary>
internal unsafe struct AdamJob : ILaneJob
{
    public float* Weights;
    public float* Gradients;
    public float* Mean;
    public float* Square;
    public int Count;
    public float Scale;
    public float Beta1;
    public float Beta2;
    public float Alpha;
    public float Epsilon;

    // Means of weights without a gradient decay forever; as denormals they would slow down every later step.
    private const float Negligible = 1e-30f;

    public readonly void Run(int member, int members) => Simd.Run(in this, member, members);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>
    {
        (int first, int end) = Share.Of(Count, Tile.Group, member, members);
        TLane scale = TLane.Splat(Scale), beta1 = TLane.Splat(Beta1), beta2 = TLane.Splat(Beta2), alpha = TLane.Splat(Alpha);
        TLane rest1 = TLane.Splat(1 - Beta1), rest2 = TLane.Splat(1 - Beta2), epsilon = TLane.Splat(Epsilon);
        TLane negligible = TLane.Splat(Negligible), zero = TLane.Splat(0);
        for (nint i = first; i < end; i += TLane.Width)
        {
            TLane g = TLane.Load(Gradients + i) * scale;
            TLane m = TLane.FlushSmall(TLane.MultiplyAdd(beta1, TLane.Load(Mean + i), rest1 * g), negligible);
            TLane v = TLane.FlushSmall(TLane.MultiplyAdd(beta2, TLane.Load(Square + i), rest2 * (g * g)), negligible);
            m.Store(Mean + i);
            v.Store(Square + i);
            zero.Store(Gradients + i);
            (TLane.Load(Weights + i) - (alpha * m / (TLane.Sqrt(v) + epsilon))).Store(Weights + i);
        }
    }
}
