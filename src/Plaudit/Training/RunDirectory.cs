using System.Text.Json;
using Plaudit.Evaluation;
using Plaudit.Recipes;

namespace Plaudit.Training;

/// <summary>The folder of one training run, and what lies where in it.</summary>
public sealed class RunDirectory
{
    private readonly bool _isNew;

    private RunDirectory(string path, bool isNew = false) => (Path, _isNew) = (path, isNew);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The trained model.</summary>
    public string Model => In("model.safetensors");

    /// <summary>The recipe as run, overrides included.</summary>
    public string Recipe => In("recipe.json");

    /// <summary>One line per epoch.</summary>
    public string History => In("history.jsonl");

    /// <summary>The evaluation at the end.</summary>
    public string Metrics => In("metrics.json");

    /// <summary>The evaluation's predictions.</summary>
    public string Predictions => In("predictions.csv");

    /// <summary>The page that shows all of it. Written by the command line, since the library draws nothing.</summary>
    public string Report => In("report.html");

    /// <summary>Weights, optimiser and position of a run in progress.</summary>
    public string Checkpoint => In(System.IO.Path.Combine("checkpoint", "state.safetensors"));

    /// <summary>What the run was started with.</summary>
    public string Settings => In(System.IO.Path.Combine("checkpoint", "run.json"));

    /// <summary>Whether the run is done: model, metrics and predictions are those of its last epoch.</summary>
    public bool IsFinished => File.Exists(Finished);

    private string Lock => In(System.IO.Path.Combine("checkpoint", "lock"));

    private string Finished => In(System.IO.Path.Combine("checkpoint", "finished"));

    /// <summary>Makes the folder of a new run.</summary>
    /// <exception cref="PlauditException">It exists, or cannot be made, or the recipe cannot be used.</exception>
    public static RunDirectory Create(string path, Recipe recipe, RunSettings settings)
    {
        recipe.Validate();
        if (!NewFolder.TryMake(path, Filling(recipe, settings)))
            throw Taken(path);
        return new RunDirectory(path, isNew: true);
    }

    /// <summary>Creates the folder of a new run, with a number appended if its name is taken.</summary>
    internal static RunDirectory CreateNumbered(string path, Recipe recipe, RunSettings settings) =>
        new(NewFolder.MakeNumbered(path, Filling(recipe, settings)), isNew: true);

    /// <summary>Refuses a folder that exists. Call before long work.</summary>
    /// <exception cref="PlauditException">There is something at the path.</exception>
    public static void RequireNew(string path)
    {
        if (System.IO.Path.Exists(path))
            throw Taken(path);
    }

    /// <summary>Opens the folder of a run that was started before.</summary>
    /// <exception cref="PlauditException">It is not a run folder, or its content cannot be read.</exception>
    public static (RunDirectory Run, Recipe Recipe, RunSettings Settings) Open(string path)
    {
        var run = new RunDirectory(path);
        string recipe = run.Read(run.Recipe);
        string settings = run.Read(run.Settings);
        try
        {
            return (run, Recipes.Recipe.Parse(recipe, run.Recipe), RunSettings.FromJson(settings));
        }
        catch (JsonException e)
        {
            throw new PlauditException($"{run.Settings} is damaged: {JsonFault.Describe(e)}. Start the run again.", e);
        }
    }

    /// <summary>The folder of a run to read from, or null if the path is not a folder (but a model file).</summary>
    public static RunDirectory? Find(string path) => Directory.Exists(path) ? new RunDirectory(path) : null;

    /// <summary>Reads the evaluation at the end; null where there is none.</summary>
    /// <exception cref="PlauditException">The file is damaged or cannot be read.</exception>
    public EvaluationResult? ReadMetrics()
    {
        if (!File.Exists(Metrics))
            return null;
        try
        {
            return EvaluationResult.FromJson(File.ReadAllText(Metrics));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlauditException)
        {
            throw new PlauditException($"cannot read {Metrics}: {e.Message}", e);
        }
    }

    /// <summary>Reads the finished epochs; none for a baseline or without a history.</summary>
    /// <exception cref="PlauditException">The file is damaged or cannot be read.</exception>
    internal IReadOnlyList<EpochResult> ReadHistory()
    {
        if (!File.Exists(History))
            return [];
        try
        {
            return [.. File.ReadLines(History).Select(EpochResult.FromJson)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new PlauditException(
                $"cannot read {History}: {(e is JsonException json ? JsonFault.Describe(json, oneLine: true) : e.Message)}", e);
        }
    }

    /// <summary>Reads what the run was started with; null where there is nothing to tell.</summary>
    /// <exception cref="PlauditException">The file is damaged or cannot be read.</exception>
    public RunSettings? ReadSettings()
    {
        if (!File.Exists(Settings))
            return null;
        try
        {
            return RunSettings.FromJson(File.ReadAllText(Settings));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new PlauditException($"cannot read {Settings}: {(e is JsonException json ? JsonFault.Describe(json) : e.Message)}", e);
        }
    }

    /// <summary>Keeps other processes from training this run, until the lock is given up or this process ends.</summary>
    /// <exception cref="PlauditException">Another process is training it, or the folder cannot be written.</exception>
    internal FileLock Hold() => FileLock.TryTake(Lock)
        ?? throw new PlauditException($"{Path} is being trained by another process: wait until it is done, or stop it first");

    /// <summary>Refuses a run that another process is training; asked before long work.</summary>
    /// <exception cref="PlauditException">Another process is training it, or the folder cannot be written.</exception>
    internal void RequireIdle() => Hold().Dispose();

    /// <summary>Removes a folder that this process created and in which nothing was learned, so that its name is free again.</summary>
    /// <param name="held">From <see cref="Hold"/>.</param>
    internal void RemoveUnused(FileLock held)
    {
        string[] first = [Recipe, Settings, Lock];
        if (!_isNew || !Directory.Exists(Path) || Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Except(first).Any())
            return;
        held.Remove();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It does no harm.
        }
    }

    /// <summary>Puts other settings in the place of those the run was started with, such as where its data lies now.</summary>
    internal void Change(RunSettings settings) => AtomicFile.WriteText(Settings, settings.ToJson());

    /// <summary>Call last: a run that is stopped before this does its evaluation again when it is resumed.</summary>
    internal void MarkFinished() =>
        AtomicFile.WriteText(Finished, "The run is finished: its model, metrics and predictions are those of the last epoch.\n");

    internal void WriteHistory(IEnumerable<EpochResult> history) =>
        AtomicFile.WriteText(History, string.Concat(history.Select(epoch => epoch.ToJson() + "\n")));

    private static Action<string> Filling(Recipe recipe, RunSettings settings) => folder =>
    {
        var run = new RunDirectory(folder);
        AtomicFile.WriteText(run.Recipe, recipe.Json);
        AtomicFile.WriteText(run.Settings, settings.ToJson());
    };

    private static PlauditException Taken(string path) => File.Exists(new RunDirectory(path).Settings)
        ? new($"{path} exists: choose another {Setting.RunFolder}, or continue that run") { NextStep = new(NextStepKind.ContinueRun, path) }
        : new($"{path} exists: choose another {Setting.RunFolder}");

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"{Path} is not the folder of a run that can continue: cannot read {file}: {e.Message}", e);
        }
    }
}
