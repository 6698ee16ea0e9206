using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Training;

namespace Plaudit.Tests.Baselines;

public class BaselineRunTests
{
    private static readonly RunSettings s_settings = new("sample", null, null, null, false, 1);

    [Theory]
    [InlineData("lexicon")]
    [InlineData("naive-bayes")]
    [InlineData("tfidf-logistic")]
    [InlineData("tfidf-svm")]
    [InlineData("nb-logistic")]
    public void A_run_writes_the_files_of_a_run(string recipe)
    {
        using var folder = new TemporaryFolder();
        (RunDirectory run, TrainingOutcome outcome, _) = Run(folder.File("run"), recipe);
        Assert.Equal(TrainingEnd.Completed, outcome.End);
        Assert.Empty(outcome.History);
        Assert.Equal("", File.ReadAllText(run.History));
        var metrics = EvaluationResult.FromJson(File.ReadAllText(run.Metrics));
        Assert.Equal(120, metrics.Count);
        Assert.Equal("the test half", metrics.Split);
        Assert.True(metrics.TrainSeconds > 0);
        Assert.Equal(121, File.ReadAllLines(run.Predictions).Length);
        Assert.False(File.Exists(run.Checkpoint));

        var predictor = SentimentPredictor.Load(run.Path);
        Assert.IsType<BaselineModel>(predictor.Model, exactMatch: false);
        Assert.NotNull(predictor.Model.Metrics);
        Assert.DoesNotContain("econds", predictor.Model.Metrics);
        Assert.Equal(Label.Positive, predictor.Predict("A superb, warm and funny film. I loved it, a great joy!").Label);
        Assert.Equal(Label.Negative, predictor.Predict("Awful. A dull, boring waste of time, the worst film. Terrible!").Label);
    }

    [Fact]
    public void A_resumed_run_fits_again_and_comes_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        (RunDirectory run, _, _) = Run(folder.File("run"), "nb-logistic");
        byte[] first = File.ReadAllBytes(run.Model);
        (RunDirectory opened, Recipe recipe, _) = RunDirectory.Open(run.Path);
        new TrainingRun(opened, recipe, 2, new Observer())
            .Execute(TrainingData.Split(BaselineRig.Sample, recipe.Split), null, TestContext.Current.CancellationToken);
        Assert.Equal(first, File.ReadAllBytes(run.Model));
    }

    [Fact]
    public void The_observer_is_told_of_counting_and_of_every_pass()
    {
        using var folder = new TemporaryFolder();
        (_, TrainingOutcome outcome, Observer observer) = Run(folder.File("run"), "tfidf-logistic");
        Assert.Equal(outcome.Model!.ParameterCount, observer.Parameters);
        Assert.Equal(BaselineRig.Sample.Test.Count, observer.Evaluated);
        Assert.True(observer.Violations.Count > 3);
        Assert.True(observer.Violations[^1] <= 0.001, $"{observer.Violations[^1]}");
    }

    [Fact]
    public void When_the_time_is_up_the_weights_are_taken_as_they_are()
    {
        using var folder = new TemporaryFolder();
        (RunDirectory run, TrainingOutcome outcome, Observer observer) = Run(folder.File("run"), "nb-logistic", () => TimeSpan.Zero);
        Assert.Equal(TrainingEnd.TimeUp, outcome.End);
        Assert.Single(observer.Violations);
        Assert.True(outcome.Metrics!.Accuracy > 0.7);
        Assert.True(File.Exists(run.Model));
    }

    [Fact]
    public void A_run_asked_to_stop_writes_no_model()
    {
        using var folder = new TemporaryFolder();
        (RunDirectory run, TrainingOutcome outcome, _) = Run(folder.File("run"), "nb-logistic", cancelled: true);
        Assert.Equal(TrainingEnd.Cancelled, outcome.End);
        Assert.Null(outcome.Model);
        Assert.False(File.Exists(run.Model));
    }

    private static (RunDirectory Run, TrainingOutcome Outcome, Observer Observer) Run(
        string path, string recipeName, Func<TimeSpan>? timeLeft = null, bool cancelled = false)
    {
        CancellationToken cancellation = cancelled ? new CancellationToken(canceled: true) : TestContext.Current.CancellationToken;
        Recipe recipe = Recipe.Open(recipeName);
        var run = RunDirectory.Create(path, recipe, s_settings);
        var observer = new Observer();
        return (run, new TrainingRun(run, recipe, 1, observer).Execute(TrainingData.Split(BaselineRig.Sample, recipe.Split), timeLeft, cancellation),
            observer);
    }

    private sealed class Observer : ITrainingObserver
    {
        private int _lastPass;

        public long Parameters { get; private set; }

        public int Evaluated { get; private set; }

        public List<double> Violations { get; } = [];

        public void Prepared(TrainingData data, int vocabulary, long parameters) => Parameters = parameters;

        public void Evaluating(string name, int reviews) => Evaluated = reviews;

        public void Fitting(int pass, double violation)
        {
            Violations.Add(violation);
            // A support vector machine solves a second problem after the one it learns its calibration from.
            Assert.Equal(pass == 1 ? 1 : _lastPass + 1, pass);
            _lastPass = pass;
        }

        public void Stepped(StepProgress progress) => Assert.Fail("a baseline has no steps");

        public void Finished(EpochResult epoch) => Assert.Fail("a baseline has no epochs");
    }
}
