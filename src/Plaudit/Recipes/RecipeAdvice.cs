using Plaudit.Layers;
using Plaudit.Text;

namespace Plaudit.Recipes;

/// <summary>
/// Choices in a recipe that are allowed but hurt more often than not, each with its cure. They follow from the recipe's values alone, by the rules
/// below; most were made by the write-ups that the recipes come from (docs/recipes.md).
/// </summary>
public static class RecipeAdvice
{
    private const int ManyEpochs = 20;
    private const double HighRate = 0.01;
    private const double HighDropout = 0.8;

    /// <summary>A rule: a line for each place where it applies. A further rule is a further line, and a method below.</summary>
    private static readonly Func<Recipe, IEnumerable<string>>[] s_rules = [PaddingBehind, EpochsWithoutEnd, RateTooHigh, DropoutTooHigh, FrozenNoise];

    /// <summary>What to think over before training: a sentence each, ending in the change that cures it; empty for most recipes.</summary>
    /// <param name="recipe">The recipe; of a baseline nothing is said.</param>
    public static IReadOnlyList<string> For(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return [.. s_rules.SelectMany(rule => rule(recipe))];
    }

    private static IEnumerable<string> PaddingBehind(Recipe recipe)
    {
        if (recipe.Text.Pad == Side.Post && IsRecurrent(recipe))
        {
            yield return "this recipe pads texts at the end (text.pad is \"post\"), so the LSTM's last state has read padding instead of words, "
                + "and accuracy may "
                + $"stay at 50 % for epochs; {Setting.OfRecipe("text.pad=null")} cures it (ragged texts, no padding)";
        }
    }

    private static IEnumerable<string> EpochsWithoutEnd(Recipe recipe)
    {
        if (recipe.Training is { EarlyStopping: null, Epochs: > ManyEpochs and var epochs })
        {
            yield return $"{epochs:N0} epochs without early stopping: such networks are best after a few epochs and then learn the training "
                + "reviews by heart; "
                + $"{Setting.OfRecipe("training.earlyStopping.patience=2")} {Setting.OfRecipe("training.earlyStopping.restoreBest=true")} cures it "
                + "(stops in time, keeps the best weights)";
        }
    }

    private static IEnumerable<string> RateTooHigh(Recipe recipe)
    {
        if (recipe.Training.Optimizer is (Adam or RmsProp) and { Rate: >= HighRate and var rate } optimizer && IsRecurrent(recipe))
        {
            yield return $"a learning rate of {rate} is high for an LSTM with {optimizer.Kind.Name}: the loss may swing, and accuracy stay near "
                + $"50 %; {Setting.OfRecipe("training.optimizer.rate=0.001")} cures it";
        }
    }

    private static IEnumerable<string> DropoutTooHigh(Recipe recipe)
    {
        for (int i = 0; i < recipe.Layers.Count; i++)
        {
            if (recipe.Layers[i] is Dropout { Rate: >= HighDropout and var rate })
            {
                yield return $"dropout of {rate} ($.layers[{i}]) hides {rate:0.#%} of the features at every step, too much to learn from the rest; "
                    + $"{Setting.OfRecipe($"layers.{i}.rate=0.5")} cures it";
            }
        }
    }

    private static IEnumerable<string> FrozenNoise(Recipe recipe)
    {
        if (recipe.Layers is [Embedding { Trainable: false, Vectors: null }, ..])
        {
            yield return "the embedding is frozen (trainable is false) without word vectors to begin with, so words stay what chance made of them; "
                + $"{Setting.OfRecipe("layers.0.trainable=true")} cures it, or layers.0.vectors=FILE";
        }
    }

    private static bool IsRecurrent(Recipe recipe) => recipe.Layers.Any(layer => layer is Lstm or Bidirectional);
}
