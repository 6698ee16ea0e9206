using System.Diagnostics;
using Plaudit.Inference;
using Plaudit.Server.Models;

namespace Plaudit.Server.Tests;

/// <summary>A model file is replaced while the service works.</summary>
public class ReloadTests(TestModels models)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_new_file_takes_over_under_load_without_a_wrong_answer()
    {
        string file = models.Copy(models.First, "live.safetensors");
        await using RunningServer server = await RunningServer.Start(file);
        string review = models.Reviews[3];
        float before = (float)SentimentPredictor.Load(models.First).Predict(review).Score;
        float after = (float)SentimentPredictor.Load(models.Second).Predict(review).Score;
        string oldVersion = (await server.Predict(review)).Json.GetProperty("version").GetString()!;
        using var stop = new CancellationTokenSource();
        Task<int>[] clients = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            int seen = 0;
            while (!stop.IsCancellationRequested)
            {
                Reply reply = await server.Predict(review);
                Assert.Equal(200, reply.Code);
                // The version tells which of the two it is; nothing else is ever answered.
                Assert.Equal(reply.Json.GetProperty("version").GetString() == oldVersion ? before : after, reply.Score);
                seen++;
            }

            return seen;
        }, TestContext.Current.CancellationToken))];
        for (int i = 0; i < 6; i++)
        {
            Replace(file, i % 2 == 0 ? models.Second : models.First);
            float wanted = i % 2 == 0 ? after : before;
            await Until(async () => (await server.Predict(review)).Score.Equals(wanted));
        }

        await stop.CancelAsync();
        Assert.True((await Task.WhenAll(clients)).Sum() > 100);
        Assert.Contains("plaudit_model_reloads_total 6", (await server.Get("/metrics")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_file_leaves_the_old_model_serving_and_is_named()
    {
        string file = models.Copy(models.First, "live.safetensors");
        await using RunningServer server = await RunningServer.Start($"live={file}");
        Reply good = await server.Predict(models.Reviews[0]);
        byte[] bytes = await File.ReadAllBytesAsync(models.Second, TestContext.Current.CancellationToken);
        foreach (byte[] bad in (byte[][])[[], bytes[..^100], [.. "not a model"u8]])
        {
            string before = await ReloadError(server) ?? "";
            await File.WriteAllBytesAsync(file + ".new", bad, TestContext.Current.CancellationToken);
            File.Move(file + ".new", file, overwrite: true);
            await Until(async () => await ReloadError(server) is { Length: > 0 } error && error != before);
            Assert.Equal(good.Body, (await server.Predict(models.Reviews[0])).Body);
            Reply ready = await server.Get("/health/ready");
            Assert.Equal(200, ready.Code);
            // Open to everybody, with a key or without: it names the model, and neither its folder nor what the file holds.
            Assert.Contains("cannot be served: GET /models", ready.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(Path.GetDirectoryName(file)!, ready.Body, StringComparison.Ordinal);
        }

        File.Delete(file);
        await Until(async () => (await ReloadError(server))?.Contains("there is no model at", StringComparison.Ordinal) == true);
        Assert.Equal(good.Body, (await server.Predict(models.Reviews[0])).Body);

        Replace(file, models.Second);
        await Until(async () => await ReloadError(server) is null);
        Assert.NotEqual(good.Score, (await server.Predict(models.Reviews[0])).Score);
    }

    [Fact]
    public async Task Version_and_weights_are_always_of_the_same_bytes()
    {
        string file = models.Copy(models.First, "live.safetensors");
        var address = new ModelAddress("live", file);
        string review = models.Reviews[3];
        var scores = new Dictionary<string, double>();
        foreach (string path in (string[])[models.First, models.Second])
            scores.Add(ServedModel.Load(new ModelAddress("live", path)).Version, SentimentPredictor.Load(path).Predict(review).Score);
        using var stop = new CancellationTokenSource();
        Task swapping = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                Replace(file, i % 2 == 0 ? models.Second : models.First);
                await Task.Delay(2);
            }
        }, TestContext.Current.CancellationToken);
        var seen = new HashSet<string>();
        for (int i = 0; i < 200; i++)
        {
            try
            {
                ServedModel loaded = ServedModel.Load(address);
                Assert.Equal(scores[loaded.Version], loaded.Predictor.Predict(review).Score);
                seen.Add(loaded.Version);
            }
            catch (PlauditException e) when (e.Message.Contains("changes while it is read", StringComparison.Ordinal))
            {
                // Refused, not mixed.
            }
        }

        await stop.CancelAsync();
        await swapping;
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void A_file_replaced_while_the_service_starts_takes_over()
    {
        string file = models.Copy(models.First, "live.safetensors");
        var address = new ModelAddress("live", file);
        ServedModel first = ServedModel.Load(address);
        // After the weights were read, and before the slot is made.
        Replace(file, models.Second);
        var slot = new ModelSlot(address, first);
        Assert.False(slot.TryReload());
        Assert.True(slot.TryReload());
        Assert.NotEqual(first.Version, slot.Current.Version);
    }

    [Fact]
    public void A_file_of_the_same_length_and_time_takes_over_and_one_that_still_changes_waits()
    {
        string file = models.Copy(models.First, "live.safetensors");
        var address = new ModelAddress("live", file);
        var slot = new ModelSlot(address, ServedModel.Load(address));
        string version = slot.Current.Version;
        DateTime time = File.GetLastWriteTimeUtc(file);
        byte[] bytes = File.ReadAllBytes(models.Second);
        Assert.Equal(bytes.Length, new FileInfo(file).Length);
        foreach (bool inPlace in (bool[])[false, true])
        {
            string target = inPlace ? file : file + ".new";
            using (FileStream stream = File.OpenWrite(target))
                stream.Write(inPlace ? File.ReadAllBytes(models.First) : bytes);
            File.SetLastWriteTimeUtc(target, time);
            if (!inPlace)
                File.Move(target, file, overwrite: true);
            Assert.False(slot.TryReload());
            Assert.True(slot.TryReload());
            Assert.Null(slot.ReloadError);
            Assert.Equal(inPlace, slot.Current.Version == version);
        }

        for (int i = 0; i < 3; i++)
        {
            Thread.Sleep(10);
            File.SetLastWriteTimeUtc(file, time.AddSeconds(i + 1));
            Assert.False(slot.TryReload());
        }
    }

    [Fact]
    public void A_pipe_in_the_files_place_is_refused_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo and statx are Linux's");
        string file = models.Copy(models.First, "live.safetensors");
        var address = new ModelAddress("live", file);
        var slot = new ModelSlot(address, ServedModel.Load(address));
        File.Delete(file);
        using (Process make = Process.Start("mkfifo", [file]))
            make.WaitForExit();
        Assert.False(slot.TryReload());
        Assert.True(slot.TryReload());
        Assert.Contains("pipe or a device", slot.ReloadError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reload_that_failed_for_a_passing_reason_is_tried_again_with_the_same_file()
    {
        string file = models.Copy(models.First, "live.safetensors");
        var address = new ModelAddress("live", file);
        var slot = new ModelSlot(address, ServedModel.Load(address));
        string version = slot.Current.Version;
        Replace(file, models.Second);
        Assert.False(slot.TryReload());
        // Locked as another process would: reading fails, and nothing about the file changes when it ends.
        using (new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None))
        {
            Assert.True(slot.TryReload());
            Assert.NotNull(slot.ReloadError);
            Assert.False(slot.TryReload());
            Assert.Equal(version, slot.Current.Version);
        }

        Assert.True(slot.TryReload());
        Assert.Null(slot.ReloadError);
        Assert.NotEqual(version, slot.Current.Version);
    }

    private static async Task<string?> ReloadError(RunningServer server) =>
        (await server.Get("/models")).Json.GetProperty("models")[0].TryGetProperty("reloadError", out var error) ? error.GetString() : null;

    private static void Replace(string file, string by)
    {
        File.Copy(by, file + ".new", overwrite: true);
        File.SetLastWriteTimeUtc(file + ".new", DateTime.UtcNow);
        File.Move(file + ".new", file, overwrite: true);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!await holds())
            await Task.Delay(20, patience.Token);
    }
}
