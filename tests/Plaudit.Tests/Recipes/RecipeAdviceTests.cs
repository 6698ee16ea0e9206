using Plaudit.Recipes;
using Plaudit.Tests.Cli;
using Plaudit.Tests.Data;

namespace Plaudit.Tests.Recipes;

public sealed class RecipeAdviceTests
{
    private const string Padding = "this recipe pads texts at the end";
    private const string Epochs = "epochs without early stopping";
    private const string Rate = "is high for an LSTM with adam";
    private const string Dropout = "dropout of 0.9 ($.layers[3])";

    [Theory]
    [InlineData("notebook-baseline", Padding)]
    [InlineData("notebook-bidirectional", Padding)]
    [InlineData("notebook-stacked", Padding)]
    [InlineData("classroom", Padding)]
    [InlineData("tuned", "50 " + Epochs, Rate, Dropout)]
    [InlineData("flask", "100 " + Epochs)]
    [InlineData("tutorial")]
    [InlineData("quickstart")]
    [InlineData("ragged-baseline")]
    [InlineData("attention")]
    [InlineData("everyday")]
    [InlineData("transformer")]
    [InlineData("lexicon")]
    [InlineData("naive-bayes")]
    [InlineData("tfidf-logistic")]
    [InlineData("tfidf-svm")]
    [InlineData("nb-logistic")]
    public void Recipe_is_warned_of_what_hurts_it_and_the_cures_leave_nothing_to_say(string name, params string[] expected)
    {
        IReadOnlyList<string> advice = RecipeAdvice.For(Recipe.Open(name));
        Assert.Equal(expected.Length, advice.Count);
        Assert.All(expected.Zip(advice), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.All(advice, line => Assert.DoesNotContain('\n', line));
        Assert.Empty(RecipeAdvice.For(Recipe.Open(name, advice.SelectMany(Cures))));
    }

    [Fact]
    public void Every_built_in_recipe_is_in_the_list_above()
    {
        IEnumerable<object?> named =
            typeof(RecipeAdviceTests).GetMethod(nameof(Recipe_is_warned_of_what_hurts_it_and_the_cures_leave_nothing_to_say))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(line => line.Data[0]);
        Assert.Equal(Plaudit.Recipes.Recipes.Names.Order(StringComparer.Ordinal), named.Cast<string>().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("text.pad=post", 1)]
    [InlineData("text.pad=pre", 0)]
    [InlineData("training.epochs=20", 0)]
    [InlineData("training.epochs=21", 1)]
    [InlineData("training.optimizer.rate=0.0099", 0)]
    [InlineData("training.optimizer.rate=0.01", 1)]
    [InlineData("training.optimizer={\"type\":\"rmsprop\",\"rate\":0.01}", 1)]
    [InlineData("training.optimizer={\"type\":\"sgd\",\"rate\":0.01}", 0)]
    [InlineData("layers.2.rate=0.79", 0)]
    [InlineData("layers.2.rate=0.8", 1)]
    [InlineData("layers.0.trainable=false", 1)]
    [InlineData("layers.0={\"type\":\"embedding\",\"size\":32,\"trainable\":false,\"vectors\":\"glove.txt\"}", 0)]
    [InlineData("layers.1={\"type\":\"max-pooling\"}", 0)]
    public void Rules_begin_where_they_say(string change, int warnings) =>
        Assert.Equal(warnings, RecipeAdvice.For(Recipe.Open("quickstart", ["training.earlyStopping=null", change])).Count);

    [Theory]
    [InlineData("text.pad=post")]
    [InlineData("training.optimizer.rate=0.01")]
    public void Network_without_an_lstm_is_not_warned_for_it(string change) =>
        Assert.Empty(RecipeAdvice.For(Recipe.Open("quickstart", ["layers.1={\"type\":\"mean-pooling\"}", change])));

    [Fact]
    public void Train_says_each_in_one_line_on_standard_error()
    {
        using var folder = new TemporaryFolder();
        CommandResult result = CommandLine.Run(
            CommandLine.Train(folder.File("run"),
                CommandLine.Set("text.pad=post", "layers.2.rate=0.9", "training.optimizer.rate=0.02", "training.epochs=1")));
        Assert.Equal(0, result.Code);
        string[] warnings = [.. result.Error.Split('\n').Where(line => line.StartsWith("warning: ", StringComparison.Ordinal))];
        Assert.Equal(3, warnings.Length);
        Assert.All(warnings, line => Assert.Contains("--set ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("warning", result.Output, StringComparison.Ordinal);
    }

    /// <summary>The changes between backticks.</summary>
    private static IEnumerable<string> Cures(string advice) => advice.Split('`').Where((_, i) => i % 2 == 1);
}
