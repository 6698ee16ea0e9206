using System.Text.Json;
using Plaudit.Kernels;
using Plaudit.Layers;

namespace Plaudit.Tests.Layers;

/// <summary>Attention pooling and the transformer layer give PyTorch's numbers; made by tools/golden/layers_attention.py.</summary>
public class AttentionGoldenTests
{
    private static readonly JsonElement s_cases =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "layers_attention.json"))).RootElement;

    public static TheoryData<string> Names => [.. s_cases.EnumerateArray().Select(golden => golden.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_and_every_gradient_are_PyTorchs(string name)
    {
        JsonElement golden = s_cases.EnumerateArray().Single(golden => golden.GetProperty("name").GetString() == name);
        double[][][] input = Reviews(golden.GetProperty("input"));
        int features = input[0][0].Length;
        LayerOptions options = golden.TryGetProperty("heads", out JsonElement heads)
            ? new Transformer(heads.GetInt32(), golden.GetProperty("feedForward").GetInt32())
            : new AttentionPooling(golden.GetProperty("units").GetInt32());
        var rig = new LayerRig(options, Shape.Sequence(features));
        JsonElement gradients = golden.GetProperty("gradients");
        Assert.Equal(rig.Layer.Parameters.Count, gradients.EnumerateObject().Count());
        foreach (JsonProperty weight in golden.GetProperty("weights").EnumerateObject())
            rig.Set(weight.Name, Flat(weight.Value));

        var batch = new RaggedBatch();
        batch.Fill([.. input.Select(review => new int[review.Length])], [.. Enumerable.Range(0, input.Length)]);
        bool pools = rig.Layer.Output.Kind == ShapeKind.Vector;
        foreach (int members in (ReadOnlySpan<int>)[1, 2, 3])
        {
            using var team = new ThreadTeam(members);
            rig.ClearGradients();
            RaggedArrays.Fill(rig.Input.Resize(batch.Tokens, features), TimeMajor(input));
            double[] output = [.. TimeMajor(Reviews(golden.GetProperty("output"))).Cast<double>()];
            double[,] outputGradient = TimeMajor(Reviews(golden.GetProperty("outputGradient")));
            Assert.Equal(pools ? batch.Rows : batch.Tokens, outputGradient.GetLength(0));
            Close.Check($"prediction, {members} threads", output, rig.Forward(new Pass(batch, team, Training: false)));
            for (int pass = 1; pass <= 2; pass++)
            {
                string run = $"{members} threads, pass {pass}";
                Close.Check($"output, {run}", output, rig.Forward(new Pass(batch, team, Training: true)));
                double[] inputGradient = [.. TimeMajor(Reviews(golden.GetProperty("inputGradient"))).Cast<double>()];
                Close.Check($"dx, {run}", inputGradient, rig.Backward(outputGradient, new Pass(batch, team, Training: true)));
                foreach (JsonProperty gradient in gradients.EnumerateObject())
                    Close.Check($"d {gradient.Name}, {run}", Flat(gradient.Value), rig.Gradient(gradient.Name), pass, tolerance: 1e-5);
            }
        }
    }

    private static double[][][] Reviews(JsonElement reviews) =>
        [.. reviews.EnumerateArray().Select(review => review.EnumerateArray().Select(Flat).ToArray())];

    private static double[] Flat(JsonElement numbers) => numbers.ValueKind == JsonValueKind.Array
        ? [.. numbers.EnumerateArray().SelectMany(Flat)]
        : [numbers.GetDouble()];

    /// <summary>The golden reviews stand longest first, as a batch has them.</summary>
    private static double[,] TimeMajor(double[][][] reviews)
    {
        double[][] rows = [.. Enumerable.Range(0, reviews[0].Length)
            .SelectMany(step => reviews.Where(review => review.Length > step).Select(review => review[step]))];
        double[,] matrix = new double[rows.Length, rows[0].Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows[row].Length; column++)
                matrix[row, column] = rows[row][column];
        }

        return matrix;
    }
}
