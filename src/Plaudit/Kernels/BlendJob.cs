using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// target = keep target + take source over long rows of floats, in whole lines of 16: running averages, and with no source (null) weights that decay.
/// </summary>
internal unsafe struct BlendJob : ILaneJob
{
    public float* Target;
    public float* Source;
    public int Count;
    public float Keep;
    public float Take;

    public readonly void Run(int member, int members) => Simd.Run(in this, member, members);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run<TLane>(int member, int members)
        where TLane : unmanaged, ILane<TLane>
    {
        (int first, int end) = Share.Of(Count, Tile.Group, member, members);
        TLane keep = TLane.Splat(Keep), take = TLane.Splat(Take);
        for (nint i = first; i < end; i += TLane.Width)
        {
            TLane kept = keep * TLane.Load(Target + i);
            (Source == null ? kept : TLane.MultiplyAdd(take, TLane.Load(Source + i), kept)).Store(Target + i);
        }
    }
}
