using System.Runtime.CompilerServices;
using Plaudit.Kernels;

namespace Plaudit.Tests.Kernels;

/// <summary>Every operation of a register is the scalar one in each place; all three widths run on any machine, in software if need be.</summary>
public class LaneTests
{
    private static readonly float[] s_values = [0, -0f, 1, -1, 0.5f, 1.5f, 2.5f, -2.5f, 3.7f, -1e-30f, 1e30f, -65504, 1e-20f, 123456.7f, 0.1f, -0.3f];

    [Fact]
    public void Four_floats() => Check<Lane128>(4);

    [Fact]
    public void Eight_floats() => Check<Lane256>(8);

    [Fact]
    public void Sixteen_floats() => Check<Lane512>(16);

    private static void Check<TLane>(int width)
        where TLane : unmanaged, ILane<TLane>
    {
        Assert.Equal(width, TLane.Width);
        Assert.Equal(width * sizeof(float), Unsafe.SizeOf<TLane>());
        Assert.InRange(TLane.TileRows, 3, 4);
        Assert.Equal(s_values.Take(width), Values(Load<TLane>(0)));
        Assert.Equal(Enumerable.Repeat(2.5f, width), Values(TLane.Splat(2.5f)));
        Binary<TLane>("add", (a, b) => a + b, (a, b) => a + b);
        Binary<TLane>("subtract", (a, b) => a - b, (a, b) => a - b);
        Binary<TLane>("multiply", (a, b) => a * b, (a, b) => a * b);
        Binary<TLane>("divide", (a, b) => a / b, (a, b) => a / b);
        Binary<TLane>("smaller", TLane.Min, MathF.Min);
        Binary<TLane>("larger", TLane.Max, MathF.Max);
        Binary<TLane>("flush", TLane.FlushSmall, (a, b) => MathF.Abs(a) < b ? 0 : a);
        Binary<TLane>("multiply-add", (a, b) => TLane.MultiplyAdd(a, b, TLane.Splat(0.75f)), (a, b) => (float)((double)(a * b) + 0.75), 1e-6);
        Binary<TLane>("multiply-subtract", (a, b) => TLane.MultiplySubtract(a, b, TLane.Splat(0.75f)), (a, b) => (float)((double)(a * b) - 0.75),
            1e-6);
        Unary<TLane>("root", x => TLane.Sqrt(TLane.Max(x, TLane.Splat(0))), x => MathF.Sqrt(MathF.Max(x, 0)));
        Assert.Equal(s_values.Skip(1).Take(width).Sum(x => (double)x), Load<TLane>(1).Sum(), 1e24);
        Assert.Equal(3.5f * width, TLane.Splat(3.5f).Sum());
        for (int exponent = -126; exponent <= 127; exponent++)
        {
            TLane biased = TLane.Splat(BitConverter.Int32BitsToSingle(exponent + 127));
            Assert.All(Values(TLane.PowerOfTwo(biased)), value => Assert.Equal(Math.Pow(2, exponent), value));
        }

        for (float x = 0.01f; x < 1e19f; x *= 1.37f)
            Assert.All(Values(TLane.Reciprocal(TLane.Splat(x))), value => Assert.InRange(value * (double)x, 1 - 2.4e-7, 1 + 2.4e-7));
        Assert.All(Values(TLane.FlushSmall(TLane.Splat(float.NaN), TLane.Splat(1))), value => Assert.Equal(float.NaN, value));
    }

    private static void Unary<TLane>(string name, Func<TLane, TLane> lane, Func<float, float> scalar)
        where TLane : unmanaged, ILane<TLane> =>
        Binary<TLane>(name, (a, _) => lane(a), (a, _) => scalar(a));

    private static void Binary<TLane>(string name, Func<TLane, TLane, TLane> lane, Func<float, float, float> scalar, double tolerance = 0)
        where TLane : unmanaged, ILane<TLane>
    {
        for (int a = 0; a < s_values.Length; a++)
        {
            for (int b = 0; b < s_values.Length; b++)
            {
                float[] found = Values(lane(Load<TLane>(a), Load<TLane>(b)));
                for (int i = 0; i < found.Length; i++)
                {
                    float x = s_values[(a + i) % s_values.Length];
                    float y = s_values[(b + i) % s_values.Length];
                    float expected = scalar(x, y);
                    bool same = expected.Equals(found[i]) || Math.Abs(expected - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected));
                    Assert.True(same, $"{name} of {x:R} and {y:R}: expected {expected:R}, found {found[i]:R}");
                }
            }
        }
    }

    private static unsafe TLane Load<TLane>(int first)
        where TLane : unmanaged, ILane<TLane>
    {
        float* values = stackalloc float[16];
        for (int i = 0; i < 16; i++)
            values[i] = s_values[(first + i) % s_values.Length];
        return TLane.Load(values);
    }

    private static unsafe float[] Values<TLane>(TLane lane)
        where TLane : unmanaged, ILane<TLane>
    {
        float[] values = new float[TLane.Width];
        fixed (float* target = values)
            lane.Store(target);
        return values;
    }
}
