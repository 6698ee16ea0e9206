using Plaudit.Cli.Progress;
using Plaudit.Recipes;
using Plaudit.Training;
using Plaudit.Tuning;
using Spectre.Console;

namespace Plaudit.Cli.Tuning;

/// <summary>A live table of trials: running ones above, the best so far below.</summary>
internal sealed class LiveTuningDisplay(CommandHost host) : TuningDisplay
{
    private const int MillisecondsBetweenDrawings = 250;
    private const int BestShown = 10;

    private readonly SortedDictionary<int, TuningTrial> _trials = [];
    private readonly SortedDictionary<int, (int Epochs, StepProgress? Step)> _working = [];
    private LiveDisplayContext? _context;
    private Comparison<TuningTrial> _order = (_, _) => 0;
    private long _drawn;

    /// <inheritdoc/>
    public override TuningOutcome Run(Func<ITuningObserver, TuningOutcome> tuning)
    {
        IAnsiConsole console = LiveConsole.On(host.Streams);
        TuningOutcome? outcome = null;
        console.Live(new Spectre.Console.Text("")).AutoClear(true).Start(context =>
        {
            _context = context;
            host.Log.Above(line => console.Write(new Spectre.Console.Text(line + "\n")), () => outcome = tuning(this));
        });
        return outcome!;
    }

    /// <inheritdoc/>
    public override void Begun(TuningResult progress)
    {
        host.Log.Info(Progress(progress));
        foreach (TuningTrial trial in progress.Trials)
            _trials[trial.Number] = trial;
        bool loss = progress.Objective == MonitoredFigure.Loss;
        _order = (a, b) => loss ? a.Figures!.Loss.CompareTo(b.Figures!.Loss) : b.Figures!.Accuracy.CompareTo(a.Figures!.Accuracy);
        Draw();
    }

    /// <inheritdoc/>
    public override void Started(TuningTrial trial, int epochs)
    {
        _trials[trial.Number] = trial;
        _working[trial.Number] = (epochs, null);
        Draw();
    }

    /// <inheritdoc/>
    public override void Stepped(int trial, StepProgress progress)
    {
        _working[trial] = (_working[trial].Epochs, progress);
        if (Environment.TickCount64 - _drawn >= MillisecondsBetweenDrawings)
            Draw();
    }

    /// <inheritdoc/>
    public override void Epoch(int trial, EpochResult epoch) => Draw();

    /// <inheritdoc/>
    public override void Finished(TuningTrial trial, TuningTrial? best)
    {
        _trials[trial.Number] = trial;
        _working.Remove(trial.Number);
        if (trial.Error is not null)
            host.Log.Warn($"trial {trial.Number} failed: {trial.Error}");
        Draw();
    }

    private void Draw()
    {
        _drawn = Environment.TickCount64;
        var table = new ResultTable("trial>", "epochs>", "accuracy>", "loss>", "");
        foreach ((int number, (int epochs, StepProgress? step)) in _working)
        {
            string done = step is { } s ? $"{s.Epoch - 1 + ((double)s.Batch / s.Batches):F1}/{epochs}" : $"0/{epochs}";
            table.Row(Running($"{number}"), Running(done), Running(step is { } a ? $"{a.Accuracy:F4}" : ""),
                Running(step is { } l ? $"{l.Loss:F4}" : ""), TuningText.Values(_trials[number]));
        }

        List<TuningTrial> ranked = [.. _trials.Values.Where(trial => trial.Figures is not null)];
        ranked.Sort(_order);
        if (_working.Count > 0 && ranked.Count > 0)
            table.Row("", "", "", "", "");
        foreach (TuningTrial trial in ranked.Take(BestShown))
            table.Row($"{trial.Number}", $"{trial.EpochsDone}", $"{trial.Figures!.Accuracy:F4}", $"{trial.Figures.Loss:F4}",
                TuningText.Values(trial));
        int failed = _trials.Values.Count(trial => trial.Status == TrialStatus.Failed);
        _context?.UpdateTarget(new Rows(
            new Spectre.Console.Text(
                $"{Plural.Of(_trials.Count, "trial")}{(failed > 0 ? $", {failed:N0} failed" : "")}; training figures of those at work, then the "
                + "best on the validation part", new Style(decoration: Decoration.Dim)),
            table,
            new Spectre.Console.Text("")));
    }

    private static TableCell Running(string text) => new(text, new Style(Color.Yellow));
}
