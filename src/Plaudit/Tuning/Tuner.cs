using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>
/// Trains trials side by side: each worker takes the next job, trains, and enters what came of it. State, ledger and observer are touched under one
/// lock; training itself is not.
/// </summary>
internal sealed class Tuner(TuningState state, Ledger ledger, TrialRunner runner, SearchSpace space, TrialRecipes recipes, ITuningObserver observer)
{
    private readonly object _lock = new();
    private readonly HashSet<int> _running = [];
    private readonly Dictionary<int, double> _stopped = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly double _before = state.Seconds;
    private Exception? _failure;

    /// <summary>Works until no job is left or it is asked to stop.</summary>
    /// <param name="workers">Trials side by side, at least 1.</param>
    /// <param name="next">The next job while these trials are being trained, or null; called under the lock.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <exception cref="PlauditException">A file cannot be written.</exception>
    public void Run(int workers, Func<IReadOnlySet<int>, TrialJob?> next, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Thread[] threads = [.. Enumerable.Range(1, workers)
            .Select(worker => new Thread(() => Work(next, stop)) { IsBackground = true, Name = $"plaudit trial {worker}" })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
        if (_stopped.Count > 0)
            Enter(new LedgerEvent { Event = LedgerEvent.Stop, Running = _stopped });
    }

    private void Work(Func<IReadOnlySet<int>, TrialJob?> next, CancellationTokenSource stop)
    {
        try
        {
            while (Take(next, stop.Token) is { } job)
                Train(job, stop.Token);
        }
        catch (Exception e)
        {
            // One worker's failure ends the tuning; the others leave checkpoints.
            lock (_lock)
                _failure ??= e;
            stop.Cancel();
        }
        finally
        {
            lock (_lock)
                Monitor.PulseAll(_lock);
        }
    }

    private TrialJob? Take(Func<IReadOnlySet<int>, TrialJob?> next, CancellationToken cancellation)
    {
        lock (_lock)
        {
            while (!cancellation.IsCancellationRequested)
            {
                if (next(_running) is { } job)
                {
                    _running.Add(job.Trial);
                    int epochs = state.TargetOf(job.Trial, job.Rung);
                    if (!state.Trials.TryGetValue(job.Trial, out TrialState? trial) || trial.Begun < job.Rung)
                    {
                        var values = space.Keys.Zip(recipes.Values(job.Trial))
                            .ToDictionary(pair => pair.First.Name, pair => pair.Second.Text, StringComparer.Ordinal);
                        Enter(new LedgerEvent { Event = LedgerEvent.Start, Trial = job.Trial, Rung = job.Rung, Epochs = epochs, Values = values });
                    }

                    observer.Started(Describe(job.Trial), epochs);
                    return job;
                }

                if (_running.Count == 0)
                    return null;
                // Results of other trials may allow a promotion.
                Monitor.Wait(_lock);
            }

            return null;
        }
    }

    private void Train(TrialJob job, CancellationToken cancellation)
    {
        LedgerEvent? done = null;
        var listener = new Listener(this, job.Trial);
        try
        {
            int target = state.TargetOf(job.Trial, job.Rung);
            TrialFigures? figures = runner.Run(job.Trial, target, listener, cancellation);
            if (figures is not null)
                done = new LedgerEvent
                {
                    Event = LedgerEvent.RungDone,
                    Trial = job.Trial,
                    Rung = job.Rung,
                    Epochs = target,
                    Figures = figures,
                    Seconds = listener.HasEpochs ? null : listener.Seconds
                };
        }
        catch (PlauditException e) when (e is not TrialCheckpointException && e.InnerException is not (IOException or UnauthorizedAccessException))
        {
            // The trial's values cannot be trained. A damaged or unwritable file is not the trial's fault.
            done = new LedgerEvent { Event = LedgerEvent.Failed, Trial = job.Trial, Rung = job.Rung, Error = e.Message, Seconds = listener.Seconds };
        }

        lock (_lock)
        {
            _running.Remove(job.Trial);
            if (done is null)
            {
                _stopped[job.Trial] = listener.Seconds;
            }
            else
            {
                Enter(done);
                if (done.Event == LedgerEvent.Failed || job.Rung == state.Rungs.Count - 1)
                    runner.Forget(job.Trial);
                TrialState? best = state.Trials.Values.Where(trial => trial.Latest is not null)
                    .OrderBy(trial => trial.Latest, TrialFigures.BestFirst(space.Search.Objective)).FirstOrDefault();
                observer.Finished(Describe(job.Trial), best is null ? null : Describe(best.Number));
            }

            Monitor.PulseAll(_lock);
        }
    }

    private void Enter(LedgerEvent e)
    {
        LedgerEvent timed = e with { At = Math.Round(_before + _clock.Elapsed.TotalSeconds, 3) };
        ledger.Append(timed);
        state.Apply(timed);
    }

    private TuningTrial Describe(int trial) => TuningResults.TrialOf(state.Trials[trial], state, space, recipes);

    /// <summary>Enters a trial's epochs. One that is done again, since a kill took its checkpoint, is there already.</summary>
    private sealed class Listener(Tuner tuner, int trial) : ITrainingObserver
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private double _before = tuner.SecondsSinceEpoch(trial);

        /// <summary>Whether the trial has epochs, as all but baselines have.</summary>
        public bool HasEpochs => tuner.HasEpochs(trial);

        /// <summary>How long the trial has been at work since its last epoch, in earlier runs of the tuning, too.</summary>
        public double Seconds => Math.Round(_before + _clock.Elapsed.TotalSeconds, 3);

        public void Prepared(TrainingData data, int vocabulary, long parameters)
        {
        }

        public void Stepped(StepProgress progress) => tuner.Tell(observer => observer.Stepped(trial, progress));

        public void Finished(EpochResult epoch)
        {
            _before = 0;
            _clock.Restart();
            lock (tuner._lock)
            {
                if (!tuner.HasEpoch(trial, epoch.Epoch))
                    tuner.Enter(new LedgerEvent { Event = LedgerEvent.EpochDone, Trial = trial, Result = epoch });
            }

            tuner.Tell(observer => observer.Epoch(trial, epoch));
        }

        public void Evaluating(string name, int reviews)
        {
        }
    }

    private double SecondsSinceEpoch(int trial)
    {
        lock (_lock)
            return state.Trials[trial].SecondsSinceEpoch;
    }

    private bool HasEpochs(int trial)
    {
        lock (_lock)
            return state.Trials[trial].Curve.Count > 0;
    }

    private bool HasEpoch(int trial, int epoch) => state.Trials[trial].Curve.ContainsKey(epoch);

    private void Tell(Action<ITuningObserver> tell)
    {
        lock (_lock)
            tell(observer);
    }
}
