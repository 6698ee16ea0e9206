using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>The best value so far of a figure of the validation part. NaN is never better.</summary>
internal sealed class BestFigure(MonitoredFigure figure, double minDelta)
{
    /// <summary>Infinitely bad before the first epoch.</summary>
    private double _best = figure == MonitoredFigure.Loss ? double.PositiveInfinity : double.NegativeInfinity;

    /// <summary>Takes an epoch in and says whether it is better than all before by more than the smallest difference that counts.</summary>
    public bool Improves(double validationLoss, double validationAccuracy)
    {
        double value = figure == MonitoredFigure.Loss ? validationLoss : validationAccuracy;
        bool better = figure == MonitoredFigure.Loss ? value < _best - minDelta : value > _best + minDelta;
        if (better)
            _best = value;
        return better;
    }
}
