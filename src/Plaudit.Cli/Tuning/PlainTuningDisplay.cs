using Plaudit.Training;
using Plaudit.Tuning;

namespace Plaudit.Cli.Tuning;

/// <summary>Lines alone, for a file or a pipe: one for each epoch and each rung.</summary>
internal sealed class PlainTuningDisplay(Log log) : TuningDisplay
{
    /// <inheritdoc/>
    public override TuningOutcome Run(Func<ITuningObserver, TuningOutcome> tuning) => tuning(this);

    /// <inheritdoc/>
    public override void Begun(TuningResult progress) => log.Info(Progress(progress));

    /// <inheritdoc/>
    public override void Started(TuningTrial trial, int epochs) => log.Info(trial.EpochsDone == 0
        ? $"trial {trial.Number}: {TuningText.Values(trial)}"
        : $"trial {trial.Number} continues from {trial.EpochsDone} to {epochs} epochs");

    /// <inheritdoc/>
    public override void Epoch(int trial, EpochResult epoch) => log.Info(
        $"trial {trial}  epoch {epoch.Epoch}  loss {epoch.TrainLoss:F4}  accuracy {epoch.TrainAccuracy:F4}  "
        + $"validation loss {epoch.ValidationLoss:F4}  accuracy {epoch.ValidationAccuracy:F4}  {Duration.Show(epoch.Seconds)}");

    /// <inheritdoc/>
    public override void Finished(TuningTrial trial, TuningTrial? best)
    {
        if (trial.Error is not null)
            log.Warn($"trial {trial.Number} failed: {trial.Error}");
        else if (best?.Number == trial.Number)
            log.Info($"trial {trial.Number} is the best so far: accuracy {trial.Figures!.Accuracy:F4}, loss {trial.Figures.Loss:F4}");
    }
}
