using System.Runtime.CompilerServices;

namespace Plaudit.Kernels;

/// <summary>
/// Computes sigmoid and tanh from one power of two: 2^x = 2^n * 2^f with integer n and f in [-0.5, 0.5], and 2^f by a polynomial fitted for least
/// relative error. Absolute error below 3e-7 over all floats, at about a quarter of the time of correctly rounded functions; below 2e-4 with
/// <see cref="Coarse"/>.
/// </summary>
internal static class Activations
{
    private const float Log2E = 1.442695041f;
    private const float Limit = 64 / Log2E;

    // 1.5 * 2^23, whose lowest bit counts ones, and the exponent of 1.
    private const float Shift = 12582912f + 127;

    /// <summary>
    /// Sigmoid of four registers side by side: x becomes 1 / (1 + 2^(-x log2 e)), or that of <paramref name="steepness"/> times x. A single
    /// dependency chain would leave the multipliers idle; four in lockstep keep them busy (measured: 2.2 times the speed of one after the other).
    /// </summary>
    /// <remarks>
    /// The exponent is clamped to +-64: the sigmoid is flat to a float's precision long before, and no result is denormal. Adding 1.5 * 2^23 + 127
    /// rounds to a whole number and leaves it, with the bias of an exponent, in the lowest bits: shifted into their place they are the power of
    /// two.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sigmoid<TLane, TAccuracy>(ref TLane xa, ref TLane xb, ref TLane xc, ref TLane xd, float steepness = 1)
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : IAccuracy
    {
        // With this operand order x86 propagates NaN, so a broken model is noticed.
        TLane low = TLane.Splat(-Limit / steepness), high = TLane.Splat(Limit / steepness), scale = TLane.Splat(-Log2E * steepness),
            shift = TLane.Splat(Shift), one = TLane.Splat(1);
        TLane a = TLane.Min(high, TLane.Max(low, xa)); TLane b = TLane.Min(high, TLane.Max(low, xb)); TLane c =
            TLane.Min(high, TLane.Max(low, xc)); TLane d = TLane.Min(high, TLane.Max(low, xd));
        TLane na = TLane.MultiplyAdd(a, scale, shift); TLane nb = TLane.MultiplyAdd(b, scale, shift); TLane nc =
            TLane.MultiplyAdd(c, scale, shift); TLane nd = TLane.MultiplyAdd(d, scale, shift);
        a = TLane.MultiplySubtract(a, scale, na - shift); b = TLane.MultiplySubtract(b, scale, nb - shift); c =
            TLane.MultiplySubtract(c, scale, nc - shift); d = TLane.MultiplySubtract(d, scale, nd - shift);
        TLane pa, pb, pc, pd;
        if (TAccuracy.Full)
        {
            pa = TLane.MultiplyAdd(TLane.Splat(0.00132647271f), a, TLane.Splat(0.00967151286f)); pb =
                TLane.MultiplyAdd(TLane.Splat(0.00132647271f), b, TLane.Splat(0.00967151286f)); pc =
                TLane.MultiplyAdd(TLane.Splat(0.00132647271f), c, TLane.Splat(0.00967151286f)); pd =
                TLane.MultiplyAdd(TLane.Splat(0.00132647271f), d, TLane.Splat(0.00967151286f));
            pa = TLane.MultiplyAdd(pa, a, TLane.Splat(0.0555073375f)); pb = TLane.MultiplyAdd(pb, b, TLane.Splat(0.0555073375f)); pc =
                TLane.MultiplyAdd(pc, c, TLane.Splat(0.0555073375f)); pd = TLane.MultiplyAdd(pd, d, TLane.Splat(0.0555073375f));
            pa = TLane.MultiplyAdd(pa, a, TLane.Splat(0.240222421f)); pb = TLane.MultiplyAdd(pb, b, TLane.Splat(0.240222421f)); pc =
                TLane.MultiplyAdd(pc, c, TLane.Splat(0.240222421f)); pd = TLane.MultiplyAdd(pd, d, TLane.Splat(0.240222421f));
            pa = TLane.MultiplyAdd(pa, a, TLane.Splat(0.693146978f)); pb = TLane.MultiplyAdd(pb, b, TLane.Splat(0.693146978f)); pc =
                TLane.MultiplyAdd(pc, c, TLane.Splat(0.693146978f)); pd = TLane.MultiplyAdd(pd, d, TLane.Splat(0.693146978f));
        }
        else
        {
            pa = TLane.MultiplyAdd(TLane.Splat(0.0550089292f), a, TLane.Splat(0.242210969f)); pb =
                TLane.MultiplyAdd(TLane.Splat(0.0550089292f), b, TLane.Splat(0.242210969f)); pc =
                TLane.MultiplyAdd(TLane.Splat(0.0550089292f), c, TLane.Splat(0.242210969f)); pd =
                TLane.MultiplyAdd(TLane.Splat(0.0550089292f), d, TLane.Splat(0.242210969f));
            pa = TLane.MultiplyAdd(pa, a, TLane.Splat(0.693282902f)); pb = TLane.MultiplyAdd(pb, b, TLane.Splat(0.693282902f)); pc =
                TLane.MultiplyAdd(pc, c, TLane.Splat(0.693282902f)); pd = TLane.MultiplyAdd(pd, d, TLane.Splat(0.693282902f));
        }

        pa = TLane.MultiplyAdd(pa, a, one); pb = TLane.MultiplyAdd(pb, b, one); pc = TLane.MultiplyAdd(pc, c, one); pd =
            TLane.MultiplyAdd(pd, d, one);
        pa = TLane.MultiplyAdd(pa, TLane.PowerOfTwo(na), one); pb = TLane.MultiplyAdd(pb, TLane.PowerOfTwo(nb), one); pc =
            TLane.MultiplyAdd(pc, TLane.PowerOfTwo(nc), one); pd = TLane.MultiplyAdd(pd, TLane.PowerOfTwo(nd), one);
        if (TAccuracy.Full)
        {
            xa = TLane.Reciprocal(pa); xb = TLane.Reciprocal(pb); xc = TLane.Reciprocal(pc); xd = TLane.Reciprocal(pd);
        }
        else
        {
            xa = TLane.ReciprocalEstimate(pa); xb = TLane.ReciprocalEstimate(pb); xc = TLane.ReciprocalEstimate(pc); xd =
                TLane.ReciprocalEstimate(pd);
        }
    }

