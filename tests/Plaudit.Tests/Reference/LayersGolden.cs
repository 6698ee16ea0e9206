using System.Text.Json;

namespace Plaudit.Tests.Reference;

/// <summary>
/// One network with PyTorch's numbers; made by tools/golden/layers_pytorch.py, which says how. Matrices are <c>double[,]</c> and vectors
/// <c>double[]</c>, in Keras's layout, by the script's names (<c>embedding</c>, <c>lstm.w</c>, <c>dense.b</c>, ...).
/// </summary>
/// <param name="Name">Network and size, such as "baseline small".</param>
/// <param name="Ids">Each row's ids without padding, longest row first.</param>
/// <param name="Labels">1 positive, 0 negative.</param>
/// <param name="Weights">At the start.</param>
/// <param name="Logits">[row] of the starting weights.</param>
/// <param name="Loss">Mean binary cross-entropy of the starting weights, in nats.</param>
/// <param name="Gradients">Of that loss.</param>
/// <param name="Rate">Adam's learning rate.</param>
/// <param name="Losses">Of ten training steps, each before its step.</param>
/// <param name="FinalWeights">After ten steps; null where not kept.</param>
/// <param name="InferenceLogits">[row] after ten steps, batch normalisation by its moving statistics.</param>
/// <param name="MovingMean">After ten steps; null without batch normalisation.</param>
/// <param name="MovingVariance">After ten steps; null without batch normalisation.</param>
internal sealed record NetworkGolden(
    string Name,
    int[][] Ids,
    int[] Labels,
    IReadOnlyDictionary<string, Array> Weights,
    double[] Logits,
    double Loss,
    IReadOnlyDictionary<string, Array> Gradients,
    double Rate,
    double[] Losses,
    IReadOnlyDictionary<string, Array>? FinalWeights,
    double[] InferenceLogits,
    double[]? MovingMean,
    double[]? MovingVariance);

/// <summary>One optimiser's way from the starting values under given gradients.</summary>
/// <param name="Name">"sgd", "sgd with momentum", "rmsprop" or "adam".</param>
/// <param name="Options">The rate, and what else the optimiser takes, by name.</param>
/// <param name="Values">At the start.</param>
/// <param name="Gradients">One array a step.</param>
/// <param name="Trajectory">The values after each step.</param>
internal sealed record OptimizerGolden(
    string Name,
    IReadOnlyDictionary<string, double> Options,
    double[] Values,
    double[][] Gradients,
    double[][] Trajectory);

/// <summary>Reads Golden/layers_pytorch.json.</summary>
internal static class LayersGolden
{
    private static readonly JsonElement s_root =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "layers_pytorch.json"))).RootElement;

    public static IReadOnlyList<NetworkGolden> Networks { get; } = [.. s_root.GetProperty("networks").EnumerateArray().Select(ReadNetwork)];

    public static IReadOnlyList<OptimizerGolden> Optimizers { get; } = [.. s_root.GetProperty("optimizers").EnumerateArray().Select(ReadOptimizer)];

    public static NetworkGolden Network(string name) => Networks.Single(n => n.Name == name);

    public static OptimizerGolden Optimizer(string name) => Optimizers.Single(o => o.Name == name);

    private static NetworkGolden ReadNetwork(JsonElement e) => new(
        e.GetProperty("name").GetString()!,
        [.. e.GetProperty("ids").EnumerateArray().Select(Integers)],
        Integers(e.GetProperty("labels")),
        Arrays(e.GetProperty("weights")),
        Vector(e.GetProperty("logits")),
        e.GetProperty("loss").GetDouble(),
        Arrays(e.GetProperty("gradients")),
        e.GetProperty("rate").GetDouble(),
        Vector(e.GetProperty("losses")),
        e.TryGetProperty("finalWeights", out JsonElement final) ? Arrays(final) : null,
        Vector(e.GetProperty("inferenceLogits")),
        e.TryGetProperty("movingMean", out JsonElement mean) ? Vector(mean) : null,
        e.TryGetProperty("movingVariance", out JsonElement variance) ? Vector(variance) : null);

    private static OptimizerGolden ReadOptimizer(JsonElement e) => new(
        e.GetProperty("name").GetString()!,
        e.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number).ToDictionary(p => p.Name, p => p.Value.GetDouble()),
        Vector(e.GetProperty("values")),
        [.. e.GetProperty("gradients").EnumerateArray().Select(Vector)],
        [.. e.GetProperty("trajectory").EnumerateArray().Select(Vector)]);

    private static Dictionary<string, Array> Arrays(JsonElement e) =>
        e.EnumerateObject().ToDictionary(p => p.Name, p => p.Value[0].ValueKind == JsonValueKind.Array ? Matrix(p.Value) : (Array)Vector(p.Value));

    private static int[] Integers(JsonElement e) => [.. e.EnumerateArray().Select(v => v.GetInt32())];

    private static double[] Vector(JsonElement e) => [.. e.EnumerateArray().Select(v => v.GetDouble())];

    private static double[,] Matrix(JsonElement e)
    {
        double[,] matrix = new double[e.GetArrayLength(), e[0].GetArrayLength()];
        Span<double> flat = matrix.Flat();
        int next = 0;
        foreach (JsonElement row in e.EnumerateArray())
        {
            Assert.Equal(matrix.GetLength(1), row.GetArrayLength());
            foreach (JsonElement value in row.EnumerateArray())
                flat[next++] = value.GetDouble();
        }

        return matrix;
    }
}
