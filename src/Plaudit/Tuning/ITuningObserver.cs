using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>Receives progress of a tuning. Never called by two threads at a time; return quickly, because trials wait.</summary>
public interface ITuningObserver
{
    /// <summary>The tuning starts or continues.</summary>
    /// <param name="progress">What there is of it: the trials of earlier runs.</param>
    void Begun(TuningResult progress);

    /// <summary>A trial is sent to a rung.</summary>
    /// <param name="trial">The trial's current state.</param>
    /// <param name="epochs">The epochs it trains up to.</param>
    void Started(TuningTrial trial, int epochs);

    /// <summary>A trial finished a step. Parallel trials each call this.</summary>
    void Stepped(int trial, StepProgress progress);

    /// <summary>A trial finished an epoch.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="epoch">The epoch's figures.</param>
    void Epoch(int trial, EpochResult epoch);

    /// <summary>A trial has finished a rung, or failed.</summary>
    /// <param name="trial">The trial's current state.</param>
    /// <param name="best">The best trial so far, or null while there is none.</param>
    void Finished(TuningTrial trial, TuningTrial? best);
}
