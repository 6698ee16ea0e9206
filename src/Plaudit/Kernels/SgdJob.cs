using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// One step of gradient descent with momentum over all weights, in one pass over memory: velocity = momentum velocity - rate g, w += velocity; clears
/// the gradient for the next step. Counts are whole lines of 16 floats, as parameter arenas are.
/// </summary>
internal unsafe struct SgdJob : ILaneJob
{
    public float* Weights;
    public float* Gradients;

    /// <summary>Null without momentum.</summary>
    public float* Velocity;

    public int Count;
    public float Scale;
    public float Rate;
    public float Momentum;

    public readonly void Run(int member, int members) => Simd.Run(in this, member, members);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>
    {
        (int first, int end) = Share.Of(Count, Tile.Group, member, members);
        TLane step = TLane.Splat(-Rate * Scale), momentum = TLane.Splat(Momentum), negligible = TLane.Splat(1e-30f), zero = TLane.Splat(0);
        for (nint i = first; i < end; i += TLane.Width)
        {
            TLane change = TLane.Load(Gradients + i) * step;
            if (Velocity != null)
            {
                change = TLane.FlushSmall(TLane.MultiplyAdd(momentum, TLane.Load(Velocity + i), change), negligible);
                change.Store(Velocity + i);
            }

            zero.Store(Gradients + i);
            (TLane.Load(Weights + i) + change).Store(Weights + i);
        }
    }
}
