using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>A trial's figures on the validation part.</summary>
/// <param name="Loss">Mean cross-entropy, nats.</param>
/// <param name="Accuracy">Share of right answers, in [0, 1].</param>
public sealed record TrialFigures(double Loss, double Accuracy)
{
    /// <summary>Better figures first; null (a failed trial) last. Loss breaks ties in accuracy, and accuracy ties in loss.</summary>
    internal static Comparer<TrialFigures?> BestFirst(MonitoredFigure objective) => Comparer<TrialFigures?>.Create((a, b) =>
    {
        if (a is null || b is null)
            return (a is null).CompareTo(b is null);
        int accuracy = b.Accuracy.CompareTo(a.Accuracy);
        int loss = a.Loss.CompareTo(b.Loss);
        return objective == MonitoredFigure.Accuracy ? (accuracy != 0 ? accuracy : loss) : loss != 0 ? loss : accuracy;
    });

    /// <summary>The figures of the model that a training leaves: of its best epoch where the recipe keeps that, else of the last.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="epochs">The epochs done, in order; at least one.</param>
    internal static TrialFigures Of(Recipe recipe, IEnumerable<EpochResult> epochs)
    {
        EpochResult last = epochs.Last();
        EpochResult kept = recipe.Training.EarlyStopping is { RestoreBest: true } ? epochs.LastOrDefault(epoch => epoch.Best) ?? last : last;
        return new TrialFigures(kept.ValidationLoss, kept.ValidationAccuracy);
    }
}
