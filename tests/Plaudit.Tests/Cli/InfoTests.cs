using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Tests.Cli;

public sealed class InfoTests(TrainedRun trained)
{
    [Fact]
    public void Recipe_is_summarised_as_Keras_does()
    {
        CommandResult result = CommandLine.Run("info", "notebook-baseline");
        Assert.Equal(0, result.Code);
        // 10,000 x 100; 4 (100 x 128 + 128 x 128 + 128); 128 + 1: what Keras counts for the same layers.
        Assert.Contains("""
            layer          output shape       parameters
            0.embedding    (B, 200, 100)       1,000,000
            1.lstm         (B, 128)              117,248
            2.dropout      (B, 128)                    0
            3.dense        (B, 1)                    129
            total                              1,117,377
            """, result.Output, StringComparison.Ordinal);
        Assert.EndsWith(Recipe.Open("notebook-baseline").Json, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_shows_its_card()
    {
        CommandResult result = CommandLine.Run("info", trained.Path);
        Assert.Equal(0, result.Code);
        var model = ModelLoader.Load(trained.Path);
        Assert.Contains($"written by     Plaudit {ModelFile.PlauditVersion}, format {ModelFile.FormatVersion}\n", result.Output,
            StringComparison.Ordinal);
        Assert.Contains($"weights        {model.ParameterCount:N0}\n", result.Output, StringComparison.Ordinal);
        Assert.Matches($@"\ntotal +{model.ParameterCount:N0}\n", result.Output);
        Assert.Contains("(B, T, 16)", result.Output, StringComparison.Ordinal);
        Assert.Contains("reviews        120 (the test half)\n", result.Output, StringComparison.Ordinal);
        Assert.EndsWith(model.Recipe.Json, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_model_the_bundled_one_shows_its_card()
    {
        CommandResult result = CommandLine.Run("info");
        Assert.Equal(0, result.Code);
        Assert.StartsWith("model          the bundled model\nrecipe         everyday\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipe_of_a_run_is_a_recipe()
    {
        CommandResult result = CommandLine.Run("info", Path.Combine(trained.Path, "recipe.json"));
        Assert.Equal(0, result.Code);
        Assert.StartsWith("recipe         notebook-baseline\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_neither_is_refused()
    {
        CommandResult result = CommandLine.Run("info", "no-such-thing");
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains("there is no model and no recipe no-such-thing", result.Error, StringComparison.Ordinal);
    }
}
