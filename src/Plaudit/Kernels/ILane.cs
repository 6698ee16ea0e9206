namespace Plaudit.Kernels;

/// <summary>
/// One SIMD register of floats. Kernels are written once over this interface and run at three widths: 16 floats (AVX-512), 8 (AVX2) and
/// 4 (everything else: SSE, ARM NEON). The JIT compiles a body per width and inlines every member; see docs/engine.md.
/// </summary>
internal unsafe interface ILane<TSelf>
    where TSelf : unmanaged, ILane<TSelf>
{
    /// <summary>Floats in one register.</summary>
    static abstract int Width { get; }

    /// <summary>Rows of the register tile: four with 32 registers, three with 16.</summary>
    static abstract int TileRows { get; }

    static abstract TSelf Load(float* source);

    static abstract TSelf Splat(float value);

    void Store(float* target);

    /// <summary>a * b + c, rounded once if the CPU can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>1 / a, to within two units in the last place.</summary>
    static abstract TSelf Reciprocal(TSelf a);

    /// <summary>1 / a with a relative error below 1e-4, if the CPU has such an estimate.</summary>
    static abstract TSelf ReciprocalEstimate(TSelf a);

    static abstract TSelf Min(TSelf a, TSelf b);

    static abstract TSelf Max(TSelf a, TSelf b);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>a * b - c, rounded once if the CPU can.</summary>
    static abstract TSelf MultiplySubtract(TSelf a, TSelf b, TSelf c);

    /// <summary>2 to the power of n, where the lowest bits of <paramref name="biased"/> are the whole number n + 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf biased);

    /// <summary>Zeroes values smaller than <paramref name="threshold"/> in magnitude: denormals cost a hundred cycles each on some CPUs.</summary>
    static abstract TSelf FlushSmall(TSelf a, TSelf threshold);

    float Sum();
}
