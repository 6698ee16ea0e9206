using Plaudit.Layers;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Text;
using Plaudit.Training;

namespace Plaudit.Tests.Training;

/// <summary>The built-in networks are what their descriptions say, and learn.</summary>
public class RecipeTests
{
    /// <summary>The recipes that are networks.</summary>
    public static TheoryData<string> Networks => [.. Plaudit.Recipes.Recipes.Names.Where(name => Recipe.Open(name).Layers.Count > 0)];

    [Theory]
    [InlineData("notebook-baseline", 1_117_377)]
    [InlineData("notebook-bidirectional", 1_234_753)]
    [InlineData("notebook-stacked", 1_167_233)]
    [InlineData("flask", 349_057)]
    [InlineData("classroom", 175_409)]
    [InlineData("tutorial", 2_605_421)]
    [InlineData("ragged-baseline", 1_117_377)]
    public void With_a_full_vocabulary_a_network_has_as_many_parameters_as_in_Keras(string name, int expected)
    {
        Recipe recipe = Recipe.Open(name);
        var arena = new ParameterArena();
        LayerBuilder.BuildStack(recipe.Layers, arena, recipe.Text.VocabularySize!.Value);
        Assert.Equal(expected, arena.Parameters.Sum(parameter => parameter.Count));
    }

    [Theory]
    [InlineData("notebook-baseline", 10_000, 200, Side.Post, Side.Post, SplitKind.Stratified, 0.001, 64, 10)]
    [InlineData("notebook-bidirectional", 10_000, 200, Side.Post, Side.Post, SplitKind.Stratified, 0.001, 64, 10)]
    [InlineData("notebook-stacked", 10_000, 200, Side.Post, Side.Post, SplitKind.Stratified, 0.0005, 64, 10)]
    [InlineData("tuned", null, 200, Side.Pre, Side.Pre, SplitKind.Stratified, 0.01, 32, 50)]
    [InlineData("flask", 10_000, 200, Side.Pre, Side.Pre, SplitKind.Last, 0.001, 128, 100)]
    [InlineData("classroom", 10_000, 100, Side.Post, Side.Post, SplitKind.Official, 0.001, 32, 5)]
    [InlineData("tutorial", 20_000, 100, Side.Pre, Side.Pre, SplitKind.Official, 0.001, 128, 5)]
    public void Recipes_of_write_ups_carry_their_facts(
        string name, int? vocabulary, int length, Side truncate, Side pad, SplitKind split, double rate, int batch, int epochs)
    {
        Recipe recipe = Recipe.Open(name);
        Assert.Equal((vocabulary, length, truncate, pad), (recipe.Text.VocabularySize, recipe.Text.MaxLength, recipe.Text.Truncate, recipe.Text.Pad));
        Assert.Equal((split, 0.2), (recipe.Split.Kind, recipe.Split.Validation));
        Assert.Equal((new Adam(rate), batch, epochs), (recipe.Training.Optimizer, recipe.Training.BatchSize, recipe.Training.Epochs));
        Assert.Null(recipe.Training.EarlyStopping);
    }

    [Theory]
    [InlineData("ragged-baseline")]
    [InlineData("attention")]
    [InlineData("transformer")]
    public void Our_own_read_no_padding_and_keep_the_best_weights(string name)
    {
        Recipe recipe = Recipe.Open(name);
        Assert.Null(recipe.Text.Pad);
        Assert.True(recipe.Training.EarlyStopping!.RestoreBest);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_recipe_says_what_it_teaches_and_in_small_its_training_loss_falls(string name)
    {
        Recipe whole = Recipe.Open(name);
        Assert.Equal(name, whole.Name);
        Assert.True(whole.Description.Length > 100, "a description says what the model is and what it teaches");
        List<string> overrides = ["text.maxLength=24", "training.batchSize=16", "training.epochs=6", "training.optimizer.rate=0.01"];
        for (int i = 0; i < whole.Layers.Count - 1; i++)
        {
            if (whole.Layers[i] is Embedding)
                overrides.Add($"layers.{i}.size=16");
            else if (whole.Layers[i] is Lstm or Bidirectional)
                overrides.Add($"layers.{i}.units=8");
            else if (whole.Layers[i] is Dropout { Rate: > 0.5 })
                overrides.Add($"layers.{i}.rate=0.5");
        }

        using var folder = new TemporaryFolder();
        Recipe recipe = Recipe.Open(name, overrides);
        TrainingOutcome outcome = TrainingRig.Run(folder.File("run"), recipe, cancellation: TestContext.Current.CancellationToken);
        Assert.True(outcome.History.Count >= 3, "there must be epochs to compare");
        // A coin's toss costs 0.693 nats.
        Assert.InRange(outcome.History[^1].TrainLoss, 0, Math.Min(0.65, outcome.History[0].TrainLoss));
    }

    [Theory]
    [InlineData("ragged-baseline", "training.optimizer.rate=0.005", "layers.0.size=32", "layers.1.units=16")]
    [InlineData("attention", "training.optimizer.rate=0.005", "layers.0.size=32", "layers.2.units=16")]
    [InlineData("transformer", "training.optimizer.rate=0.003", "layers.0.size=32")]
    public void What_reads_no_padding_learns_from_the_sample(string name, params string[] overrides)
    {
        using var folder = new TemporaryFolder();
        Recipe recipe = Recipe.Open(name, ["training.batchSize=16", "training.earlyStopping.patience=4", .. overrides]);
        TrainingOutcome outcome = TrainingRig.Run(folder.File("run"), recipe, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("the test half", outcome.Metrics!.Split);
        Assert.InRange(outcome.Metrics.Accuracy, 0.65, 1);
    }
}
