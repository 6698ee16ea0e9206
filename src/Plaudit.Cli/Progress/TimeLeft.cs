using System.Diagnostics;
using Plaudit.Training;

namespace Plaudit.Cli.Progress;

/// <summary>How long a training still takes, judged by its steps so far, the validations between them included.</summary>
/// <param name="elapsed">Time since some moment, or null for a clock.</param>
internal sealed class TimeLeft(Func<TimeSpan>? elapsed = null)
{
    private readonly Func<TimeSpan> _elapsed = elapsed ?? Clock();
    private TimeSpan _start;
    private long _first = -1;

    /// <summary>The time until the last epoch is done, in seconds; null at the first step that is seen, whose own time is not known.</summary>
    public double? Seconds(StepProgress progress)
    {
        long done = ((long)(progress.Epoch - 1) * progress.Batches) + progress.Batch;
        if (_first < 0)
            (_first, _start) = (done, _elapsed());
        if (done == _first)
            return null;
        double each = (_elapsed() - _start).TotalSeconds / (done - _first);
        return each * (((long)progress.Epochs * progress.Batches) - done);
    }

    private static Func<TimeSpan> Clock()
    {
        var clock = Stopwatch.StartNew();
        return () => clock.Elapsed;
    }
}
