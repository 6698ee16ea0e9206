namespace Plaudit.Baselines;

/// <summary>
/// What a margin means: probability of positive = sigmoid(slope x margin + offset). After Platt (1999), fitted as Lin, Lin and Weng, "A note on
/// Platt's probabilistic outputs for support vector machines", Machine Learning 68, 2007: Newton steps with backtracking on smoothed targets.
/// </summary>
/// <param name="Slope">Per unit of margin; above 0 where greater margins mean positive.</param>
/// <param name="Offset">The logit of margin 0.</param>
internal readonly record struct PlattScaling(double Slope, double Offset)
{
    private const int MaximumSteps = 100;
    private const double Ridge = 1e-12;

    /// <summary>The logit of a margin.</summary>
    public double Logit(double margin) => (Slope * margin) + Offset;

    /// <summary>Fits both numbers.</summary>
    /// <param name="margins">(N) margins of reviews that the model was not fitted on.</param>
    /// <param name="positive">(N) their labels.</param>
    public static PlattScaling Fit(double[] margins, bool[] positive)
    {
        double positives = positive.Count(label => label);
        double negatives = positive.Length - positives;
        double high = (positives + 1) / (positives + 2);
        double low = 1 / (negatives + 2);
        double[] targets = [.. positive.Select(label => label ? high : low)];
        var at = new PlattScaling(0, Math.Log((positives + 1) / (negatives + 1)));
        double loss = at.Loss(margins, targets);
        for (int step = 0; step < MaximumSteps; step++)
        {
            (double slopeGradient, double offsetGradient, PlattScaling direction) = at.NewtonStep(margins, targets);
            double size = 1;
            double descent = (slopeGradient * direction.Slope) + (offsetGradient * direction.Offset);
            PlattScaling next = at;
            double nextLoss = loss;
            // Armijo's rule; Newton's whole step is taken near the end.
            for (; size >= 1e-10; size /= 2)
            {
                next = new PlattScaling(at.Slope + (size * direction.Slope), at.Offset + (size * direction.Offset));
                nextLoss = next.Loss(margins, targets);
                if (nextLoss <= loss + (1e-4 * size * descent))
                    break;
            }

            if (size < 1e-10 || loss - nextLoss <= 1e-14 * Math.Abs(loss))
                return nextLoss < loss ? next : at;
            (at, loss) = (next, nextLoss);
        }

        return at;
    }

    private double Loss(double[] margins, double[] targets)
    {
        double loss = 0;
        for (int i = 0; i < margins.Length; i++)
        {
            double logit = Logit(margins[i]);
            loss += Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit))) - (targets[i] * logit);
        }

        return loss;
    }

    private (double SlopeGradient, double OffsetGradient, PlattScaling Direction) NewtonStep(double[] margins, double[] targets)
    {
        double slope = 0;
        double offset = 0;
        double slopeSlope = Ridge;
        double slopeOffset = 0;
        double offsetOffset = Ridge;
        for (int i = 0; i < margins.Length; i++)
        {
            double probability = 1 / (1 + Math.Exp(-Logit(margins[i])));
            double error = probability - targets[i];
            double curvature = probability * (1 - probability);
            slope += error * margins[i];
            offset += error;
            slopeSlope += curvature * margins[i] * margins[i];
            slopeOffset += curvature * margins[i];
            offsetOffset += curvature;
        }

        double determinant = (slopeSlope * offsetOffset) - (slopeOffset * slopeOffset);
        return (slope, offset, new PlattScaling(
            -((offsetOffset * slope) - (slopeOffset * offset)) / determinant, -((slopeSlope * offset) - (slopeOffset * slope)) / determinant));
    }
}
