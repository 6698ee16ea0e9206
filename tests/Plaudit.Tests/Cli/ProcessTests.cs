using Plaudit.Tests.Data;

namespace Plaudit.Tests.Cli;

/// <summary>What only a process of its own shows.</summary>
public sealed class ProcessTests(TrainedRun trained) : IDisposable
{
    private static readonly string[] s_longer = CommandLine.Set("training.epochs=12");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Signals_keep_a_checkpoint_and_a_killed_run_its_last_one_and_all_come_to_the_same_model()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill");
        Assert.Equal(0, CommandLine.Run(CommandLine.Train("sample", _folder.File("whole"), s_longer, threads: 2)).Code);
        foreach ((string signal, int code) in ((string, int)[])[("TERM", 143), ("INT", 130), ("KILL", 137)])
        {
            string run = signal.ToLowerInvariant();
            using var process = PlauditProcess.Start(_folder.Path, null, CommandLine.Train("sample", run, s_longer, threads: 2));
            process.WaitFor("epoch  3/12");
            process.Signal(signal);
            CommandResult result = process.Wait();
            Assert.Equal((code, ""), (result.Code, result.Output));
            if (code != 137)
                Assert.Matches(
                    @"\nstopped by (SIGTERM|Ctrl-C) in epoch [0-9]+ of 12; a checkpoint is kept. To continue: plaudit train --resume (term|int)\n$",
                    result.Error);
            Assert.False(File.Exists(Path.Combine(_folder.File(run), "model.safetensors")));
            Assert.Equal(0, CommandLine.Run("train", "--resume", _folder.File(run)).Code);
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.File("whole"), "model.safetensors")),
                File.ReadAllBytes(Path.Combine(_folder.File(run), "model.safetensors")));
        }
    }

    [Fact]
    public void Default_folder_tells_recipe_and_time_and_a_run_can_be_resumed_from_elsewhere()
    {
        _folder.Write("work/data.csv", "review,sentiment\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"A film number {i},{i % 2}\n")));
        CommandResult result = PlauditProcess.Run(
            _folder.File("work"), null, ["train", "notebook-baseline", "--data", "data.csv", .. CommandLine.Tiny]);
        Assert.Equal(0, result.Code);
        // With TERM set and no terminal behind it, a line is a line.
        Assert.DoesNotContain('\e', result.Error + result.Output);
        string run = Assert.Single(Directory.GetDirectories(_folder.File("work/runs")));
        Assert.Matches("^notebook-baseline-[0-9]{8}-[0-9]{6}$", Path.GetFileName(run));
        Assert.Contains($"\nrun            {Path.Combine("runs", Path.GetFileName(run))}\n", result.Output, StringComparison.Ordinal);

        byte[] model = File.ReadAllBytes(Path.Combine(run, "model.safetensors"));
        File.Delete(Path.Combine(run, "checkpoint", "finished"));
        File.Delete(Path.Combine(run, "checkpoint", "state.safetensors"));
        Assert.Equal(0, CommandLine.Run("train", "--resume", run).Code);
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(run, "model.safetensors")));
    }

    [Fact]
    public void Commands_of_a_script_write_one_behind_the_other_into_one_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no sh");
        CommandResult result = PlauditProcess.Shell(
            _folder.Path, "(echo first; $PLAUDIT recipes; echo between; $PLAUDIT --version; echo last) > all.txt");
        Assert.Equal(0, result.Code);
        string[] lines = File.ReadAllLines(_folder.File("all.txt"));
        string recipes = CommandLine.Run("recipes").Output;
        Assert.Equal($"first\n{recipes}between\n{CommandLine.Run("--version").Output}last\n", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Reader_that_goes_away_and_full_disk_end_without_a_trace()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "this system has no /dev/full");
        File.WriteAllLines(_folder.File("many.txt"), Enumerable.Repeat("A fine film.", 20_000));
        CommandResult head = PlauditProcess.Shell(_folder.Path, $"$PLAUDIT predict --model {trained.Path} --input many.txt | head -n 1");
        Assert.Equal("", head.Error);
        Assert.Single(head.Lines);
        CommandResult full = PlauditProcess.Shell(_folder.Path, $"$PLAUDIT predict --model {trained.Path} --input many.txt > /dev/full");
        Assert.Equal((1, "plaudit: No space left on device"), (full.Code, full.Error.Split(" : ")[0].TrimEnd()));
        CommandResult piped = PlauditProcess.Shell(
            _folder.Path, $"printf 'A fine film.\\n\\nDull.' | $PLAUDIT predict --model {trained.Path} --input -");
        Assert.Equal((0, 3, "-\tEmpty review"), (piped.Code, piped.Lines.Length, piped.Lines[1]));
    }

    [Fact]
    public void Data_is_fetched_once_listed_and_cleared()
    {
        byte[] archive = ArchiveBuilder.GZip(ArchiveBuilder.Tar(ArchiveBuilder.Small));
        using var server = new RangeServer(archive);
        var environment = new Dictionary<string, string>
        {
            ["PLAUDIT_CACHE"] = _folder.File("cache"),
            ["PLAUDIT_IMDB_URL"] = server.Address,
            ["PLAUDIT_IMDB_SHA256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(archive)),
        };
        CommandResult empty = PlauditProcess.Run(_folder.Path, environment, "data");
        Assert.Equal((0, _folder.File("cache")), (empty.Code, empty.Lines[0]));
        Assert.Contains("nothing is cached", empty.Output, StringComparison.Ordinal);

        CommandResult fetched = PlauditProcess.Run(_folder.Path, environment, "data", "imdb");
        Assert.Equal((0, $"{Path.Combine(_folder.File("cache"), "aclImdb_v1.tar.gz")}\n"), (fetched.Code, fetched.Output));
        CommandResult evaluated = PlauditProcess.Run(_folder.Path, environment, "evaluate", trained.Path, "--data", "imdb", "--json");
        Assert.Equal(0, evaluated.Code);
        Assert.Contains("\"count\": 2,", evaluated.Output, StringComparison.Ordinal);
        Assert.Single(server.Requests);

        Assert.Contains("  aclImdb_v1.tar.gz  0.0 MB", PlauditProcess.Run(_folder.Path, environment, "data").Output, StringComparison.Ordinal);
        Assert.Equal(0, PlauditProcess.Run(_folder.Path, environment, "data", "clear").Code);
        Assert.Empty(Directory.GetFiles(_folder.File("cache")));
    }
}
