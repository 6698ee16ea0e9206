using System.Text.Json.Nodes;
using Plaudit.Cli;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Training;

namespace Plaudit.Tests.Cli;

/// <summary>A run's folder belongs to one training, is whole from its first moment, and is there only where something was trained.</summary>
public sealed class RunFolderTests : IDisposable
{
    private const int AtOnce = 6;

    private static readonly RunSettings s_settings = new("sample", null, null, null, false, 1);

    private readonly TemporaryFolder _folder = new();

    private string Run => _folder.File("my run");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_of_several_trainings_gets_a_folder_and_it_is_all_its_own()
    {
        for (int round = 0; round < 20; round++)
        {
            string path = _folder.File($"run{round}");
            (string? Made, string? Refused)[] all = AllAtOnce(i =>
            {
                RunDirectory.Create(path, Seeded(i), s_settings with { Threads = i + 1 });
                return $"{i}";
            });
            string winner = Assert.Single(all, one => one.Made is not null).Made!;
            Assert.All(all.Where(one => one.Made is null), one =>
                Assert.StartsWith($"{path} exists: choose another `RunFolder`", one.Refused, StringComparison.Ordinal));
            (_, Recipe recipe, RunSettings settings) = RunDirectory.Open(path);
            Assert.Equal((winner, winner), ($"{recipe.Training.Seed}", $"{settings.Threads - 1}"));
        }

        Assert.Equal(20, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public void Trainings_of_one_second_get_names_of_their_own()
    {
        string path = _folder.File("quickstart-20260101-000000");
        (string? Made, string? Refused)[] all = AllAtOnce(i => RunDirectory.CreateNumbered(path, Seeded(i), s_settings).Path);
        Assert.Equal([path, .. Enumerable.Range(2, AtOnce - 1).Select(number => $"{path}-{number}")],
            all.Select(one => one.Made).Order(StringComparer.Ordinal));
        Assert.Equal(AtOnce, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    [Fact]
    public void Folders_that_killed_processes_left_unfinished_are_removed_and_others_are_not()
    {
        string[] left = ["run.2147483646-0123456789abcdef.tmp", $"run.{Environment.ProcessId}-0123456789abcdef.tmp", "run.1-2.tmp", "mine.tmp"];
        foreach (string name in left)
        {
            _folder.Write($"{name}/recipe.json", "{}");
            Directory.SetLastWriteTimeUtc(_folder.File(name), DateTime.UtcNow.AddSeconds(-20));
        }

        RunDirectory.Create(_folder.File("run"), Seeded(1), s_settings);
        Assert.Equal(["mine.tmp", "run", "run.1-2.tmp", left[1]],
            Directory.GetDirectories(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_that_is_being_trained_cannot_be_resumed_beside_it()
    {
        using var interruption = new Interruption();
        CommandResult? second = null;
        var error = new TriggerWriter("epoch 2/3", () => second = CommandLine.Run("train", "--resume", Run));
        Assert.Equal(0, CommandLine.Run(TextWriter.Null, error, interruption, "", false, CommandLine.Train(Run)));
        Assert.Equal((1, $"plaudit: {Run} is being trained by another process: wait until it is done, or stop it first\n"),
            (second!.Code, second.Error));
        Assert.False(File.Exists(Path.Combine(Run, "checkpoint", "lock")));
    }

    [Fact]
    public void Training_that_never_began_leaves_no_folder()
    {
        // Its beginning, which is looked at before data is read, is sound.
        string vectors = _folder.Write("vectors.txt", $"good {string.Join(' ', Enumerable.Repeat("0.1", 16))}\nfilm 0.1 nonsense\n");
        CommandResult result = CommandLine.Run(CommandLine.Train(Run, "--set", $"layers.0.vectors={vectors}"));
        Assert.Equal(1, result.Code);
        Assert.Contains("vectors.txt", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));

        string space = _folder.Write("space.json", """{ "keys": { "training.batchSize": { "choices": [16, 32] } } }""");
        CommandResult tuning = CommandLine.Run(
            ["tune", "quickstart", "--data", "sample", "--space", space, "--trials", "2", "--run", Run, "--threads", "1",
                .. CommandLine.Set("layers.0.size=16", "split.validation=0.2", $"layers.0.vectors={vectors}")]);
        Assert.Equal(1, tuning.Code);
        Assert.Contains("no trial could be trained; trial 0: ", tuning.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run));
    }

    [Fact]
    public void Command_that_continues_a_run_can_be_pasted_into_a_shell()
    {
        Assert.EndsWith($"To continue: plaudit train --resume '{Run}'\n", Interrupted("sample"), StringComparison.Ordinal);
        Assert.Contains($"continue that run: plaudit train --resume '{Run}'", CommandLine.Run(CommandLine.Train(Run)).Error,
            StringComparison.Ordinal);
        Assert.Contains($"plaudit train --resume '{Run}' continues it", CommandLine.Run("info", Run).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_whose_data_was_moved_continues_with_its_new_place_and_no_other()
    {
        string data = Reviews("data.csv", 12);
        Interrupted(data);
        string moved = _folder.File("moved.csv");
        File.Move(data, moved);
        CommandResult gone = CommandLine.Run("train", "--resume", Run);
        Assert.Equal(1, gone.Code);
        Assert.Contains($"If it was moved, name its new place: plaudit train --resume '{Run}' --data DATA", gone.Error, StringComparison.Ordinal);

        CommandResult other = CommandLine.Run("train", "--resume", Run, "--data", Reviews("other.csv", 14));
        Assert.Equal(1, other.Code);
        Assert.Contains("is no longer what this run began with", other.Error, StringComparison.Ordinal);
        Assert.Equal(data, Recorded("checkpoint/run.json")["data"]!.GetValue<string>());

        Assert.Equal(0, CommandLine.Run("train", "--resume", Run, "--data", moved).Code);
        Assert.Equal(moved, Recorded("checkpoint/run.json")["data"]!.GetValue<string>());
        Assert.Contains("began without --test", CommandLine.Run("train", "--resume", Run, "--test", moved).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tuning_whose_data_was_moved_continues_with_its_new_place_and_no_other()
    {
        string data = Reviews("data.csv", 200);
        string space = _folder.Write("space.json", """{ "keys": { "baseline.smoothing": { "logUniform": [0.1, 10] } } }""");
        Assert.Equal(0, CommandLine.Run(
            "tune", "naive-bayes", "--data", data, "--space", space, "--trials", "2", "--run", Run, "--set", "split.validation=0.2").Code);
        string moved = _folder.File("moved.csv");
        File.Move(data, moved);
        Assert.Contains($"plaudit tune --resume '{Run}' --data DATA", CommandLine.Run("tune", "--resume", Run).Error, StringComparison.Ordinal);
        CommandResult other = CommandLine.Run("tune", "--resume", Run, "--data", Reviews("other.csv", 202));
        Assert.Equal(1, other.Code);
        Assert.Contains("its reviews are not those that are there now", other.Error, StringComparison.Ordinal);
        Assert.Equal(data, Recorded("tune.json")["data"]!["data"]!.GetValue<string>());
        Assert.Equal(0, CommandLine.Run("tune", "--resume", Run, "--data", moved, "--trials", "3").Code);
        Assert.Equal(moved, Recorded("tune.json")["data"]!["data"]!.GetValue<string>());
    }

    [Fact]
    public void Finished_run_without_its_report_has_it_made()
    {
        string data = Reviews("data.csv", 12);
        Assert.Equal(0, CommandLine.Run(CommandLine.Train(data, Run, [])).Code);
        string report = Path.Combine(Run, "report.html");
        File.Delete(report);
        CommandResult result = CommandLine.Run("train", "--resume", Run);
        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("its report is missing, and is made now", result.Error, StringComparison.Ordinal);
        Assert.Contains("Learning curves", File.ReadAllText(report), StringComparison.Ordinal);

        File.Delete(report);
        CommandResult other = CommandLine.Run("train", "--resume", Run, "--data", Reviews("other.csv", 20));
        Assert.Equal(1, other.Code);
        Assert.Contains("the reviews are no longer those that", other.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(report));
    }

    [Fact]
    public void More_threads_than_processors_are_not_used()
    {
        CommandResult result = CommandLine.Run(CommandLine.Train("sample", Run, CommandLine.Set("training.epochs=1"), threads: 1024));
        Assert.Equal(0, result.Code);
        Assert.Contains(
            $"note: --threads 1024 is more than this machine has processors, and would only be slower: using {Environment.ProcessorCount}\n",
            result.Error, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessorCount, Recorded("checkpoint/run.json")["threads"]!.GetValue<int>());
        Assert.Contains($"note: --parallel 1000 is more than this machine has processors",
            CommandLine.Run("tune", "--resume", _folder.Path, "--parallel", "1000").Error, StringComparison.Ordinal);
    }

    private static Recipe Seeded(int seed) => Recipe.Open("quickstart", [$"training.seed={seed}"]);

    private static (string? Made, string? Refused)[] AllAtOnce(Func<int, string> make)
    {
        using var start = new Barrier(AtOnce);
        var results = new (string?, string?)[AtOnce];
        Thread[] threads = [.. Enumerable.Range(0, AtOnce).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                results[i] = (make(i), null);
            }
            catch (PlauditException e)
            {
                results[i] = (null, e.Message);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return results;
    }

    /// <summary>Begins the run and stops it in its second epoch.</summary>
    private string Interrupted(string data)
    {
        using var interruption = new Interruption();
        var error = new TriggerWriter("epoch 1/3", () => interruption.Request(ExitCodes.Interrupted)) { NewLine = "\n" };
        Assert.Equal(ExitCodes.Interrupted, CommandLine.Run(TextWriter.Null, error, interruption, "", false, CommandLine.Train(data, Run, [])));
        return error.ToString();
    }

    private string Reviews(string name, int rows) =>
        _folder.Write(name, "review,sentiment\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"A film number {i},{i % 2}\n")));

    private JsonNode Recorded(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Run, file)))!;
}
