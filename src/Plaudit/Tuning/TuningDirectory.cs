using System.Text.Json;
using Plaudit.Recipes;

namespace Plaudit.Tuning;

/// <summary>The folder of a tuning, and what lies where in it.</summary>
public sealed class TuningDirectory
{
    private readonly bool _isNew;

    private TuningDirectory(string path, bool isNew = false) => (Path, _isNew) = (path, isNew);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The base recipe, overrides included.</summary>
    public string Recipe => In("recipe.json");

    /// <summary>The search space.</summary>
    public string Space => In("space.json");

    /// <summary>What the tuning was started with.</summary>
    public string Settings => In("tune.json");

    /// <summary>One event per line.</summary>
    public string Ledger => In("ledger.jsonl");

    /// <summary>The best recipe found.</summary>
    public string Best => In("best.json");

    /// <summary>All trials, their curves, and what each key matters.</summary>
    public string Results => In("results.json");

    /// <summary>The page that shows all of it. Written by the command line, since the library draws nothing.</summary>
    public string Report => In("report.html");

    /// <summary>The ledgers of trials that were trained on their own.</summary>
    internal IReadOnlyList<string> TrialLedgers =>
        [.. Directory.GetFiles(Path, "ledger-*.jsonl").Order(StringComparer.Ordinal)];

    /// <summary>Makes the folder of a new tuning.</summary>
    /// <exception cref="PlauditException">It exists, or cannot be made.</exception>
    public static TuningDirectory Create(string path, Recipe recipe, SearchSpace space, TuningSettings settings)
    {
        if (!NewFolder.TryMake(path, Filling(recipe, space, settings)))
            throw Taken(path);
        return new TuningDirectory(path, isNew: true);
    }

    /// <summary>Creates the folder of a new tuning, with a number appended if its name is taken.</summary>
    internal static TuningDirectory CreateNumbered(string path, Recipe recipe, SearchSpace space, TuningSettings settings) =>
        new(NewFolder.MakeNumbered(path, Filling(recipe, space, settings)), isNew: true);

    /// <summary>
    /// Makes the folder, or opens one that was made for the same recipe, space and settings: the jobs of an array share it, and the first creates it.
    /// </summary>
    /// <exception cref="PlauditException">It was made for something else, or cannot be made.</exception>
    public static TuningDirectory CreateOrShare(string path, Recipe recipe, SearchSpace space, TuningSettings settings)
    {
        RemoveEmpty(path);
        if (NewFolder.TryMake(path, Filling(recipe, space, settings)))
            return new TuningDirectory(path);
        if (!File.Exists(new TuningDirectory(path).Settings))
            throw new PlauditException($"{path} exists and is not the folder of a tuning: choose another {Setting.RunFolder}");
        (TuningDirectory directory, Recipe made, SearchSpace madeSpace, TuningSettings begun) = Open(path);
        // How many threads a job has changes nothing that jobs share.
        bool same = made.Json == recipe.Json && madeSpace.Json == space.Json
            && begun.Seed == settings.Seed && begun.Data with { Threads = 0 } == settings.Data with { Threads = 0 };
        return same
            ? directory
            : throw new PlauditException($"{path} was begun with another recipe, space, seed or data: choose another {Setting.RunFolder}");
    }

    /// <summary>Refuses a folder that exists. Call before long work.</summary>
    /// <exception cref="PlauditException">There is something at the path.</exception>
    public static void RequireNew(string path)
    {
        if (System.IO.Path.Exists(path))
            throw Taken(path);
    }

    /// <summary>Opens the folder of a tuning that was started before.</summary>
    /// <exception cref="PlauditException">It is not a tuning folder, or its content cannot be read.</exception>
    public static (TuningDirectory Directory, Recipe Recipe, SearchSpace Space, TuningSettings Settings) Open(string path)
    {
        var directory = new TuningDirectory(path);
        string recipe = directory.Read(directory.Recipe);
        string space = directory.Read(directory.Space);
        string settings = directory.Read(directory.Settings);
        try
        {
            return (directory, Recipes.Recipe.Parse(recipe, directory.Recipe), SearchSpace.Parse(space, directory.Space),
                TuningSettings.FromJson(settings));
        }
        catch (JsonException e)
        {
            throw new PlauditException($"{directory.Settings} is damaged: {JsonFault.Describe(e)}. Start the tuning again.", e);
        }
    }

    /// <summary>Puts other settings in the place of those the tuning was started with, such as more trials.</summary>
    /// <exception cref="PlauditException">They cannot be written.</exception>
    public void Change(TuningSettings settings) => AtomicFile.WriteText(Settings, settings.ToJson());

    /// <summary>Removes the checkpoint of a trial that will not continue.</summary>
    internal void RemoveCheckpoint(int trial) => Remove(System.IO.Path.GetDirectoryName(Checkpoint(trial))!);

    /// <summary>Removes all checkpoints. A trial that continues anyway is retrained to the same weights.</summary>
    internal void RemoveCheckpoints() => Remove(In("trials"));

    internal string TrialLedger(int trial) => In($"ledger-{trial}.jsonl");

    internal string Checkpoint(int trial) => In(System.IO.Path.Combine("trials", $"{trial}", "state.safetensors"));

    /// <summary>Removes a folder that this process made and that no trial learned anything in: its name is free again.</summary>
    internal void RemoveUnused()
    {
        if (_isNew && !Directory.Exists(In("trials")) && !HasLearned())
            Remove(Path);
    }

    private bool HasLearned()
    {
        try
        {
            return File.Exists(Ledger)
                && File.ReadLines(Ledger).Any(line => LedgerEvent.FromJson(line).Event is LedgerEvent.EpochDone or LedgerEvent.RungDone);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return true;
        }
    }

    private static Action<string> Filling(Recipe recipe, SearchSpace space, TuningSettings settings) => folder =>
    {
        var directory = new TuningDirectory(folder);
        AtomicFile.WriteText(directory.Recipe, recipe.Json);
        AtomicFile.WriteText(directory.Space, space.Json);
        AtomicFile.WriteText(directory.Settings, settings.ToJson());
    };

    private static PlauditException Taken(string path) => File.Exists(new TuningDirectory(path).Settings)
        ? new($"{path} exists: choose another {Setting.RunFolder}, or continue that tuning") { NextStep = new(NextStepKind.ContinueTuning, path) }
        : new($"{path} exists: choose another {Setting.RunFolder}");

    /// <summary>A folder that a user has made for the jobs of an array is as good as none.</summary>
    private static void RemoveEmpty(string path)
    {
        try
        {
            if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
                Directory.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another job has begun to use it.
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They take room, and do no harm.
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"{Path} is not the folder of a tuning that can continue: cannot read {file}: {e.Message}", e);
        }
    }
}
