using System.Net.Sockets;
using System.Text;

namespace Plaudit.Server.Tests;

/// <summary>A bare connection, for what no proper client would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };

    private StreamReader? _reader;

    private RawConnection()
    {
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> To(Uri address)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(address.Host, address.Port, Token);
        return connection;
    }

    /// <summary>
    /// Sends bytes and returns what comes back: one answer, or all until the other side closes. Where nothing comes for a while, says that no more
    /// will be sent.
    /// </summary>
    public async Task<string> Exchange(byte[] bytes, int patience = 5000)
    {
        await Send(bytes);
        var all = new MemoryStream();
        byte[] buffer = new byte[8192];
        bool ended = false;
        while (true)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(Token);
            waiting.CancelAfter(ended ? 20_000 : patience);
            try
            {
                int read = await _socket.ReceiveAsync(buffer, waiting.Token);
                all.Write(buffer, 0, read);
                string text = Encoding.Latin1.GetString(all.ToArray());
                if (read == 0 || IsWhole(text))
                    return text;
            }
            catch (OperationCanceledException) when (!ended && !Token.IsCancellationRequested)
            {
                ended = true;
                _socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // Cut off, which is an answer too.
                return Encoding.Latin1.GetString(all.ToArray());
            }
        }
    }

    public async Task Send(byte[] bytes)
    {
        try
        {
            await _socket.SendAsync(bytes, Token);
        }
        catch (SocketException)
        {
            // The other side has refused before it had all; what it said can still be read.
        }
    }

    public Task Send(string text) => Send(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends a piece of a chunked body; an empty one ends it.</summary>
    public Task SendChunk(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Send([.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8]);
    }

    /// <summary>The next line of an answer in JSON lines, head and chunk sizes left out; null behind the last.</summary>
    public async Task<string?> NextAnswer()
    {
        _reader ??= new StreamReader(new NetworkStream(_socket));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        string? line;
        do
            line = await _reader.ReadLineAsync(patience.Token);
        while (line is not null && !line.StartsWith('{'));
        return line;
    }

    public async Task<string> Rest()
    {
        var all = new MemoryStream();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
            patience.CancelAfter(TimeSpan.FromSeconds(20));
            byte[] buffer = new byte[8192];
            int read;
            while ((read = await _socket.ReceiveAsync(buffer, patience.Token)) > 0)
                all.Write(buffer, 0, read);
        }
        catch (SocketException)
        {
            // Cut off, which is an answer too.
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    private static bool IsWhole(string answer)
    {
        int head = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
            return false;
        int at = answer.IndexOf("Content-Length: ", 0, head, StringComparison.Ordinal);
        if (at < 0)
            return answer.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        int length = int.Parse(answer.AsSpan(at + 16, answer.IndexOf('\r', at) - at - 16));
        return answer.Length >= head + 4 + length;
    }

    /// <summary>Cuts the connection, without a goodbye.</summary>
    public void Dispose()
    {
        _reader?.Dispose();
        _socket.Dispose();
    }
}
