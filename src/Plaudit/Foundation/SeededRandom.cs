using System.Numerics;

namespace Plaudit;

/// <summary>
/// A random stream that depends on nothing but its seed and its keys (xoshiro256** by Blackman and Vigna, seeded through SplitMix64).
/// Shuffles are keyed by epoch and dropout masks by step, so a resumed run needs no saved generator state.
/// </summary>
public struct SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the stream of a seed and up to two keys (such as an epoch and a step).</summary>
    /// <param name="seed">The seed a user gave.</param>
    /// <param name="key1">Tells streams of one seed apart.</param>
    /// <param name="key2">Tells streams of one seed apart further.</param>
    public SeededRandom(long seed, long key1 = 0, long key2 = 0)
    {
        ulong state = (ulong)seed;
        state = SplitMix(ref state) ^ (ulong)key1;
        state = SplitMix(ref state) ^ (ulong)key2;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A whole number in [0, <paramref name="bound"/>), each equally likely (Lemire's method, with rejection).</summary>
    /// <param name="bound">The exclusive upper bound, at least 1.</param>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong range = (ulong)bound;
        ulong threshold = (0UL - range) % range;
        ulong high;
        ulong low;
        do
        {
            high = Math.BigMul(NextUInt64(), range, out low);
        }
        while (low < threshold);
        return (int)high;
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A draw from the standard normal distribution (Box and Muller, the cosine half).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts <paramref name="items"/> into a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
