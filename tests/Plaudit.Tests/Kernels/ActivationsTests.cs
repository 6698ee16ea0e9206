using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>Sigmoid and tanh are within 3e-7 of the true values at every width, and never hide a NaN.</summary>
public unsafe class ActivationsTests
{
    private const double Tolerance = 3e-7;

    [Fact]
    public void Sigmoid_is_within_its_error_everywhere()
    {
        Sweep<Lane128>(Sigmoid, x => 1 / (1 + Math.Exp(-x)));
        Sweep<Lane256>(Sigmoid, x => 1 / (1 + Math.Exp(-x)));
        Sweep<Lane512>(Sigmoid, x => 1 / (1 + Math.Exp(-x)));
    }

    [Fact]
    public void Tanh_is_within_its_error_everywhere()
    {
        Sweep<Lane128>(Tanh, Math.Tanh);
        Sweep<Lane256>(Tanh, Math.Tanh);
        Sweep<Lane512>(Tanh, Math.Tanh);
    }

    [Fact]
    public void A_NaN_stays_a_NaN()
    {
        AssertNaN<Lane128>();
        AssertNaN<Lane256>();
        AssertNaN<Lane512>();
    }

    private static void AssertNaN<TLane>()
        where TLane : unmanaged, ILane<TLane>
    {
        Assert.Equal(float.NaN, First(Sigmoid(TLane.Splat(float.NaN))));
        Assert.Equal(float.NaN, First(Tanh(TLane.Splat(float.NaN))));
    }

    /// <summary>The kernel works on four registers side by side; each must get its own result.</summary>
    private static TLane Sigmoid<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane a = x, b = TLane.Splat(0), c = x, d = TLane.Splat(100);
        Activations.Sigmoid(ref a, ref b, ref c, ref d);
        Assert.Equal(First(a), First(c));
        Assert.Equal(0.5f, First(b), 3e-7f);
        Assert.Equal(1f, First(d), 3e-7f);
        return a;
    }

    private static TLane Tanh<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane a = TLane.Splat(0), b = x, c = TLane.Splat(100), d = x;
        Activations.Tanh(ref a, ref b, ref c, ref d);
        Assert.Equal(First(b), First(d));
        Assert.Equal(0f, First(a), 3e-7f);
        Assert.Equal(1f, First(c), 3e-7f);
        return b;
    }

    private static void Sweep<TLane>(Func<TLane, TLane> lane, Func<double, double> exact)
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
            if (!(Math.Abs(found - exact(x)) < Tolerance))
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
