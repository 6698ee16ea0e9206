using Plaudit.Training;
using Plaudit.Tuning;

namespace Plaudit.Cli.Tuning;

/// <summary>Tells how a tuning goes.</summary>
internal abstract class TuningDisplay : ITuningObserver
{
    /// <summary>The display that suits standard error.</summary>
    public static TuningDisplay For(CommandHost host) =>
        host.Streams.ErrorIsTerminal ? new LiveTuningDisplay(host) : new PlainTuningDisplay(host.Log);

    /// <summary>Runs a tuning and shows it.</summary>
    public abstract TuningOutcome Run(Func<ITuningObserver, TuningOutcome> tuning);

    /// <inheritdoc/>
    public abstract void Begun(TuningResult progress);

    /// <inheritdoc/>
    public abstract void Started(TuningTrial trial, int epochs);

    /// <inheritdoc/>
    public virtual void Stepped(int trial, StepProgress progress)
    {
    }

    /// <inheritdoc/>
    public abstract void Epoch(int trial, EpochResult epoch);

    /// <inheritdoc/>
    public abstract void Finished(TuningTrial trial, TuningTrial? best);

    /// <summary>What was there before, in words.</summary>
    protected static string Progress(TuningResult progress)
    {
        string rungs = string.Join(", ", progress.Rungs.Select(rung => rung.Epochs));
        string before = progress.Trials.Count == 0 ? "" : $"; {Plural.Of(progress.Trials.Count, "trial")} already there";
        return progress.Rungs.Count == 1 ? $"every trial trains all its epochs{before}" : $"trials are compared after {rungs} epochs{before}";
    }
}
