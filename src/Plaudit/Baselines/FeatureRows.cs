namespace Plaudit.Baselines;

/// <summary>
/// Reviews as sparse rows of features: the (reviews, features) matrix X. Linear models see it as the products they need.
/// Weights are in units of their contribution: row times weights is a plain sum where all values are 1.
/// </summary>
internal sealed class FeatureRows
{
    private readonly int[][] _numbers;
    private readonly float[][]? _values;
    private readonly float[]? _scales;

    private FeatureRows(int features, int[][] numbers, float[][]? values, float[]? scales = null)
    {
        Features = features;
        _numbers = numbers;
        _values = values;
        _scales = scales;
    }

    /// <summary>The number of columns.</summary>
    public int Features { get; }

    /// <summary>The number of rows.</summary>
    public int Count => _numbers.Length;

    /// <summary>Finds the n-grams of reviews.</summary>
    /// <param name="table">The n-grams that are features.</param>
    /// <param name="reviews">The reviews as word numbers.</param>
    /// <param name="counted">Whether values are counts; else each is 1.</param>
    /// <param name="options">Threads.</param>
    public static FeatureRows Build(NgramTable table, int[][] reviews, bool counted, FittingOptions options)
    {
        int[][] numbers = new int[reviews.Length][];
        float[][]? values = counted ? new float[reviews.Length][] : null;
        Parallel.For(0, reviews.Length, options.Parallel, () => new Room(), (review, _, room) =>
        {
            room.Ensure(reviews[review].Length * table.Longest);
            int found = table.Find(reviews[review], room.Numbers);
            int distinct = FeatureCounts.Distinct(room.Numbers.AsSpan(0, found), room.Counts);
            numbers[review] = room.Numbers[..distinct];
            if (values is not null)
                values[review] = room.Counts[..distinct];
            return room;
        }, _ => { });
        return new FeatureRows(table.Count, numbers, values);
    }

    /// <summary>The columns of the row's values that are not 0, ascending.</summary>
    public ReadOnlySpan<int> NumbersOf(int row) => _numbers[row];

    /// <summary>The values at <see cref="NumbersOf"/>, or none where all are 1.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => _values is null ? [] : _values[row];

    /// <summary>Some of the rows, sharing their memory.</summary>
    public FeatureRows Choose(int[] rows) =>
        new(Features, [.. rows.Select(row => _numbers[row])], _values is null ? null : [.. rows.Select(row => _values[row])], _scales);

    /// <summary>The same rows of ones with each column scaled: a linear model then weighs its features by it.</summary>
    /// <param name="scales">(features) the factor of each column.</param>
    public FeatureRows Scale(float[] scales) => new(Features, _numbers, _values, scales);

    /// <summary>Turns counts into TF-IDF, in place.</summary>
    /// <param name="options">Threads.</param>
    /// <returns>(features) ln((1 + n) / (1 + reviews with it)) + 1 of each.</returns>
    public float[] WeighByIdf(FittingOptions options)
    {
        int[] reviews = new int[Features];
        foreach (int[] row in _numbers)
        {
            foreach (int number in row)
                reviews[number]++;
        }

        float[] idf = [.. reviews.Select(count => (float)(Math.Log((1.0 + Count) / (1.0 + count)) + 1))];
        Parallel.For(0, Count, options.Parallel, row => FeatureCounts.WeighByIdf(_numbers[row], _values![row], idf));
        return idf;
    }

    /// <summary>A row times the weights.</summary>
    public double Dot(int row, double[] weights)
    {
        int[] numbers = _numbers[row];
        if (_values is null)
            return Sum(numbers, weights);
        float[] values = _values[row];
        double sum = 0;
        for (int i = 0; i < numbers.Length; i++)
            sum += weights[numbers[i]] * values[i];
        return sum;
    }

    /// <summary>Adds <paramref name="factor"/> times a row to the weights (in their units, hence the second power of a column's scale).</summary>
    public void Add(int row, double factor, double[] weights)
    {
        int[] numbers = _numbers[row];
        float[]? values = _values?[row];
        for (int i = 0; i < numbers.Length; i++)
        {
            double value = values is null ? 1 : values[i];
            double scale = _scales is null ? 1 : _scales[numbers[i]];
            weights[numbers[i]] += factor * value * scale * scale;
        }
    }

    /// <summary>The squared Euclidean length of a row.</summary>
    public double SquaredLength(int row)
    {
        double sum = 0;
        for (int i = 0; i < _numbers[row].Length; i++)
        {
            double value = (_values is null ? 1 : _values[row][i]) * (double)(_scales is null ? 1 : _scales[_numbers[row][i]]);
            sum += value * value;
        }

        return sum;
    }

    /// <summary>Four sums side by side: one alone would wait for each addition.</summary>
    private static double Sum(int[] numbers, double[] weights)
    {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= numbers.Length - 4; i += 4)
        {
            sum0 += weights[numbers[i]];
            sum1 += weights[numbers[i + 1]];
            sum2 += weights[numbers[i + 2]];
            sum3 += weights[numbers[i + 3]];
        }

        for (; i < numbers.Length; i++)
            sum0 += weights[numbers[i]];
        return sum0 + sum1 + (sum2 + sum3);
    }

    /// <summary>One thread's scratch memory.</summary>
    private sealed class Room
    {
        public int[] Numbers { get; private set; } = [];

        public float[] Counts { get; private set; } = [];

        public void Ensure(int length)
        {
            if (Numbers.Length >= length)
                return;
            Numbers = new int[length * 2];
            Counts = new float[length * 2];
        }
    }
}
