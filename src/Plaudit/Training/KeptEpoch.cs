using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>Which epoch's weights a run ended with, in words.</summary>
internal static class KeptEpoch
{
    /// <summary>Such as <c>stopped early at epoch 3, kept epoch 1</c>; null where all epochs are done and the last was kept.</summary>
    public static string? Describe(Recipe recipe, IReadOnlyList<EpochResult> history)
    {
        if (recipe.Training.EarlyStopping is not { } stopping || history.Count == 0)
            return null;
        int last = history.Count;
        int kept = stopping.RestoreBest ? history.LastOrDefault(epoch => epoch.Best)?.Epoch ?? last : last;
        if (last < recipe.Training.Epochs)
            return $"stopped early at epoch {last}, kept epoch {kept}";
        return kept < last ? $"kept epoch {kept} of {last}, the best on the validation part" : null;
    }
}
