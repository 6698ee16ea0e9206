using Plaudit.Data;
using Plaudit.Inference;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Training;

namespace Plaudit.Tests.Training;

/// <summary>Training from C#: any recipe on any reviews, with a run folder or without, to the same model as the command line's.</summary>
public sealed class SentimentTrainerTests : IDisposable
{
    private const string Options = "\"epochs\": 3, \"batchSize\": 32";

    private static readonly TrainingSettings s_one = new() { Threads = 1 };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("quickstart")]
    [InlineData("nb-logistic")]
    [InlineData("lexicon")]
    public void Networks_and_baselines_are_trained_evaluated_and_saved_alike(string name)
    {
        Recipe recipe = Recipe.Open(name, name == "quickstart" ? ["training.epochs=2", "layers.0.size=8", "layers.1.units=8"] : []);
        TrainedModel trained = SentimentTrainer.Train(recipe, TrainingRig.Sample, s_one, Token);
        Assert.Equal(TrainingEnd.Completed, trained.End);
        Assert.Equal(trained.Metrics.Count, trained.HeldOut.Count);
        long right = trained.HeldOut.Count(answer => (answer.Answer.Score > 0.5f) == (answer.Review.Label == Label.Positive));
        Assert.Equal(trained.Metrics.Accuracy, (double)right / trained.HeldOut.Count, 12);

        string file = _folder.File("mine.safetensors");
        trained.Model.Save(file);
        var loaded = SentimentPredictor.Load(file);
        HeldOutAnswer first = trained.HeldOut[0];
        Assert.Equal((double)first.Answer.Score, loaded.Predict(first.Review.Text).Score, 6);
    }

    [Fact]
    public void A_run_folder_changes_nothing_about_the_model()
    {
        Recipe recipe = TrainingRig.RecipeOf(Options);
        TrainedModel inMemory = SentimentTrainer.Train(recipe, TrainingRig.Sample, s_one, Token);
        inMemory.Model.Save(_folder.File("memory.safetensors"));
        string run = _folder.File("run");
        TrainedModel kept = SentimentTrainer.Train(recipe, TrainingRig.Sample, s_one with { RunFolder = run }, Token);
        Assert.Equal(File.ReadAllBytes(_folder.File("memory.safetensors")), File.ReadAllBytes(Path.Combine(run, "model.safetensors")));
        Assert.Equal(3, kept.History.Count);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(run, "history.jsonl")).Length);
        Assert.Equal(inMemory.HeldOut, kept.HeldOut);
        Assert.Contains("finished run",
            Assert.Throws<PlauditException>(() => SentimentTrainer.Train(recipe, TrainingRig.Sample, s_one with { RunFolder = run }, Token)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_training_continues_in_its_folder_to_the_same_model()
    {
        Recipe recipe = TrainingRig.RecipeOf(Options);
        string whole = _folder.File("whole");
        SentimentTrainer.Train(recipe, TrainingRig.Sample, s_one with { RunFolder = whole }, Token);

        using var stop = new CancellationTokenSource();
        var settings = s_one with
        {
            RunFolder = _folder.File("run"),
            Progress = new Receiver(progress => { if (progress.Epoch == 2) stop.Cancel(); })
        };
        Assert.Throws<OperationCanceledException>(() => SentimentTrainer.Train(recipe, TrainingRig.Sample, settings, stop.Token));
        Assert.False(File.Exists(Path.Combine(settings.RunFolder!, "model.safetensors")));
        Recipe other = TrainingRig.RecipeOf(Options + ", \"seed\": 5");
        Assert.Contains("another recipe",
            Assert.Throws<PlauditException>(() => SentimentTrainer.Train(other, TrainingRig.Sample, settings, Token)).Message,
            StringComparison.Ordinal);
        SentimentTrainer.Train(recipe, TrainingRig.Sample, settings with { Progress = null }, Token);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "model.safetensors")),
            File.ReadAllBytes(Path.Combine(settings.RunFolder!, "model.safetensors")));
    }

    [Fact]
    public void Reviews_may_come_from_anywhere()
    {
        IEnumerable<Review> reviews =
            TrainingRig.Sample.Train.Select(review => new Review(review.Text, review.Label)).Append(new Review("Nobody said.", null));
        var seen = new List<TrainingProgress>();
        TrainedModel trained = SentimentTrainer.Train(
            TrainingRig.RecipeOf(Options), reviews, s_one with { Progress = new Receiver(seen.Add) }, Token);
        Assert.All(trained.HeldOut, answer => Assert.StartsWith("review ", answer.Review.Source, StringComparison.Ordinal));
        Assert.Equal(trained.History, seen.Select(progress => progress.Finished).OfType<EpochResult>());
        Assert.Equal(seen.Select(progress => progress.Done).Order(), seen.Select(progress => progress.Done));
        Assert.Equal(1, seen[^1].Done, 12);
    }

    [Fact]
    public void Another_set_can_be_the_one_that_figures_are_measured_on()
    {
        var test = new ReviewSet { Name = "two reviews", Train = [new Review("Fine.", Label.Positive), new Review("Dull.", Label.Negative)] };
        TrainedModel trained = SentimentTrainer.Train(TrainingRig.RecipeOf(Options), TrainingRig.Sample, s_one with { Test = test }, Token);
        Assert.Equal((2L, "two reviews"), (trained.Metrics.Count, trained.Metrics.Split));
    }

    [Fact]
    public void A_time_limit_returns_the_model_as_it_is()
    {
        TrainedModel trained = SentimentTrainer.Train(
            TrainingRig.RecipeOf("\"epochs\": 100000"), TrainingRig.Sample, s_one with { TimeLimit = TimeSpan.Zero }, Token);
        Assert.Equal(TrainingEnd.TimeUp, trained.End);
        Assert.NotEmpty(trained.HeldOut);
    }

    [Fact]
    public void What_cannot_be_trained_is_refused_and_leaves_nothing_behind()
    {
        var settings = s_one with { RunFolder = _folder.File("run") };
        Recipe recipe = TrainingRig.RecipeOf(Options);
        Assert.Contains("one label only",
            Assert.Throws<PlauditException>(() => SentimentTrainer.Train(recipe, [new Review("Fine.", Label.Positive)], settings, Token)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SentimentTrainer.Train(recipe, TrainingRig.Sample, settings with { Threads = 0 }, Token));
        Assert.False(Directory.Exists(settings.RunFolder));
    }

    private sealed class Receiver(Action<TrainingProgress> receive) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => receive(value);
    }
}
