using Plaudit.Kinds;
using Plaudit.Recipes;

namespace Plaudit.Tests.Inference;

public class ModelKindTests
{
    [Fact]
    public void Every_kind_that_a_recipe_may_name_is_registered_with_its_own_names()
    {
        foreach (string name in Plaudit.Recipes.Recipes.Names)
        {
            Recipe recipe = Recipe.Open(name);
            Assert.Contains(recipe.Kind, ModelKinds.Of(recipe).Names);
        }

        foreach (OptionKind<BaselineOptions> options in BaselineOptions.Kinds.All)
        {
            var recipe = Recipe.Parse($$"""{ "name": "test", "model": "{{options.Name}}" }""", "test");
            Assert.IsType<BaselineKind>(ModelKinds.Of(recipe), exactMatch: false);
        }
    }

    [Fact]
    public void A_network_learns_in_epochs_and_a_baseline_at_once()
    {
        Assert.Equal("epochs", ModelKinds.Of(Recipe.Open("everyday")).Learn(Recipe.Open("everyday"), new Way()));
        Assert.Equal("at once", ModelKinds.Of(Recipe.Open("lexicon")).Learn(Recipe.Open("lexicon"), new Way()));
        Assert.Equal("at once", ModelKinds.Of(Recipe.Open("tfidf-svm")).Learn(Recipe.Open("tfidf-svm"), new Way()));
    }

    private sealed class Way : ILearning<string>
    {
        public string InEpochs() => "epochs";

        public string AtOnce(Func<IReadOnlyList<Plaudit.Data.Review>, Plaudit.Baselines.FittingOptions, Plaudit.Baselines.BaselineModel> fit) =>
            "at once";
    }
}
