using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>Sigmoid and tanh are within their error of the true values at every width, and never hide a NaN.</summary>
public unsafe class ActivationsTests
{
    private const double Tolerance = 3e-7;
    private const double CoarseTolerance = 2e-4;

    [Fact]
    public void Functions_are_within_their_error_everywhere()
    {
        BothFunctions<Lane128, Activations.Full>(Tolerance);
        BothFunctions<Lane256, Activations.Full>(Tolerance);
        BothFunctions<Lane512, Activations.Full>(Tolerance);
    }

    [Fact]
    public void Coarse_functions_are_within_theirs()
    {
        BothFunctions<Lane128, Activations.Coarse>(CoarseTolerance);
        BothFunctions<Lane256, Activations.Coarse>(CoarseTolerance);
        BothFunctions<Lane512, Activations.Coarse>(CoarseTolerance);
    }

    [Fact]
    public void A_NaN_stays_a_NaN()
    {
        AssertNaN<Lane128, Activations.Full>();
        AssertNaN<Lane128, Activations.Coarse>();
        AssertNaN<Lane256, Activations.Full>();
        AssertNaN<Lane256, Activations.Coarse>();
        AssertNaN<Lane512, Activations.Full>();
        AssertNaN<Lane512, Activations.Coarse>();
    }

    private static void AssertNaN<TLane, TAccuracy>()
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : Activations.IAccuracy
    {
        Assert.Equal(float.NaN, First(Sigmoid<TLane, TAccuracy>(TLane.Splat(float.NaN))));
        Assert.Equal(float.NaN, First(Tanh<TLane, TAccuracy>(TLane.Splat(float.NaN))));
    }

    private static void BothFunctions<TLane, TAccuracy>(double tolerance)
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : Activations.IAccuracy
    {
        Sweep<TLane>(Sigmoid<TLane, TAccuracy>, x => 1 / (1 + Math.Exp(-x)), tolerance);
        Sweep<TLane>(Tanh<TLane, TAccuracy>, Math.Tanh, tolerance);
    }

    /// <summary>The kernel works on four registers side by side; each must get its own result.</summary>
    private static TLane Sigmoid<TLane, TAccuracy>(TLane x)
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : Activations.IAccuracy
    {
        TLane a = x, b = TLane.Splat(0), c = x, d = TLane.Splat(100);
        Activations.Sigmoid<TLane, TAccuracy>(ref a, ref b, ref c, ref d);
        Assert.Equal(First(a), First(c));
        Assert.Equal(0.5f, First(b), (float)CoarseTolerance);
        Assert.Equal(1f, First(d), (float)CoarseTolerance);
        return a;
    }

    private static TLane Tanh<TLane, TAccuracy>(TLane x)
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : Activations.IAccuracy
    {
        TLane a = TLane.Splat(0), b = x, c = TLane.Splat(100), d = x;
        Activations.Tanh<TLane, TAccuracy>(ref a, ref b, ref c, ref d);
        Assert.Equal(First(b), First(d));
        Assert.Equal(0f, First(a), (float)CoarseTolerance);
        Assert.Equal(1f, First(c), (float)CoarseTolerance);
        return b;
    }

    private static void Sweep<TLane>(Func<TLane, TLane> lane, Func<double, double> exact, double tolerance)
        where TLane : unmanaged, ILane<TLane>
    {
        // Where the functions bend, every 1/2048; beyond, every magnitude up to the largest float; and the ends.
        for (int i = -50_000; i <= 50_000; i++)
            Check(i / 2048f);
        for (float x = 1e-44f; x < 1e38f; x *= 1.0731f)
        {
            Check(x);
            Check(-x);
        }

        foreach (float x in (ReadOnlySpan<float>)[0, -0f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity])
            Check(x);

        void Check(float x)
        {
            float found = First(lane(TLane.Splat(x)));
            if (!(Math.Abs(found - exact(x)) < tolerance))
                Assert.Fail($"{TLane.Width} floats, at {x:R}: expected {exact(x):R}, found {found:R}");
        }
    }

    private static float First<TLane>(TLane lane)
        where TLane : unmanaged, ILane<TLane>
    {
        float* values = stackalloc float[16];
        lane.Store(values);
        for (int i = 1; i < TLane.Width; i++)
        {
            if (!values[0].Equals(values[i]))
                Assert.Fail($"places 0 and {i} of a register differ: {values[0]:R}, {values[i]:R}");
        }

        return values[0];
    }
}
