using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plaudit.Kernels;

/// <summary>16 floats in a Vector512: AVX-512.</summary>
internal readonly unsafe struct Lane512(Vector512<float> value) : ILane<Lane512>
{
    private readonly Vector512<float> _value = value;

    public static int Width => 16;

    public static int TileRows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Splat(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => _value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 MultiplyAdd(Lane512 a, Lane512 b, Lane512 c) => new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator +(Lane512 a, Lane512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator -(Lane512 a, Lane512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator *(Lane512 a, Lane512 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 operator /(Lane512 a, Lane512 b) => new(a._value / b._value);

    /// <summary>An estimate of 14 bits and one Newton step: a division takes 16 cycles at this width, which slowed the LSTM cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Reciprocal(Lane512 a)
    {
        if (!Avx512F.IsSupported)
            return new(Vector512<float>.One / a._value);
        Vector512<float> estimate = Avx512F.Reciprocal14(a._value);
        return new(estimate * Avx512F.FusedMultiplyAddNegated(a._value, estimate, Vector512.Create(2f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 ReciprocalEstimate(Lane512 a) =>
        new(Avx512F.IsSupported ? Avx512F.Reciprocal14(a._value) : Vector512<float>.One / a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Min(Lane512 a, Lane512 b) => new(Vector512.MinNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Max(Lane512 a, Lane512 b) => new(Vector512.MaxNative(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 Sqrt(Lane512 a) => new(Vector512.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 MultiplySubtract(Lane512 a, Lane512 b, Lane512 c) =>
        new(Avx512F.IsSupported
            ? Avx512F.FusedMultiplySubtract(a._value, b._value, c._value) : Vector512.MultiplyAddEstimate(a._value, b._value, -c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 PowerOfTwo(Lane512 biased) => new((biased._value.AsInt32() << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512 FlushSmall(Lane512 a, Lane512 threshold) =>
        new(Vector512.AndNot(a._value, Vector512.LessThan(Vector512.Abs(a._value), threshold._value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum() => Vector512.Sum(_value);
}
