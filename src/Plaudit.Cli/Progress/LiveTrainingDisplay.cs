using Plaudit.Recipes;
using Plaudit.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Plaudit.Cli.Progress;

/// <summary>A bar for the current epoch, followed by its figures; finished epochs stay above as lines.</summary>
internal sealed class LiveTrainingDisplay(CommandHost host, Recipe recipe) : TrainingDisplay(host, recipe)
{
    /// <summary>The width beside the bar and the figures: the longest usual "epoch 10/10", "100%" and blanks between the columns.</summary>
    private const int Beside = 20;

    private readonly Streams _streams = host.Streams;
    private ProgressTask? _bar;
    private volatile string _status = "";

    /// <inheritdoc/>
    public override TrainingOutcome Run(Func<ITrainingObserver, TrainingOutcome> training)
    {
        IAnsiConsole console = LiveConsole.On(_streams);
        TrainingOutcome? outcome = null;
        console.Progress().AutoClear(true).Columns([.. LiveConsole.BarColumns(_streams), new StatusColumn(() => _status)]).Start(context =>
        {
            _bar = context.AddTask("preparing", new ProgressTaskSettings { AutoStart = true });
            Log.Above(line => console.Write(new Spectre.Console.Text(line + "\n")), () => outcome = training(this));
        });
        return outcome!;
    }

    /// <inheritdoc/>
    public override void Evaluating(string name, int reviews)
    {
        base.Evaluating(name, reviews);
        _status = "";
        _bar!.Description = "evaluating";
        _bar.IsIndeterminate = true;
        _bar.Value = 0;
    }

    /// <inheritdoc/>
    protected override int Room => _streams.WindowWidth;

    /// <inheritdoc/>
    protected override int StatusRoom => _streams.WindowWidth - LiveConsole.BarWidth(_streams) - Beside;

    /// <inheritdoc/>
    protected override void Show(StepProgress progress, string status)
    {
        _bar!.Description = $"epoch {progress.Epoch}/{progress.Epochs}";
        _bar.MaxValue = progress.Batches;
        _bar.Value = progress.Batch;
        _status = status;
    }

    /// <summary>The figures, without markup.</summary>
    private sealed class StatusColumn(Func<string> status) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Spectre.Console.Text(status());
    }
}
