using System.Text.Json;
using Plaudit.Models;

namespace Plaudit.Training;

/// <summary>The folder of one training run, and what lies where in it.</summary>
public sealed class RunDirectory
{
    private RunDirectory(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The trained model.</summary>
    public string Model => In("model.safetensors");

    /// <summary>The recipe as run, overrides included.</summary>
    public string Recipe => In("recipe.json");

    /// <summary>A line an epoch.</summary>
    public string History => In("history.jsonl");

    /// <summary>The evaluation at the end.</summary>
    public string Metrics => In("metrics.json");

    /// <summary>The evaluation's predictions.</summary>
    public string Predictions => In("predictions.csv");

    /// <summary>Weights, optimiser and position of a run in progress.</summary>
    public string Checkpoint => In(System.IO.Path.Combine("checkpoint", "state.safetensors"));

    /// <summary>What the run was started with.</summary>
    public string Settings => In(System.IO.Path.Combine("checkpoint", "run.json"));

    /// <summary>Makes the folder of a new run.</summary>
    /// <exception cref="PlauditException">It exists, or cannot be made.</exception>
    public static RunDirectory Create(string path, Recipe recipe, RunSettings settings)
    {
        if (Directory.Exists(path) || File.Exists(path))
            throw new PlauditException($"{path} exists: choose another --run folder, or go on with that run through --resume {path}");
        var run = new RunDirectory(path);
        AtomicFile.WriteText(run.Recipe, recipe.Json);
        AtomicFile.WriteText(run.Settings, settings.ToJson());
        return run;
    }

    /// <summary>Opens the folder of a run that was started before.</summary>
    /// <exception cref="PlauditException">It is no run's folder, or what it holds cannot be read.</exception>
    public static (RunDirectory Run, Recipe Recipe, RunSettings Settings) Open(string path)
    {
        var run = new RunDirectory(path);
        string recipe = run.Read(run.Recipe);
        string settings = run.Read(run.Settings);
        try
        {
            return (run, Models.Recipe.Parse(recipe, run.Recipe), RunSettings.FromJson(settings));
        }
        catch (JsonException e)
        {
            throw new PlauditException($"{run.Settings} is damaged: {e.Message} Start the run anew.", e);
        }
    }

    internal void WriteHistory(IEnumerable<EpochResult> history) =>
        AtomicFile.WriteText(History, string.Concat(history.Select(epoch => epoch.ToJson() + "\n")));

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"{Path} is not the folder of a run to go on with: cannot read {file}: {e.Message}", e);
        }
    }
}
