using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>
/// Which epoch was best and whether it is time to stop, by the rules of Keras's EarlyStopping. Without options it never stops, and the best epoch
/// is that of the lowest loss. What it knows follows from the epochs' results, so a resumed run shows it those again.
/// </summary>
internal sealed class EarlyStopping(EarlyStoppingOptions? options)
{
    private readonly BestFigure _best = new(options?.Monitor ?? MonitoredFigure.Loss, options?.MinDelta ?? 0);
    private int _wait;

    /// <summary>The epoch whose weights are the best, 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Whether training should end.</summary>
    public bool Stop { get; private set; }

    /// <summary>Takes an epoch in.</summary>
    /// <returns>Whether its weights are now the best. The first epoch's always are.</returns>
    public bool Observe(int epoch, double validationLoss, double validationAccuracy)
    {
        bool improves = _best.Improves(validationLoss, validationAccuracy);
        bool first = BestEpoch == 0;
        if (improves || first)
            BestEpoch = epoch;
        _wait = improves ? 0 : _wait + 1;
        Stop |= options is not null && !improves && !first && _wait >= options.Patience;
        return improves || first;
    }
}
