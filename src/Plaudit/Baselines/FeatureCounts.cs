namespace Plaudit.Baselines;

/// <summary>From the n-grams of a review to its features; training and prediction share these rules.</summary>
internal static class FeatureCounts
{
    /// <summary>Sorts n-gram numbers and leaves each once, with how often it was there.</summary>
    /// <param name="numbers">(n) numbers; afterwards the first ones are distinct and ascending.</param>
    /// <param name="counts">Room for n.</param>
    /// <returns>How many distinct numbers there are.</returns>
    public static int Distinct(Span<int> numbers, Span<float> counts)
    {
        numbers.Sort();
        int distinct = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i > 0 && numbers[i] == numbers[distinct - 1])
            {
                counts[distinct - 1]++;
                continue;
            }

            numbers[distinct] = numbers[i];
            counts[distinct++] = 1;
        }

        return distinct;
    }

    /// <summary>Turns counts into TF-IDF of Euclidean length 1 (scikit-learn's <c>TfidfTransformer</c>).</summary>
    /// <param name="numbers">(n) the features.</param>
    /// <param name="values">(n) their counts; afterwards their TF-IDF.</param>
    /// <param name="idf">The inverse document frequency of every feature.</param>
    public static void WeighByIdf(ReadOnlySpan<int> numbers, Span<float> values, ReadOnlySpan<float> idf)
    {
        double squares = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            values[i] *= idf[numbers[i]];
            squares += (double)values[i] * values[i];
        }

        double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        foreach (ref float value in values)
            value = (float)(value * scale);
    }
}
