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

    private static TLane Sigmoid<TLane, TAccuracy>(TLane x)
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : Activations.IAccuracy
    {
        TLane a = x, b = x, c = x, d = x;
        Activations.Sigmoid<TLane, TAccuracy>(ref a, ref b, ref c, ref d);
        TLane e = x, zero = TLane.Splat(0), f = x, hundred = TLane.Splat(100);
        Activations.Sigmoid<TLane, TAccuracy>(ref e, ref zero, ref f, ref hundred);
        AssertSame(a, b, c, d, e, f);
        Assert.Equal(0.5f, First(zero), (float)CoarseTolerance);
        Assert.Equal(1f, First(hundred), (float)CoarseTolerance);
        return a;
    }

    private static TLane Tanh<TLane, TAccuracy>(TLane x)
        where TLane : unmanaged, ILane<TLane>
        where TAccuracy : Activations.IAccuracy
    {
        TLane a = x, b = x, c = x, d = x;
        Activations.Tanh<TLane, TAccuracy>(ref a, ref b, ref c, ref d);
        TLane zero = TLane.Splat(0), e = x, hundred = TLane.Splat(100), f = x;
        Activations.Tanh<TLane, TAccuracy>(ref zero, ref e, ref hundred, ref f);
        AssertSame(a, b, c, d, e, f);
        Assert.Equal(0f, First(zero), (float)CoarseTolerance);
        Assert.Equal(1f, First(hundred), (float)CoarseTolerance);
        return a;
    }

    /// <summary>The kernel works on four registers side by side: each must get the same result, whatever its neighbours hold.</summary>
    private static void AssertSame<TLane>(params TLane[] results)
        where TLane : unmanaged, ILane<TLane> =>
        Assert.All(results, result => Assert.Equal(First(results[0]), First(result)));

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
