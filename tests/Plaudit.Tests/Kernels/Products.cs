namespace Plaudit.Tests.Kernels;

/// <summary>How close a sum of products in floats must come.</summary>
internal static class Products
{
    /// <summary>Factors below 1: each of the products and sums is rounded by at most 2^-24 of what has been summed.</summary>
    public static void AssertClose(string what, int row, int column, double expected, float actual, int depth)
    {
        double tolerance = 1.2e-7 * (2 + depth);
        if (!(Math.Abs(expected - actual) <= tolerance))
            Assert.Fail($"{what}, element ({row}, {column}): expected {expected:R}, found {actual:R}");
    }
}
