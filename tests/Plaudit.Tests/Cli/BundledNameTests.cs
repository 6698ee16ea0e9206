using System.Text.Json;
using Plaudit.Inference;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

/// <summary><c>bundled</c> names the model that comes with Plaudit wherever a model is named.</summary>
public sealed class BundledNameTests(ComparedRuns runs) : IClassFixture<ComparedRuns>
{
    [Theory]
    [InlineData("info bundled", "info")]
    [InlineData("predict --model bundled --json A_moving_film", "predict --json A_moving_film")]
    [InlineData("explain --model bundled --json Moving", "explain --json Moving")]
    public void Name_means_the_same_as_no_name(string named, string unnamed)
    {
        CommandResult result = CommandLine.Run(named.Split(' '));
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(CommandLine.Run(unnamed.Split(' ')).Output, result.Output);
    }

    [Fact]
    public void It_is_evaluated_and_compared()
    {
        CommandResult evaluated = CommandLine.Run("evaluate", "bundled", "--data", "sample", "--json");
        Assert.Equal(0, evaluated.Code);
        CommandResult compared = CommandLine.Run("compare", "bundled", runs.NaiveBayes, "bundled", "--data", "sample", "--json");
        Assert.Equal(0, compared.Code);
        JsonElement[] models = [.. JsonDocument.Parse(compared.Output).RootElement.GetProperty("models").EnumerateArray()];
        Assert.Equal(["bundled", "naive-bayes", "bundled (2)"], models.Select(model => model.GetProperty("name").GetString()));
        Assert.Equal(JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("accuracy").GetDouble(),
            models[0].GetProperty("accuracy").GetDouble());
        Assert.True(models[0].GetProperty("fileBytes").GetInt64() > 1_000_000);
    }

    [Fact]
    public void It_is_loaded_by_name_from_code() =>
        Assert.Equal(SentimentPredictor.Default.Predict("Moving, funny, and over too soon."),
            SentimentPredictor.Load("bundled").Predict("Moving, funny, and over too soon."));

    [Fact]
    public void File_of_that_name_is_meant_by_its_path()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("bundled", File.ReadAllBytes(Path.Combine(runs.NaiveBayes, "model.safetensors")));
        Assert.Contains("naive-bayes", CommandLine.Run("info", file).Output, StringComparison.Ordinal);
    }
}
