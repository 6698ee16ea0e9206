namespace Plaudit.Tests.Layers;

/// <summary>Compares the engine's floats with the references' doubles.</summary>
internal static class Close
{
    // A float has 24 bits, and errors of a few hundred rounded terms add up like a random walk.
    private const double Tolerance = 3e-6;

    /// <summary>
    /// Asserts that every element differs by at most <paramref name="tolerance"/> times the largest expected magnitude, or times 1 if that is more.
    /// </summary>
    /// <param name="what">Named in the message.</param>
    /// <param name="expected">The reference's numbers.</param>
    /// <param name="actual">As many floats.</param>
    /// <param name="scale">What the expected numbers are multiplied by first.</param>
    /// <param name="tolerance">The relative tolerance.</param>
    public static void Check(string what, ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double scale = 1, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 1;
        foreach (double value in expected)
            largest = Math.Max(largest, Math.Abs(scale * value));
        for (int k = 0; k < expected.Length; k++)
        {
            // Written so that a NaN fails.
            if (!(Math.Abs((scale * expected[k]) - actual[k]) <= tolerance * largest))
                Assert.Fail($"{what}, element {k} of {expected.Length}: expected {scale * expected[k]:R}, found {actual[k]:R}");
        }
    }
}
