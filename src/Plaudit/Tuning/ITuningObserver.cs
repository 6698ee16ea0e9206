using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>Is told how a tuning goes. Never called by two threads at a time; be quick, since trials wait.</summary>
public interface ITuningObserver
{
    /// <summary>The tuning begins, or goes on.</summary>
    /// <param name="progress">What there is of it: the trials of earlier runs.</param>
    void Begun(TuningResult progress);

    /// <summary>A trial is sent to a rung.</summary>
    /// <param name="trial">The trial as it stands.</param>
    /// <param name="epochs">The epochs it trains up to.</param>
    void Started(TuningTrial trial, int epochs);

    /// <summary>A trial has done a step. Of trials side by side, each calls for itself.</summary>
    void Stepped(int trial, StepProgress progress);

    /// <summary>A trial has done an epoch.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="epoch">What the epoch came to.</param>
    void Epoch(int trial, EpochResult epoch);

    /// <summary>A trial has finished a rung, or failed.</summary>
    /// <param name="trial">The trial as it stands.</param>
    /// <param name="best">The best trial so far, or null while there is none.</param>
    void Finished(TuningTrial trial, TuningTrial? best);
}