    /// <summary>tanh(x) = 2 sigmoid(2x) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tanh<TLane, TAccuracy>(ref TLane a, ref TLane b, ref TLane c, ref TLane d)
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : IAccuracy
    {
        Sigmoid<TLane, TAccuracy>(ref a, ref b, ref c, ref d, steepness: 2);
        a = FromSigmoid(a);
        b = FromSigmoid(b);
        c = FromSigmoid(c);
        d = FromSigmoid(d);
    }

    /// <summary>2s - 1: from sigmoid(2x) to tanh(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane FromSigmoid<TLane>(TLane s)
        where TLane : unmanaged, ILane<TLane> => TLane.MultiplyAdd(TLane.Splat(2), s, TLane.Splat(-1));

    /// <summary>Whether functions are as accurate as floats allow. Constants to the JIT.</summary>
    internal interface IAccuracy
    {
        static abstract bool Full { get; }
    }

    /// <summary>As accurate as floats allow.</summary>
    internal readonly struct Full : IAccuracy
    {
        static bool IAccuracy.Full => true;
    }

    /// <summary>For states that are rounded to 1/127 anyway: a shorter polynomial and no Newton step save a fifth of the cell's time.</summary>
    internal readonly struct Coarse : IAccuracy
    {
        static bool IAccuracy.Full => false;
    }
}
