using Plaudit.Inference;
using Plaudit.Kernels;
using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Text;
using Plaudit.Training;

namespace Plaudit.Tests.Training;

/// <summary>What the aids do to a training: averages, best weights, class weights, and all of them over a stop and a resume.</summary>
public class TrainingAidsTests
{
    private const string Everything = """
        "optimizer": { "type": "rmsprop", "rate": 0.01, "weightDecay": 0.01 }, "batchSize": 32, "epochs": 5, "clipNorm": 1,
        "earlyStopping": { "monitor": "accuracy", "patience": 3, "restoreBest": true }, "ema": { "decay": 0.9 }, "classWeights": { "negative": 1.5 },
        "schedule": { "type": "reduce-on-plateau", "factor": 0.5, "patience": 1, "minDelta": 0.05 }
        """;

    [Fact]
    public void The_average_follows_its_formula_and_forgets_the_initial_weights_soon()
    {
        var arena = new ParameterArena();
        Parameter parameter = arena.Add("w", [20], Initializers.Ones);
        arena.AllocateValues();
        arena.Initialize(1);
        var average = new WeightAverage(new AverageOptions(0.5), arena);
        using var team = new ThreadTeam(2);
        double expected = 1;
        double[] weights = [3, -1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
        for (int step = 1; step <= weights.Length; step++)
        {
            parameter.Value.Fill((float)weights[step - 1]);
            average.Update(team, step);
            // (1 + step) / (10 + step) passes 0.5 at the eighth step.
            double decay = step < 8 ? (1.0 + step) / (10.0 + step) : 0.5;
            expected = (decay * expected) + ((1 - decay) * weights[step - 1]);
            Assert.Equal(expected, average.Values.Span[19], 1e-5);
        }

        average.Exchange();
        Assert.Equal(expected, parameter.Value[0], 1e-5);
        Assert.Equal(5, average.Values.Span[0]);
        average.Exchange();
        Assert.Equal(5, parameter.Value[0]);
    }

    [Fact]
    public void The_model_of_a_run_has_the_weights_of_its_best_epoch_and_was_validated_on_them()
    {
        using var folder = new TemporaryFolder();
        // A rate this large makes the loss go up and down.
        Recipe recipe = TrainingRig.RecipeOf("""
            "optimizer": { "rate": 0.1 }, "epochs": 6, "ema": { "decay": 0.8 }, "earlyStopping": { "patience": 9, "restoreBest": true }
            """);
        TrainingOutcome outcome = TrainingRig.Run(folder.File("run"), recipe, cancellation: TestContext.Current.CancellationToken);
        EpochResult best = outcome.History.MinBy(epoch => epoch.ValidationLoss)!;
        Assert.True(best.Epoch < 6 && best.Best, "the run must have had its best epoch before the last for this test to say anything");
        TrainingData data = TrainingData.Split(TrainingRig.Sample, recipe.Split);
        var model = (SentimentModel)ModelLoader.Load(folder.File("run"));
        var validation = new EncodedReviews(model.Encoder, data.Validation, 1);
        double loss = BinaryCrossEntropy.Compute(
            model.Logits(validation.Ids, cancellation: TestContext.Current.CancellationToken), validation.Targets, [], out int correct);
        Assert.Equal(best.ValidationLoss, loss / validation.Count, 1e-9);
        Assert.Equal(best.ValidationAccuracy, (double)correct / validation.Count, 1e-9);
    }

    [Fact]
    public void Without_early_stopping_the_last_weights_are_kept_or_their_average()
    {
        using var folder = new TemporaryFolder();
        foreach (string ema in (string[])["", ", \"ema\": { \"decay\": 0.9 }"])
        {
            Recipe recipe = TrainingRig.RecipeOf("\"epochs\": 2" + ema);
            TrainingOutcome outcome = TrainingRig.Run(folder.File($"run{ema.Length}"), recipe, cancellation: TestContext.Current.CancellationToken);
            TrainingData data = TrainingData.Split(TrainingRig.Sample, recipe.Split);
            var model = (SentimentModel)outcome.Model!;
            var validation = new EncodedReviews(model.Encoder, data.Validation, 1);
            float[] logits = model.Logits(validation.Ids, cancellation: TestContext.Current.CancellationToken);
            double loss = BinaryCrossEntropy.Compute(logits, validation.Targets, [], out _);
            Assert.Equal(outcome.History[^1].ValidationLoss, loss / validation.Count, 1e-9);
        }
    }

    [Fact]
    public void Training_ends_when_the_patience_does_and_a_finished_run_stays_finished()
    {
        using var folder = new TemporaryFolder();
        Recipe recipe = TrainingRig.RecipeOf("\"optimizer\": { \"rate\": 0.1 }, \"epochs\": 50, \"earlyStopping\": { \"patience\": 2 }");
        TrainingOutcome outcome = TrainingRig.Run(folder.File("run"), recipe, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(TrainingEnd.Completed, outcome.End);
        Assert.InRange(outcome.History.Count, 3, 49);
        Assert.Equal([false, false], outcome.History.TakeLast(2).Select(epoch => epoch.Best));
        Assert.True(outcome.History[^3].Best);
        byte[] model = File.ReadAllBytes(folder.File("run/model.safetensors"));
        TrainingOutcome again = TrainingRig.Run(folder.File("run"), recipe, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(outcome.History, again.History);
        Assert.Equal(model, File.ReadAllBytes(folder.File("run/model.safetensors")));
    }

    [Fact]
    public void A_run_that_was_stopped_anywhere_ends_with_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Recipe recipe = TrainingRig.RecipeOf(Everything);
        TrainingOutcome whole = TrainingRig.Run(folder.File("whole"), recipe, cancellation: TestContext.Current.CancellationToken);
        Assert.True(whole.History.Select(epoch => epoch.Rate).Distinct().Count() > 1,
            "the plateau must have lowered the rate for this test to say anything");

        // After these steps of its own each stretch is stopped: within an epoch, at an epoch's end, and right after a resume.
        TrainingOutcome outcome = whole;
        foreach (int steps in (int[])[4, 5, 9, 1, 10, int.MaxValue])
        {
            using var stop = new CancellationTokenSource();
            int done = 0;
            var observer = new TrainingRig.Observer(_ =>
            {
                if (++done == steps)
                    stop.Cancel();
            });
            outcome = TrainingRig.Run(folder.File("parts"), recipe, observer, stop.Token);
            Assert.Equal(steps == int.MaxValue ? TrainingEnd.Completed : TrainingEnd.Cancelled, outcome.End);
        }

        Assert.Equal(File.ReadAllBytes(folder.File("whole/model.safetensors")), File.ReadAllBytes(folder.File("parts/model.safetensors")));
        Assert.Equal(whole.History.Select(WithoutTime), outcome.History.Select(WithoutTime));

        static EpochResult WithoutTime(EpochResult epoch) => epoch with { Seconds = 0, ReviewsPerSecond = 0 };
    }

    [Fact]
    public void Class_weights_multiply_loss_and_gradient_and_leave_the_mean_over_reviews()
    {
        float[] logits = [0.3f, -2, 5];
        float[] targets = [1, 0, 1];
        float[] plain = new float[3];
        float[] weighted = new float[3];
        double loss = BinaryCrossEntropy.Compute(logits.AsSpan(0, 1), targets.AsSpan(0, 1), [], out _)
            + BinaryCrossEntropy.Compute(logits.AsSpan(2), targets.AsSpan(2), [], out _);
        double all = BinaryCrossEntropy.Compute(logits, targets, plain, out int correct);
        double sum = BinaryCrossEntropy.Compute(logits, targets, weighted, out int alsoCorrect, new ClassWeights(Positive: 3, Negative: 0.5));
        Assert.Equal((3 * loss) + (0.5 * (all - loss)), sum, 12);
        Assert.Equal(correct, alsoCorrect);
        Assert.Equal([3 * plain[0], 0.5f * plain[1], 3 * plain[2]], weighted, (a, b) => Math.Abs(a - b) < 1e-7);
    }

    [Theory]
    [InlineData("\"classWeights\": { \"neutral\": 2 }", "$.training.classWeights.neutral: unknown key; known here: positive, negative")]
    [InlineData("\"classWeights\": { \"positive\": -1 }", "$.training.classWeights.positive: expected a number from 0")]
    [InlineData("\"classWeights\": { \"positive\": 0, \"negative\": 0 }", "one of the two weights must be above 0")]
    [InlineData("\"ema\": { \"decay\": 1 }", "$.training.ema.decay: expected a number from 0 below 1")]
    public void Aids_with_unknown_labels_or_values_out_of_range_are_refused(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<PlauditException>(() => TrainingRig.Options(json)).Message);

    [Fact]
    public void The_history_ends_each_line_with_the_rate_and_whether_the_epoch_was_the_best()
    {
        using var folder = new TemporaryFolder();
        Recipe recipe = TrainingRig.RecipeOf(
            "\"epochs\": 2, \"schedule\": { \"type\": \"exponential\", \"decay\": 0.5 }, \"optimizer\": { \"rate\": 0.004 }");
        TrainingRig.Run(folder.File("run"), recipe, cancellation: TestContext.Current.CancellationToken);
        string[] lines = File.ReadAllLines(folder.File("run/history.jsonl"));
        Assert.Equal(2, lines.Length);
        string[] keys = [.. System.Text.Json.Nodes.JsonNode.Parse(lines[0])!.AsObject().Select(pair => pair.Key)];
        Assert.Equal(["epoch", "trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy", "seconds", "reviewsPerSecond", "rate", "best"],
            keys);
        // 270 training reviews in batches of 64: five steps an epoch, of which the last begins four fifths of the way.
        Assert.Equal(0.004 * Math.Pow(0.5, 0.8), EpochResult.FromJson(lines[0]).Rate, 12);
        Assert.Equal(0.004 * Math.Pow(0.5, 1.8), EpochResult.FromJson(lines[1]).Rate, 12);
        Assert.True(EpochResult.FromJson(lines[0]).Best);
    }

    [Fact]
    public void Weight_penalties_show_in_the_training_loss_alone()
    {
        using var folder = new TemporaryFolder();
        const string Plain = """[ { "type": "embedding", "size": 4 }, { "type": "mean-pooling" }, { "type": "dense", "units": 1 } ]""";
        const string Training = "\"epochs\": 1, \"optimizer\": { \"rate\": 1e-9 }";
        EpochResult free = TrainingRig.Run(
            folder.File("free"), TrainingRig.RecipeOf(Training, Plain), cancellation: TestContext.Current.CancellationToken).History[0];
        string charged = Plain.Replace("\"size\": 4", "\"size\": 4, \"l1\": 0.25", StringComparison.Ordinal);
        TrainingOutcome outcome =
            TrainingRig.Run(folder.File("charged"), TrainingRig.RecipeOf(Training, charged), cancellation: TestContext.Current.CancellationToken);
        double penalty = 0.25 * ((SentimentModel)outcome.Model!).Parameters[0].Value.ToArray().Sum(value => Math.Abs((double)value));
        Assert.Equal(free.TrainLoss + penalty, outcome.History[0].TrainLoss, 1e-3);
        Assert.Equal(free.ValidationLoss, outcome.History[0].ValidationLoss, 1e-6);
    }

    [Fact]
    public void A_last_batch_of_one_review_is_refused_before_training_where_vectors_are_normalised()
    {
        using var folder = new TemporaryFolder();
        const string Layers =
            """[ { "type": "embedding", "size": 2 }, { "type": "last" }, { "type": "batch-normalization" }, { "type": "dense", "units": 1 } ]""";
        Recipe recipe = TrainingRig.RecipeOf("\"batchSize\": 269", Layers);
        string message = Assert.Throws<PlauditException>(
            () => TrainingRig.Run(folder.File("run"), recipe, cancellation: TestContext.Current.CancellationToken)).Message;
        Assert.Contains("2.batch-normalization needs at least 2 reviews in every training batch, but 270 reviews in batches of 269 leave one of 1",
            message);
    }
}
