using Plaudit.Inference;

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
            Assert.Equal(200, (await server.Get("/health/ready")).Code);
        }

        File.Delete(file);
        await Until(async () => (await ReloadError(server))?.Contains("there is no model at", StringComparison.Ordinal) == true);
        Assert.Equal(good.Body, (await server.Predict(models.Reviews[0])).Body);

        Replace(file, models.Second);
        await Until(async () => await ReloadError(server) is null);
        Assert.NotEqual(good.Score, (await server.Predict(models.Reviews[0])).Score);
    }

    private static async Task<string?> ReloadError(RunningServer server) =>
        (await server.Get("/health/ready")).Json.GetProperty("models")[0].TryGetProperty("reloadError", out var error) ? error.GetString() : null;

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
