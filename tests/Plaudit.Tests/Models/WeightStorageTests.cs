using System.Globalization;
using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Tests.Data;
using Plaudit.Tests.Training;
using Plaudit.Training;

namespace Plaudit.Tests.Models;

/// <summary>Weights of half precision: half the file, the very figures of the run, and what it costs.</summary>
public sealed class WeightStorageTests : IDisposable
{
    private static readonly string[] s_texts = [.. TrainingRig.Sample.Labelled.Select(review => review.Text)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_is_about_half_as_large_and_gives_the_figures_of_its_run()
    {
        (string full, string half) = (Train("full"), Train("half"));
        long fullBytes = Weights(full).Sum(tensor => (long)tensor.Bytes.Length);
        Assert.Equal(fullBytes, 2 * Weights(half).Sum(tensor => (long)tensor.Bytes.Length));
        Assert.All(Weights(half), tensor => Assert.Equal("F16", tensor.Dtype));

        // Rounded before it was measured: the predictions on record are the file's own, to the last bit.
        string[] recorded = [.. File.ReadLines(Path.Combine(half, "predictions.csv")).Skip(1).Select(line => line.Split(',')[2])];
        IReadOnlyList<ReviewScore> scores =
            ModelLoader.Load(half).Score([.. TrainingRig.Sample.Test.Select(review => review.Text)], 1, TestContext.Current.CancellationToken);
        Assert.Equal(recorded.Select(text => float.Parse(text, CultureInfo.InvariantCulture)), scores.Select(answer => answer.Score));
    }

    [Fact]
    public void Probabilities_move_by_less_than_a_thousandth_and_no_label_changes()
    {
        double[] full = [.. SentimentPredictor.Load(Train("full")).Predict(s_texts, 1, TestContext.Current.CancellationToken)
            .Select(answer => answer.Score)];
        double[] half = [.. SentimentPredictor.Load(Train("half")).Predict(s_texts, 1, TestContext.Current.CancellationToken)
            .Select(answer => answer.Score)];
        Assert.InRange(full.Zip(half, (a, b) => Math.Abs(a - b)).Max(), 1e-9, 1e-3);
        Assert.All(full.Zip(half), pair => Assert.True(pair.First > 0.5 == pair.Second > 0.5 || Math.Abs(pair.First - 0.5) < 1e-3));
    }

    [Fact]
    public void Weight_beyond_half_precision_is_refused()
    {
        var recipe = TrainingRig.RecipeOf("\"storage\": \"half\"");
        var model = SentimentModel.Create(recipe, Plaudit.Text.TextEncoder.Fit(recipe.Text, s_texts));
        model.Parameters[^1].Value[0] = 70_000;
        PlauditException fault = Assert.Throws<PlauditException>(model.RoundToStorage);
        Assert.Contains("70000, beyond the range of half precision (65,504); train with `training.storage=full`", fault.Message,
            StringComparison.Ordinal);
    }

    private string Train(string storage)
    {
        string folder = _folder.File(storage);
        if (!Directory.Exists(folder))
            Assert.Equal(TrainingEnd.Completed, TrainingRig.Run(folder, TrainingRig.RecipeOf($"\"epochs\": 2, \"storage\": \"{storage}\"")).End);
        return folder;
    }

    private static IEnumerable<SafeTensor> Weights(string run) => SafeTensors.Read(Path.Combine(run, "model.safetensors")).Tensors.Values;
}
