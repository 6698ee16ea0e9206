using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Cli.Progress;

/// <summary>Lines alone, for a file or a pipe; in a long epoch one every half minute.</summary>
internal sealed class PlainTrainingDisplay(CommandHost host, Recipe recipe) : TrainingDisplay(host, recipe)
{
    private const int MillisecondsBetweenLines = 30_000;

    private long _last;

    /// <inheritdoc/>
    public override TrainingOutcome Run(Func<ITrainingObserver, TrainingOutcome> training) => training(this);

    /// <inheritdoc/>
    protected override void Restart() => _last = Environment.TickCount64;

    /// <inheritdoc/>
    protected override void Show(StepProgress progress, string status)
    {
        if (Environment.TickCount64 - _last < MillisecondsBetweenLines)
            return;
        _last = Environment.TickCount64;
        Log.Info($"epoch {progress.Epoch}/{progress.Epochs}, batch {progress.Batch:N0} of {progress.Batches:N0}  {status}");
    }
}
