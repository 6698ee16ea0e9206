using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plaudit.Tests.Data;

/// <summary>A web server for one file on this machine that knows ranges, and breaks off, stalls or refuses where a test tells it to.</summary>
internal sealed class RangeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public RangeServer(byte[] content)
    {
        Content = content;
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public byte[] Content { get; set; }

    public string? ETag { get; set; } = "\"v1\"";

    public string? LastModified { get; set; }

    public bool KnowsRanges { get; set; } = true;

    public bool TellsLength { get; set; } = true;

    public int Status { get; set; } = 200;

    /// <summary>The bytes after which each coming connection breaks off; connections beyond the list are whole.</summary>
    public ConcurrentQueue<int> BreaksAfter { get; } = new();

    /// <summary>True: a connection that breaks off goes silent instead.</summary>
    public bool Stalls { get; set; }

    /// <summary>The Range and If-Range headers of each request.</summary>
    public ConcurrentQueue<(string? Range, string? IfRange)> Requests { get; } = new();

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/aclImdb_v1.tar.gz";

    public void Dispose()
    {
        if (_serving.IsCompleted)
            return;
        _stop.Cancel();
        _serving.GetAwaiter().GetResult();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            while (true)
                answers.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }

        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using (client)
                await AnswerAsync(client.GetStream());
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        await reader.ReadLineAsync(_stop.Token);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        string? range = headers.GetValueOrDefault("Range");
        string? condition = headers.GetValueOrDefault("If-Range");
        Requests.Enqueue((range, condition));

        int from = 0;
        if (KnowsRanges && range is not null && (condition is null || condition == ETag || condition == LastModified))
            from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        int status = Status != 200 ? Status : from == 0 ? 200 : from < Content.Length ? 206 : 416;
        byte[] body = status is 200 or 206 ? Content[from..] : [];
        string head = $"HTTP/1.1 {status} Because\r\nConnection: close\r\n";
        if (TellsLength)
            head += $"Content-Length: {body.Length}\r\n";
        if (status == 206)
            head += $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}\r\n";
        if (status == 416)
            head += $"Content-Range: bytes */{Content.Length}\r\n";
        head += (ETag is null ? "" : $"ETag: {ETag}\r\n") + (LastModified is null ? "" : $"Last-Modified: {LastModified}\r\n") + "\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
        bool breaks = BreaksAfter.TryDequeue(out int length);
        await stream.WriteAsync(body.AsMemory(0, breaks ? Math.Min(length, body.Length) : body.Length), _stop.Token);
        if (breaks && Stalls)
            _ = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _stop.Token);
    }
}
