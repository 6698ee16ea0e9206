using System.Globalization;
using Plaudit.Recipes;

namespace Plaudit.Tuning;

/// <summary>The best trial's recipe as a file of its own.</summary>
internal static class BestRecipe
{
    /// <summary>The recipe under a new name, with a description that says where it comes from.</summary>
    public static Recipe Of(Recipe recipe, TuningResult result)
    {
        TuningTrial best = result.BestTrial!;
        string values = string.Join(", ", best.Values.Select(value => $"{value.Key} {value.Text}"));
        string description = string.Create(
            CultureInfo.InvariantCulture,
            $"The best of {result.Trials.Count} trials of {result.Recipe} (trial {best.Number}, seed {result.Seed}): {values}. After "
                + $"{best.EpochsDone} epochs it had accuracy "
            + $"{best.Figures!.Accuracy:F4} and loss {best.Figures.Loss:F4} on {result.ValidationReviews} validation reviews "
            + $"({result.Validation}), by which it was chosen.");
        return recipe with { Name = $"{result.Recipe}-best", Description = description };
    }
}
