using System.Diagnostics;
using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Evaluation;

namespace Plaudit.Training;

/// <summary>A run whose recipe names a baseline: seconds of fitting instead of epochs, and no checkpoint; a resumed run fits again.</summary>
internal sealed class BaselineRun(
    RunDirectory? directory, Func<IReadOnlyList<Review>, FittingOptions, BaselineModel> fit, int threads, ITrainingObserver observer)
{
    /// <summary>Fits, and writes model, metrics and predictions, and a history without a line.</summary>
    /// <param name="data">The split data.</param>
    /// <param name="timeLeft">The time that is left, or null without a limit. When it is up, the solver's current weights are used.</param>
    /// <param name="cancellation">Stops; nothing is written.</param>
    public TrainingOutcome Execute(TrainingData data, Func<TimeSpan>? timeLeft, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        bool timeUp = false;
        var options = new FittingOptions
        {
            Threads = threads,
            Observer = new Listener(observer, data),
            MustStop = timeLeft is null ? null : () => timeUp |= timeLeft() < TimeToFinish,
            Cancellation = cancellation,
        };
        try
        {
            BaselineModel model = fit(data.Train, options);
            double seconds = clock.Elapsed.TotalSeconds;
            model.Seen = data.Seen(choosesEpoch: false);
            observer.Evaluating(data.HeldOutName, data.HeldOut.Count);
            var evaluated = EvaluatedReviews.Of(model, data.HeldOut, threads, cancellation);
            evaluated = RunResults.Write(directory, model, json => model.Metrics = json, evaluated, data.HeldOutName, seconds);
            directory?.WriteHistory([]);
            if (!timeUp)
                directory?.MarkFinished();
            return new TrainingOutcome(timeUp ? TrainingEnd.TimeUp : TrainingEnd.Completed, model, []) { Evaluated = evaluated };
        }
        catch (OperationCanceledException)
        {
            return new TrainingOutcome(TrainingEnd.Cancelled, null, []);
        }
    }

    // A baseline scores about ten thousand reviews per second.
    private static TimeSpan TimeToFinish => TimeSpan.FromSeconds(2);

    /// <summary>Passes on what a fitting tells.</summary>
    private sealed class Listener(ITrainingObserver observer, TrainingData data) : IFittingObserver
    {
        public void Counted(int words, long parameters) => observer.Prepared(data, words, parameters);

        public void Passed(int pass, double violation) => observer.Fitting(pass, violation);
    }
}
