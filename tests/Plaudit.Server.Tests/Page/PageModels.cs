using System.Runtime.CompilerServices;
using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Kinds;
using Plaudit.Recipes;
using Plaudit.Server.Tests.Page;
using Plaudit.Training;

[assembly: AssemblyFixture(typeof(PageModels))]

namespace Plaudit.Server.Tests.Page;

/// <summary>Models as a reader of the page may find them: the one that comes with Plaudit, a run trained on the sample, and a baseline.</summary>
public sealed class PageModels : IDisposable
{
    private const string Small = """
        {
          "name": "small", "description": "A small network, trained on the sample.",
          "text": { "clean": ["lowercase", "remove-html"], "vocabularySize": 3000, "maxLength": 80 },
          "split": { "kind": "stratified", "validation": 0.25, "seed": 1 },
          "layers": [ { "type": "embedding", "size": 8 }, { "type": "lstm", "units": 8 }, { "type": "dense", "units": 1 } ],
          "training": { "optimizer": { "type": "adam", "rate": 0.01 }, "batchSize": 16, "epochs": 4, "seed": 1 }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-page-").FullName;
    private readonly Lazy<string> _run;
    private readonly Lazy<string> _baseline;

    public PageModels()
    {
        _run = new(Train);
        _baseline = new(Fit);
    }

    /// <summary>The bundled model.</summary>
    public string Everyday { get; } = $"everyday={Path.Combine(Root(), "src/Plaudit/Inference/Bundled/model.safetensors")}";

    /// <summary>A run's folder.</summary>
    public string Run => $"small={_run.Value}";

    /// <summary>A baseline without figures of its own.</summary>
    public string Baseline => $"bayes={_baseline.Value}";

    /// <summary>The repository.</summary>
    internal static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.."));

    /// <summary>A new file.</summary>
    public string Write(string name, string content)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Train()
    {
        var recipe = Recipe.Parse(Small, "test");
        var directory = RunDirectory.Create(Path.Combine(_folder, "small"), recipe, new RunSettings("/somewhere/sample", null, null, null, false, 1));
        new TrainingRun(directory, recipe, 1, new Silent())
            .Execute(TrainingData.Split(ReviewData.Open("sample"), recipe.Split), null, CancellationToken.None);
        return directory.Path;
    }

    private string Fit()
    {
        string path = Path.Combine(_folder, "bayes.safetensors");
        new NgramKind().Fit(Recipe.Open("naive-bayes"), ReviewData.Open("sample").Train, new FittingOptions()).Save(path);
        return path;
    }

    private sealed class Silent : ITrainingObserver
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

        public void Evaluating(string name, int reviews)
        {
        }
    }
}
