namespace Plaudit.Baselines;

/// <summary>What counting says of features, without any fitting.</summary>
internal static class NaiveBayes
{
    /// <summary>
    /// Multinomial Naive Bayes as a linear model (scikit-learn's <c>MultinomialNB</c>): its logit is the difference of the classes' joint
    /// log-likelihoods.
    /// </summary>
    /// <param name="rows">(reviews, features) counts.</param>
    /// <param name="positive">(reviews) the labels, of both kinds.</param>
    /// <param name="smoothing">Added to every count.</param>
    public static LinearFit Fit(FeatureRows rows, bool[] positive, double smoothing)
    {
        double positives = positive.Count(label => label);
        return new LinearFit(LogRatio(rows, positive, smoothing), Math.Log(positives / (positive.Length - positives)));
    }

    /// <summary>ln of each feature's share of the positive reviews' counts over its share of the negative ones', both smoothed.</summary>
    public static double[] LogRatio(FeatureRows rows, bool[] positive, double smoothing)
    {
        double[] inPositive = new double[rows.Features];
        double[] inNegative = new double[rows.Features];
        Array.Fill(inPositive, smoothing);
        Array.Fill(inNegative, smoothing);
        for (int row = 0; row < rows.Count; row++)
        {
            double[] counts = positive[row] ? inPositive : inNegative;
            ReadOnlySpan<int> numbers = rows.NumbersOf(row);
            ReadOnlySpan<float> values = rows.ValuesOf(row);
            for (int i = 0; i < numbers.Length; i++)
                counts[numbers[i]] += values.IsEmpty ? 1 : values[i];
        }

        double difference = Math.Log(inPositive.Sum()) - Math.Log(inNegative.Sum());
        return [.. inPositive.Select((count, i) => Math.Log(count) - Math.Log(inNegative[i]) - difference)];
    }
}
