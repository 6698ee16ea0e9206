using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Baselines;

/// <summary>The numbers of a linear model on n-grams, as its file holds them.</summary>
/// <param name="Weights">(features) what a value of 1 adds to the logit or margin.</param>
/// <param name="Bias">(1) what is there without any feature.</param>
/// <param name="Idf">(features) inverse document frequencies where values are TF-IDF, else null.</param>
/// <param name="Calibration">(2) slope and offset of <see cref="PlattScaling"/> where the weights give margins, else null.</param>
internal sealed record NgramWeights(float[] Weights, float[] Bias, float[]? Idf, float[]? Calibration)
{
    private const string WeightsName = "weights";
    private const string BiasName = "bias";
    private const string IdfName = "idf";
    private const string CalibrationName = "calibration";

    public static NgramWeights Of(LinearFit fit, float[]? idf = null, PlattScaling? calibration = null) => new(
        [.. fit.Weights.Select(weight => (float)weight)],
        [(float)fit.Bias],
        idf,
        calibration is { } scaling ? [(float)scaling.Slope, (float)scaling.Offset] : null);

    /// <summary>Frequencies count no more than the words do: they are measured, not fitted.</summary>
    public long ParameterCount => Weights.Length + Bias.Length + (Calibration?.Length ?? 0);

    /// <summary>Reads what a kind of baseline needs.</summary>
    /// <exception cref="PlauditException">A tensor is missing or has another shape.</exception>
    public static NgramWeights Load(SafeTensorsFile file, BaselineOptions kind, int features) => new(
        file.Floats(WeightsName, features).ToArray(),
        file.Floats(BiasName, 1).ToArray(),
        kind is TfidfLogisticOptions or TfidfSvmOptions ? file.Floats(IdfName, features).ToArray() : null,
        kind is TfidfSvmOptions ? file.Floats(CalibrationName, 2).ToArray() : null);

    /// <summary>The logit of positive.</summary>
    /// <param name="numbers">(n) a review's features, ascending.</param>
    /// <param name="values">(n) their counts, or ones; overwritten.</param>
    public double Logit(ReadOnlySpan<int> numbers, Span<float> values)
    {
        if (Idf is not null)
            FeatureCounts.WeighByIdf(numbers, values, Idf);
        double sum = Bias[0];
        for (int i = 0; i < numbers.Length; i++)
            sum += (double)Weights[numbers[i]] * values[i];
        return Calibration is null ? sum : new PlattScaling(Calibration[0], Calibration[1]).Logit(sum);
    }

    public IEnumerable<TensorToWrite> Tensors()
    {
        yield return new TensorToWrite(WeightsName, [Weights.Length], () => Weights);
        yield return new TensorToWrite(BiasName, [Bias.Length], () => Bias);
        if (Idf is not null)
            yield return new TensorToWrite(IdfName, [Idf.Length], () => Idf);
        if (Calibration is not null)
            yield return new TensorToWrite(CalibrationName, [Calibration.Length], () => Calibration);
    }
}
