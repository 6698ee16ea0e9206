using System.Net;
using System.Text;
using System.Text.Json;

namespace Plaudit.Server.Tests;

/// <summary>The service is asked to stop while clients are at it.</summary>
public class DrainTests(TestModels models)
{
    [Fact]
    public async Task Not_ready_first_then_drained_and_no_request_is_lost()
    {
        var options = new PlauditServerOptions { Models = [models.First], DrainSeconds = 1 };
        RunningServer running = await RunningServer.Start(options);
        CancellationToken token = TestContext.Current.CancellationToken;
        using var stop = new CancellationTokenSource();
        Task serving = running.Server.Run(() => true, stop.Token);

        // Clients as behind a load balancer: each looks whether the service is ready before it asks, and every request that is sent must be answered.
        int answered = 0;
        Task[] clients = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while ((await running.Get("/health/ready")).Code == 200)
            {
                for (int i = 0; i < 5; i++)
                {
                    Assert.Equal(200, (await running.Predict(models.Reviews[i])).Code);
                    Interlocked.Increment(ref answered);
                }
            }
        }, token))];
        while (Volatile.Read(ref answered) < 200)
            await Task.Delay(5, token);

        // A stream that is open when the signal comes is read to its end.
        using var slow = new SlowLines(models.Reviews, 30);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict/batch") { Content = slow };
        Task<Reply> streamed = running.Send(request);
        await slow.Started;
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        Reply ready = await running.Get("/health/ready");
        Assert.Equal((503, "draining"), (ready.Code, ready.Json.GetProperty("status").GetString()));
        Assert.True(ready.Headers.ConnectionClose, "a client that keeps its connection is not told to leave it");
        Assert.Equal(200, (await running.Predict("a film")).Code);
        Reply lines = await streamed;
        Assert.Equal((200, 30), (lines.Code, lines.Body.TrimEnd('\n').Split('\n').Length));
        await serving;
        await Assert.ThrowsAsync<HttpRequestException>(() => running.Get("/health/live"));
        await running.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_opens_while_the_service_stops_is_answered_or_refused_and_never_reset()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems reset what has not been taken yet");
        RunningServer running = await RunningServer.Start(new PlauditServerOptions { Models = [models.First] });
        int answered = 0;
        Task[] clients = [.. Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                using var client = new System.Net.Sockets.TcpClient();
                try
                {
                    await client.ConnectAsync(running.Address.Host, running.Address.Port);
                }
                catch (System.Net.Sockets.SocketException e)
                {
                    Assert.Equal(System.Net.Sockets.SocketError.ConnectionRefused, e.SocketErrorCode);
                    return;
                }

                await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());
                using var reader = new StreamReader(client.GetStream());
                Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(), StringComparison.Ordinal);
                Interlocked.Increment(ref answered);
            }
        }, TestContext.Current.CancellationToken))];
        while (Volatile.Read(ref answered) < 500)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.True(await running.Server.Stop());
        await Task.WhenAll(clients).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await running.DisposeAsync();
    }

    /// <summary>Lines that come slowly, so that the stream outlasts the drain.</summary>
    private sealed class SlowLines : HttpContent
    {
        private readonly IReadOnlyList<string> _reviews;
        private readonly int _count;
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowLines(IReadOnlyList<string> reviews, int count)
        {
            (_reviews, _count) = (reviews, count);
            Headers.TryAddWithoutValidation("Content-Type", "application/x-ndjson");
        }

        public Task Started => _started.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (int i = 0; i < _count; i++)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(_reviews[i]) + "\n"), TestContext.Current.CancellationToken);
                await stream.FlushAsync(TestContext.Current.CancellationToken);
                _started.TrySetResult();
                await Task.Delay(80, TestContext.Current.CancellationToken);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
