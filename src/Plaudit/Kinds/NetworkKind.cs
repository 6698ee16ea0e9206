using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

namespace Plaudit.Kinds;

/// <summary>Networks of layers.</summary>
internal sealed class NetworkKind : ModelKind
{
    /// <inheritdoc/>
    public override IEnumerable<string> Names => [Recipe.Network];

    /// <inheritdoc/>
    public override IReviewClassifier Load(ModelContent content)
    {
        var encoder = TextEncoder.OfRecipe(content.Recipe.Text, content.Vocabulary);
        // Before memory is taken for the weights: the recipe of a small file may speak of billions of them.
        var model = SentimentModel.Uninitialized(content.Recipe, encoder, planned =>
        {
            foreach (Parameter parameter in planned)
                content.File.Require(parameter.Name, parameter.Shape);
        });
        ModelFile.ReadParameters(content.File, model);
        model.Metrics = content.Metrics;
        model.Seen = content.Seen;
        return model;
    }

    /// <inheritdoc/>
    public override T Learn<T>(Recipe recipe, ILearning<T> learning) => learning.InEpochs();
}
