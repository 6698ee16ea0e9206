using Plaudit.Recipes;

namespace Plaudit.Tests.Baselines;

public class BaselineRecipeTests
{
    [Fact]
    public void The_built_in_recipes_say_what_they_are()
    {
        foreach (string name in BaselineRig.RecipeNames)
        {
            Recipe recipe = RecipeLibrary.Open(name);
            Assert.Equal(name, recipe.Name);
            Assert.Equal(name, recipe.Model);
            Assert.NotNull(recipe.Baseline);
            Assert.NotEmpty(recipe.Description);
        }

        Recipe network = RecipeLibrary.Open("notebook-baseline");
        Assert.Null(network.Model);
        Assert.Null(network.Baseline);
    }

    [Fact]
    public void What_a_recipe_does_not_say_has_scikit_learns_defaults_or_the_papers()
    {
        Assert.Equal(new NaiveBayesOptions(new NgramOptions(1, 2), 1), Read("""{ "name": "a", "model": "naive-bayes" }""").Baseline);
        var solver = new SolverOptions(1, 0.001, 1000);
        Assert.Equal(new TfidfLogisticOptions(new NgramOptions(1, 2), solver), Read("""{ "name": "a", "model": "tfidf-logistic" }""").Baseline);
        Assert.Equal(new TfidfSvmOptions(new NgramOptions(1, 2), solver, 0.2), Read("""{ "name": "a", "model": "tfidf-svm" }""").Baseline);
        Assert.Equal(
            new NaiveBayesLogisticOptions(new NgramOptions(3, 2), 1, solver with { Cost = 4 }), Read("""{ "name": "a", "model": "nb-logistic" }""").Baseline);
        Assert.Equal(new LexiconOptions(3), Read("""{ "name": "a", "model": "lexicon" }""").Baseline);
        Assert.Null(Read("""{ "name": "a", "model": "naive-bayes" }""").Text.VocabularySize);
    }

    [Fact]
    public void Keys_are_overridden_like_any_other() =>
        Assert.Equal(5, ((NaiveBayesLogisticOptions)RecipeLibrary.Open("nb-logistic", ["baseline.ngrams=5", "training.seed=7"]).Baseline!).Ngrams.Longest);

    [Theory]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "layers": [] }""", "$.layers: expected either layers (a network) or a model (a baseline), found both")]
    [InlineData("""{ "name": "a", "model": "bert" }""", "$.model: expected one of lexicon, naive-bayes, tfidf-logistic, tfidf-svm, nb-logistic, found \"bert\"")]
    [InlineData("""{ "name": "a", "model": 3 }""", "$.model: expected a text, found 3")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "training": { "epochs": 3 } }""", "$.training.epochs: unknown key; known here: seed")]
    [InlineData("""{ "name": "a", "model": "lexicon", "text": { "maxLength": 200 } }""", "$.text.maxLength: unknown key")]
    [InlineData("""{ "name": "a", "model": "lexicon", "text": { "vocabularySize": 200 } }""", "$.text.vocabularySize: unknown key")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "text": { "pad": "post" } }""", "$.text.pad: unknown key")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "text": { "outOfVocabulary": "x" } }""", "$.text.outOfVocabulary: unknown key")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "text": { "vocabularySize": 2 } }""", "$.text.vocabularySize: expected a whole number from 3")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "baseline": { "cost": 1 } }""", "$.baseline.cost: unknown key; known here: ngrams, minimumReviews, smoothing")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "baseline": { "smoothing": 0 } }""", "$.baseline.smoothing: expected a number from")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "baseline": { "ngrams": 6 } }""", "$.baseline.ngrams: expected a whole number from 1 to 5, found 6")]
    [InlineData("""{ "name": "a", "model": "tfidf-svm", "baseline": { "calibration": 1 } }""", "$.baseline.calibration: expected a number from 0.01 to 0.9, found 1")]
    [InlineData("""{ "name": "a", "model": "tfidf-svm", "baseline": { "cost": -1 } }""", "$.baseline.cost: expected a number from")]
    [InlineData("""{ "name": "a", "model": "lexicon", "baseline": { "negationReach": 0 } }""", "$.baseline.negationReach: expected a whole number from 1 to 20, found 0")]
    [InlineData("""{ "name": "a", "model": "lexicon", "baseline": 3 }""", "$.baseline: expected an object, found 3")]
    [InlineData("""{ "name": "a" }""", "$.layers: missing; expected a list of layers, an embedding first and a dense layer of one unit last; or \"model\" for a baseline")]
    [InlineData("""{ "name": "a", "layers": [], "baseline": {} }""", "$.baseline: expected beside \"model\" alone")]
    public void A_fault_is_named_by_its_path(string json, string fault) =>
        Assert.Contains(fault, Assert.Throws<PlauditException>(() => Read(json)).Message);

    [Fact]
    public void All_faults_are_listed_together()
    {
        string message = Assert.Throws<PlauditException>(
            () => Read("""{ "model": "tfidf-svm", "layers": [], "training": { "batchSize": 3 }, "baseline": { "cost": 0, "alpha": 1 } }""")).Message;
        Assert.All((string[])["$.name", "$.layers", "$.training.batchSize", "$.baseline.cost", "$.baseline.alpha"], path => Assert.Contains(path, message));
    }

    private static Recipe Read(string json) => Recipe.Parse(json, "test");
}
