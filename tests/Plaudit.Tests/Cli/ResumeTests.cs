using Plaudit.Cli;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Training;

namespace Plaudit.Tests.Cli;

public sealed class ResumeTests(TrainedRun trained) : IDisposable
{
    // 288 reviews in batches of 16.
    private const int StepsAnEpoch = 18;

    private readonly TemporaryFolder _folder = new();

    private string Run => _folder.File("run");

    private byte[] Model => File.ReadAllBytes(Path.Combine(Run, "model.safetensors"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(StepsAnEpoch - 1)]
    [InlineData(StepsAnEpoch)]
    [InlineData(StepsAnEpoch + 7)]
    [InlineData(3 * StepsAnEpoch)]
    public void Run_stopped_after_any_step_comes_to_the_same_model(int steps)
    {
        using var stop = new CancellationTokenSource();
        TrainingOutcome outcome = Execute(new StepObserver(steps, stop.Cancel), null, stop.Token);
        Assert.Equal((TrainingEnd.Cancelled, null), (outcome.End, outcome.Metrics));
        Assert.False(File.Exists(Path.Combine(Run, "model.safetensors")));
        AssertResumes();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(StepsAnEpoch)]
    [InlineData(StepsAnEpoch + 3)]
    public void Run_whose_time_was_up_has_a_usable_model_and_comes_to_the_same_one(int steps)
    {
        TimeSpan left = steps == 0 ? TimeSpan.Zero : TimeSpan.FromHours(1);
        TrainingOutcome outcome = Execute(new StepObserver(steps, () => left = TimeSpan.Zero), () => left, CancellationToken.None);
        Assert.Equal((TrainingEnd.TimeUp, 120L), (outcome.End, outcome.Metrics!.Count));
        Assert.InRange(SentimentPredictor.Load(Run).Predict("A fine film.").Score, 0, 1);
        Assert.NotEqual(trained.Model, Model);
        AssertResumes();
    }

    [Fact]
    public void Run_stopped_while_it_was_evaluated_is_evaluated_when_resumed()
    {
        using var stop = new CancellationTokenSource();
        TrainingOutcome outcome = Execute(new EvaluationObserver(stop.Cancel), null, stop.Token);
        Assert.Equal((TrainingEnd.Cancelled, 3), (outcome.End, outcome.History.Count));
        AssertResumes();
    }

    [Fact]
    public void Run_stopped_before_its_first_step_begins_anew()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Execute(new StepObserver(int.MaxValue, () => { }), null, stop.Token));
        AssertResumes();
    }

    [Fact]
    public void Interrupted_command_says_how_to_go_on()
    {
        using var interruption = new Interruption();
        var error = new TriggerWriter("epoch 2/3", () => interruption.Request(ExitCodes.Terminated));
        var output = new StringWriter();
        Assert.Equal(ExitCodes.Terminated, CommandLine.Run(output, error, interruption, "", false, CommandLine.Train(Run)));
        Assert.Empty(output.ToString());
        Assert.EndsWith(
            $"stopped by SIGTERM in epoch 3 of 3; a checkpoint is kept. To continue: plaudit train --resume {Run}{Environment.NewLine}",
                error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(Run, "history.jsonl")).Length);
        AssertResumes();
    }

    [Fact]
    public void Time_limit_is_kept()
    {
        // Without the limit this run would take an hour.
        CommandResult result = CommandLine.Run(CommandLine.Train(Run, [.. CommandLine.Set("training.epochs=100000"), "--max-time", "3s"]));
        Assert.Equal(0, result.Code);
        Assert.Contains("time limit reached in epoch", result.Error, StringComparison.Ordinal);
        Assert.Contains($"plaudit train --resume {Run}", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("predict", "--model", Run, "A fine film.").Code);
        Assert.Contains("time limit reached", CommandLine.Run("train", "--resume", Run, "--max-time", "1s").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_that_was_up_before_the_first_step_is_told_and_the_time_is_the_real_one()
    {
        CommandResult result = CommandLine.Run(CommandLine.Train(Run, "--max-time", "1s"));
        Assert.Equal(0, result.Code);
        Assert.Contains(
            $"warning: time limit reached in epoch 1, before its first step: the model has learned nothing. To train it: plaudit train --resume {Run}",
            result.Error, StringComparison.Ordinal);
        var metrics = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(Run, "metrics.json")));
        Assert.InRange(metrics.TrainSeconds!.Value, 1e-4, 60);
        AssertResumes();
        var whole = EvaluationResult.FromJson(File.ReadAllText(Path.Combine(Run, "metrics.json")));
        double steps = File.ReadAllLines(Path.Combine(Run, "history.jsonl")).Sum(line => EpochResult.FromJson(line).Seconds);
        Assert.True(whole.TrainSeconds > metrics.TrainSeconds + steps, $"{whole.TrainSeconds} {metrics.TrainSeconds} {steps}");
    }

    [Fact]
    public void Finished_run_is_left_as_it_is()
    {
        string model = Path.Combine(trained.Path, "model.safetensors");
        DateTime before = File.GetLastWriteTimeUtc(model);
        CommandResult result = CommandLine.Run("train", "--resume", trained.Path);
        Assert.Equal((0, ""), (result.Code, result.Output));
        Assert.Contains("is finished: all 3 epochs are done", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(model));
    }

    [Fact]
    public void Other_data_than_the_run_began_with_is_refused()
    {
        string rows = string.Concat(Enumerable.Range(0, 12).Select(i => $"A film number {i},{i % 2}\n"));
        string data = _folder.Write("data.csv", "review,sentiment\n" + rows);
        using var interruption = new Interruption();
        var error = new TriggerWriter("epoch 1/3", () => interruption.Request(ExitCodes.Interrupted));
        Assert.Equal(ExitCodes.Interrupted, CommandLine.Run(TextWriter.Null, error, interruption, "", false, CommandLine.Train(data, Run, [])));
        File.AppendAllText(data, "Another film,1\n");
        CommandResult result = CommandLine.Run("train", "--resume", Run);
        Assert.Equal(1, result.Code);
        Assert.Contains("is no longer what this run began with", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_checkpoint_is_refused()
    {
        using var stop = new CancellationTokenSource();
        Execute(new StepObserver(2, stop.Cancel), null, stop.Token);
        string checkpoint = Path.Combine(Run, "checkpoint", "state.safetensors");
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..^10]);
        CommandResult result = CommandLine.Run("train", "--resume", Run);
        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains("state.safetensors", result.Error, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(Run, "checkpoint", "run.json"), "{\"data\":");
        Assert.Contains("run.json is damaged", CommandLine.Run("train", "--resume", Run).Error, StringComparison.Ordinal);
    }

    /// <summary>Trains the tiny model as the command does, with an observer of the test's own.</summary>
    private TrainingOutcome Execute(ITrainingObserver observer, Func<TimeSpan>? timeLeft, CancellationToken cancellation)
    {
        var recipe = Recipe.Open("notebook-baseline", CommandLine.Tiny.Where(word => word != "--set"));
        var data = TrainingData.Split(TestData.Open("sample"), recipe.Split);
        var directory = RunDirectory.Create(Run, recipe, new RunSettings("sample", null, null, null, false, 1));
        return new TrainingRun(directory, recipe, 1, observer).Execute(data, timeLeft, cancellation);
    }

    private void AssertResumes()
    {
        CommandResult result = CommandLine.Run("train", "--resume", Run);
        Assert.Equal(0, result.Code);
        Assert.Equal(trained.Model, Model);
        Assert.Equal(File.ReadAllText(Path.Combine(trained.Path, "predictions.csv")), File.ReadAllText(Path.Combine(Run, "predictions.csv")));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(Run, "history.jsonl")).Length);
        Assert.Contains("is finished", CommandLine.Run("train", "--resume", Run).Error, StringComparison.Ordinal);
    }

    private sealed class StepObserver(int steps, Action reached) : ITrainingObserver
    {
        private int _steps;

        public void Prepared(TrainingData data, int vocabulary, long parameters)
        {
        }

        public void Stepped(StepProgress progress)
        {
            if (++_steps == steps)
                reached();
        }

        public void Finished(EpochResult epoch)
        {
        }

        public void Evaluating(string name, int reviews)
        {
        }
    }

    private sealed class EvaluationObserver(Action reached) : ITrainingObserver
    {
        public void Prepared(TrainingData data, int vocabulary, long parameters)
        {
        }

        public void Stepped(StepProgress progress)
        {
        }

        public void Finished(EpochResult epoch)
        {
        }

        public void Evaluating(string name, int reviews) => reached();
    }
}
