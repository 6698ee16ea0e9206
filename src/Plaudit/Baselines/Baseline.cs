using Plaudit.Data;
using Plaudit.Recipes;

namespace Plaudit.Baselines;

/// <summary>Fits models without a network.</summary>
public static class Baseline
{
    /// <summary>Fits the baseline that a recipe names. The same reviews in the same order give the same weights, whatever the number of threads.</summary>
    /// <param name="recipe">A recipe with a <see cref="Recipe.Model"/>.</param>
    /// <param name="reviews">The training reviews, labelled, of both labels.</param>
    /// <param name="options">Threads and whom to tell; null for one thread and nobody.</param>
    /// <exception cref="ArgumentException">The recipe is of a network, or a review has no label.</exception>
    /// <exception cref="PlauditException">
    /// The recipe cannot be used, or the reviews cannot be learned from: one label only, too few, or no word that occurs in enough of them.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="FittingOptions.Cancellation"/> was cancelled.</exception>
    public static BaselineModel Fit(Recipe recipe, IReadOnlyList<Review> reviews, FittingOptions? options = null)
    {
        options ??= new FittingOptions();
        if (recipe.Baseline is null)
            throw new ArgumentException($"the recipe {recipe.Name} is of a network, not of a baseline", nameof(recipe));
        if (reviews.FirstOrDefault(review => review.Label is null) is { } unlabelled)
            throw new ArgumentException($"{unlabelled.Source} has no label", nameof(reviews));
        recipe.Validate();
        int positive = reviews.Count(review => review.Label == Label.Positive);
        if (positive == 0 || positive == reviews.Count)
            throw new PlauditException($"{reviews.Count} reviews with {positive} positive ones cannot be learned from: a classifier needs both labels");
        return recipe.Baseline is LexiconOptions ? LexiconModel.Fit(recipe, reviews, options) : NgramFitting.Fit(recipe, reviews, options);
    }
}
