using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// One RMSprop step over all weights, in one pass over memory: v = rho v + (1 - rho) g^2, w -= rate g / sqrt(v + epsilon); clears the gradient for
/// the next step. Counts are whole lines of 16 floats, as parameter arenas are.
/// </summary>
internal unsafe struct RmsPropJob : ILaneJob
{
    public float* Weights;
    public float* Gradients;
    public float* Square;
    public int Count;
    public float Scale;
    public float Rate;
    public float Rho;
    public float Epsilon;

    public readonly void Run(int member, int members) => Simd.Run(in this, member, members);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>
    {
        (int first, int end) = Share.Of(Count, Tile.Group, member, members);
        TLane scale = TLane.Splat(Scale), rate = TLane.Splat(Rate), rho = TLane.Splat(Rho), rest = TLane.Splat(1 - Rho),
            epsilon = TLane.Splat(Epsilon);
        TLane negligible = TLane.Splat(1e-30f), zero = TLane.Splat(0);
        for (nint i = first; i < end; i += TLane.Width)
        {
            TLane g = TLane.Load(Gradients + i) * scale;
            TLane v = TLane.FlushSmall(TLane.MultiplyAdd(rho, TLane.Load(Square + i), rest * (g * g)), negligible);
            v.Store(Square + i);
            zero.Store(Gradients + i);
            (TLane.Load(Weights + i) - (rate * g / TLane.Sqrt(v + epsilon))).Store(Weights + i);
        }
    }
}
