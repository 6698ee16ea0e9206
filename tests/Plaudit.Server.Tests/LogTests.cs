using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Tests;

/// <summary>What reaches the log and the terminal, and what does not.</summary>
public sealed class LogTests(TestModels models) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Control_characters_in_names_and_errors_are_shown_as_escapes()
    {
        const string evil = "\u001b]0;title\u0007\u009b31m\u202e\rfake\nfake line";
        var line = new StringWriter();
        new TextLog().Write(new LogEntry<string>(LogLevel.Warning, "any", default, evil, new IOException(evil), (state, _) => $"model {state}"),
            null, line);
        Assert.EndsWith(Environment.NewLine, line.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"^\d\d:\d\d:\d\d warning: model \\u001b\]0;title\\u0007\\u009b31m\\u202e\\rfake\\nfake line \(IOException: ",
            line.ToString());
        Assert.DoesNotContain(line.ToString().TrimEnd(), c => char.IsControl(c) || c == '\u202e');
    }

    [Theory]
    [InlineData("\u001b[31m")]
    [InlineData("--set", "\u001b[31m=1")]
    [InlineData("--model", "\u001b]0;x\u0007.safetensors")]
    public async Task Arguments_come_back_as_escapes(params string[] args)
    {
        using ServerProcess process = ServerProcess.Start(_folder, [], args);
        Assert.NotEqual(0, await process.Exit());
        Assert.Contains("\\u001b", process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(process.Error, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task A_variable_that_is_no_option_is_warned_of()
    {
        (string, string)[] environment =
            [("PLAUDIT_API_TOKEN", "a-long-secret"), ("PLAUDIT_COLOUR", "blue"), ("PLAUDIT_CACHE", _folder), ("PLAUDIT_LOG_FORMAT", "text")];
        using ServerProcess process = ServerProcess.Start(_folder, environment, "--model", models.First, "--urls", "http://127.0.0.1:0");
        using HttpClient client = await process.Ready();
        while (!process.Error.Contains("PLAUDIT_COLOUR", StringComparison.Ordinal))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Contains(
            "warning: the environment variable PLAUDIT_API_TOKEN is not an option of the service and is ignored: did you mean PLAUDIT_API_KEY?",
            process.Error, StringComparison.Ordinal);
        Assert.Contains("PLAUDIT_COLOUR is not an option of the service and is ignored; plaudit serve --help", process.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("PLAUDIT_CACHE", process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("a-long-secret", process.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_a_stream_is_counted_and_not_logged()
    {
        var log = new CollectedLog();
        await using RunningServer server =
            await RunningServer.Start(new PlauditServerOptions { Models = [models.First] }, builder => builder.AddProvider(log));
        using (RawConnection connection = await RawConnection.To(server.Address))
        {
            await connection.Send(
                "POST /predict/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
            await connection.SendChunk("\"a good film\"\n");
            Assert.Contains("\"score\":", await connection.NextAnswer(), StringComparison.Ordinal);
        }

        while (!(await server.Get("/metrics")).Body.Contains(
            "plaudit_requests_total{endpoint=\"/predict/batch\",status=\"499\"} 1", StringComparison.Ordinal))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Warning);
    }

    private sealed class CollectedLog : ILoggerProvider, ILogger
    {
        public ConcurrentBag<(LogLevel Level, string Text)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));

        public void Dispose()
        {
        }
    }
}
