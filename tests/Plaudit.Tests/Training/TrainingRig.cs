using Plaudit.Data;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Training;

namespace Plaudit.Tests.Training;

/// <summary>Small recipes for tests of training, and runs of them on the built-in sample.</summary>
internal static class TrainingRig
{
    public const string Layers = """
        [ { "type": "embedding", "size": 8 }, { "type": "lstm", "units": 8, "returnSequences": true }, { "type": "batch-normalization" },
          { "type": "lstm", "units": 8 }, { "type": "dropout", "rate": 0.2 }, { "type": "dense", "units": 1, "l2": 0.001 } ]
        """;

    /// <summary>Reads the <c>training</c> part of a recipe.</summary>
    /// <param name="json">Its keys, without braces.</param>
    public static TrainingOptions Options(string json) => RecipeOf(json).Training;

    public static Recipe RecipeOf(string training, string layers = Layers) => Recipe.Parse(
        $$"""
        {
          "name": "test", "text": { "maxLength": 16, "truncate": "post" }, "split": { "validation": 0.25 }, "layers": {{layers}},
          "training": { {{training}} }
        }
        """,
        "test");

    public static ReviewSet Sample { get; } = TestData.Open("sample");

    /// <summary>Trains in a new folder, or goes on with the run that the folder holds.</summary>
    public static TrainingOutcome Run(string folder, Recipe recipe, ITrainingObserver? observer = null, CancellationToken cancellation = default)
    {
        RunDirectory directory = Directory.Exists(folder)
            ? RunDirectory.Open(folder).Run
            : RunDirectory.Create(folder, recipe, new RunSettings("sample", null, null, null, SkipBadRows: false, Threads: 1));
        return new TrainingRun(directory, recipe, threads: 1, observer ?? new Observer(null))
            .Execute(TrainingData.Split(Sample, recipe.Split), null, cancellation);
    }

    /// <summary>Calls back after each step.</summary>
    public sealed class Observer(Action<StepProgress>? stepped) : ITrainingObserver
    {
        public void Prepared(TrainingData data, int vocabulary, long parameters)
        {
        }

        public void Stepped(StepProgress progress) => stepped?.Invoke(progress);

        public void Finished(EpochResult epoch)
        {
        }

        public void Evaluating(string name, int reviews)
        {
        }
    }
}
