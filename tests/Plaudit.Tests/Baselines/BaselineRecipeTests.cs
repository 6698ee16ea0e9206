using Plaudit.Recipes;

namespace Plaudit.Tests.Baselines;

public class BaselineRecipeTests
{
    [Fact]
    public void The_built_in_recipes_say_what_they_are()
    {
        foreach (string name in BaselineRig.RecipeNames)
        {
            Recipe recipe = Recipe.Open(name);
            Assert.Equal(name, recipe.Name);
            Assert.Equal(name, recipe.Kind);
            Assert.NotNull(recipe.Baseline);
            Assert.NotEmpty(recipe.Description);
        }

        Recipe network = Recipe.Open("notebook-baseline");
        Assert.Equal("network", network.Kind);
        Assert.Null(network.Baseline);
    }

    [Fact]
    public void What_a_recipe_does_not_say_has_scikit_learns_defaults_or_the_papers()
    {
        var (ngrams, solver) = (new NgramOptions(1, 2), new SolverOptions(1, 0.001, 1000));
        Assert.Equal(new NaiveBayesOptions { Ngrams = ngrams, Smoothing = 1 }, Of("naive-bayes"));
        Assert.Equal(new TfidfLogisticOptions { Ngrams = ngrams, Solver = solver }, Of("tfidf-logistic"));
        Assert.Equal(new TfidfSvmOptions { Ngrams = ngrams, Solver = solver, Calibration = 0.2 }, Of("tfidf-svm"));
        Assert.Equal(
            new NaiveBayesLogisticOptions { Ngrams = new NgramOptions(3, 2), Smoothing = 1, Solver = solver with { Cost = 4 } }, Of("nb-logistic"));
        Assert.Equal(new LexiconOptions(3), Of("lexicon"));
        Assert.Null(Read("""{ "name": "a", "model": "naive-bayes" }""").Text.VocabularySize);

        static BaselineOptions? Of(string model) => Read($$"""{ "name": "a", "model": "{{model}}" }""").Baseline;
    }

    [Fact]
    public void Keys_are_overridden_like_any_other() =>
        Assert.Equal(5, ((NaiveBayesLogisticOptions)Recipe.Open("nb-logistic", ["baseline.ngrams=5", "training.seed=7"]).Baseline!).Ngrams.Longest);

    [Theory]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "layers": [] }""",
        "$.layers: expected either layers (a network) or a model (a baseline), found both")]
    [InlineData("""{ "name": "a", "model": "bert" }""",
        "$.model: expected one of lexicon, naive-bayes, tfidf-logistic, tfidf-svm, nb-logistic, found \"bert\"")]
    [InlineData("""{ "name": "a", "model": 3 }""", "$.model: expected a text, found 3")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "training": { "epochs": 3 } }""", "$.training.epochs: unknown key; known here: seed")]
    [InlineData("""{ "name": "a", "model": "lexicon", "text": { "maxLength": 200 } }""", "$.text.maxLength: unknown key")]
    [InlineData("""{ "name": "a", "model": "lexicon", "text": { "vocabularySize": 200 } }""", "$.text.vocabularySize: unknown key")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "text": { "pad": "post" } }""", "$.text.pad: unknown key")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "text": { "outOfVocabulary": "x" } }""", "$.text.outOfVocabulary: unknown key")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "text": { "vocabularySize": 2 } }""",
        "$.text.vocabularySize: expected a whole number from 3")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "baseline": { "cost": 1 } }""",
        "$.baseline.cost: unknown key; known here: ngrams, minimumReviews, smoothing")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "baseline": { "smoothing": 0 } }""", "$.baseline.smoothing: expected a number from")]
    [InlineData("""{ "name": "a", "model": "naive-bayes", "baseline": { "ngrams": 6 } }""",
        "$.baseline.ngrams: expected a whole number from 1 to 5, found 6")]
    [InlineData("""{ "name": "a", "model": "tfidf-svm", "baseline": { "calibration": 1 } }""",
        "$.baseline.calibration: expected a number from 0.01 to 0.9, found 1")]
    [InlineData("""{ "name": "a", "model": "tfidf-svm", "baseline": { "cost": -1 } }""", "$.baseline.cost: expected a number from")]
    [InlineData("""{ "name": "a", "model": "lexicon", "baseline": { "negationReach": 0 } }""",
        "$.baseline.negationReach: expected a whole number from 1 to 20, found 0")]
    [InlineData("""{ "name": "a", "model": "lexicon", "baseline": 3 }""", "$.baseline: expected an object, found 3")]
    [InlineData("""{ "name": "a" }""",
        "$.layers: missing; expected a list of layers, an embedding first and a dense layer of one unit last; or \"model\" for a baseline")]
    [InlineData("""{ "name": "a", "layers": [], "baseline": {} }""", "$.baseline: expected beside \"model\" alone")]
    public void A_fault_is_named_by_its_path(string json, string fault) =>
        Assert.Contains(fault, Assert.Throws<PlauditException>(() => Read(json)).Message);

    [Fact]
    public void All_faults_are_listed_together()
    {
        string message = Assert.Throws<PlauditException>(
            () => Read("""{ "model": "tfidf-svm", "layers": [], "training": { "batchSize": 3 }, "baseline": { "cost": 0, "alpha": 1 } }""")).Message;
        Assert.All((string[])["$.name", "$.layers", "$.training.batchSize", "$.baseline.cost", "$.baseline.alpha"], path =>
            Assert.Contains(path, message));
    }

    private static Recipe Read(string json) => Recipe.Parse(json, "test");
}
