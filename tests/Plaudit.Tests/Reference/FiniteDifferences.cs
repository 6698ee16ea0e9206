namespace Plaudit.Tests.Reference;

/// <summary>Holds gradients to the slope of the loss itself.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;

    /// <summary>
    /// Asserts that <paramref name="gradient"/> is the slope of <paramref name="loss"/> by every element of <paramref name="parameter"/>
    /// (central differences, error of order Step^2), and that it is not zero throughout.
    /// </summary>
    /// <param name="loss">Computes the loss from the parameter as it stands.</param>
    /// <param name="parameter">An array of doubles of any rank; changed and put back.</param>
    /// <param name="gradient">The gradient, of the same shape.</param>
    public static void Check(Func<double> loss, Array parameter, Array gradient)
    {
        Assert.Equal(parameter.Length, gradient.Length);
        double largest = 0;
        for (int k = 0; k < parameter.Length; k++)
        {
            double value = parameter.Flat()[k];
            parameter.Flat()[k] = value + Step;
            double above = loss();
            parameter.Flat()[k] = value - Step;
            double below = loss();
            parameter.Flat()[k] = value;
            double slope = (above - below) / (2 * Step);
            double claimed = gradient.Flat()[k];
            Assert.True(Math.Abs(slope - claimed) < 1e-8, $"element {k}: the loss has slope {slope:R}, the gradient is {claimed:R}");
            largest = Math.Max(largest, Math.Abs(slope));
        }

        Assert.True(largest > 1e-3, "the loss does not depend on the parameter: nothing was checked");
    }

    /// <summary>Uniform in [-scale, scale), in an array of any rank.</summary>
    public static Array Fill(this Array array, long seed, double scale = 1)
    {
        var random = new SeededRandom(seed);
        foreach (ref double value in array.Flat())
            value = random.NextUniform(-scale, scale);
        return array;
    }

    /// <summary>The sum of all elements times fixed weights: a loss that every output counts in, with the weights as its gradient.</summary>
    public static double Dot(Array output, Array weights)
    {
        Assert.Equal(output.Length, weights.Length);
        double sum = 0;
        for (int k = 0; k < output.Length; k++)
            sum += output.Flat()[k] * weights.Flat()[k];
        return sum;
    }
}
