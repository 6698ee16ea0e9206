namespace Plaudit.Layers;

/// <summary>Fills a parameter before training.</summary>
internal delegate void Initializer(Parameter parameter, SeededRandom random);

/// <summary>Keras's initializers, under its names.</summary>
internal static class Initializers
{
    public static void Zeros(Parameter parameter, SeededRandom random) => parameter.Value.Clear();

    public static void Ones(Parameter parameter, SeededRandom random) => parameter.Value.Fill(1);

    /// <summary>U(-0.05, 0.05), Keras's default for embeddings.</summary>
    public static void Uniform(Parameter parameter, SeededRandom random) => Fill(parameter.Value, 0.05, ref random);

    /// <summary>
    /// U(-l, l) with l = sqrt(6 / (rows + columns)) over the whole matrix (Glorot and Bengio 2010; Keras takes an LSTM's four gates as one).
    /// </summary>
    public static void GlorotUniform(Parameter parameter, SeededRandom random) =>
        Fill(parameter.Value, Math.Sqrt(6.0 / (parameter.Shape[0] + parameter.Shape[1])), ref random);

    /// <summary>
    /// Orthonormal rows (there are never more rows than columns here: (H, 4H)), by orthogonalizing Gaussian rows one after another
    /// (Saxe et al. 2013; modified Gram-Schmidt, twice for accuracy).
    /// </summary>
    public static void Orthogonal(Parameter parameter, SeededRandom random)
    {
        int rows = parameter.Shape[0];
        int columns = parameter.Shape[1];
        if (rows > columns)
            throw new ArgumentException($"orthogonal rows need rows <= columns, not ({rows}, {columns})");
        double[][] basis = new double[rows][];
        for (int row = 0; row < rows; row++)
        {
            double[] vector = basis[row] = new double[columns];
            for (int column = 0; column < columns; column++)
                vector[column] = random.NextGaussian();
            for (int pass = 0; pass < 2; pass++)
            {
                for (int before = 0; before < row; before++)
                    Subtract(vector, basis[before], Dot(vector, basis[before]));
            }

            double length = Math.Sqrt(Dot(vector, vector));
            for (int column = 0; column < columns; column++)
            {
                vector[column] /= length;
                parameter.Value[(row * columns) + column] = (float)vector[column];
            }
        }
    }

    /// <summary>Zeros, but ones for the forget gate, the second quarter (Jozefowicz et al. 2015; Keras's unit_forget_bias).</summary>
    public static void ForgetGateOnes(Parameter parameter, SeededRandom random)
    {
        int units = parameter.Count / 4;
        parameter.Value.Clear();
        parameter.Value.Slice(units, units).Fill(1);
    }

    private static void Fill(Span<float> values, double limit, ref SeededRandom random)
    {
        foreach (ref float value in values)
            value = (float)random.NextUniform(-limit, limit);
    }

    private static double Dot(double[] a, double[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);

    private static void Subtract(double[] from, double[] direction, double scale) =>
        System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(direction, -scale, from, from);
}
