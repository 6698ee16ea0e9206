using System.IO.Pipes;
using System.Text;
using Plaudit.Cli;
using Plaudit.Cli.Prediction;

namespace Plaudit.Tests.Cli;

/// <summary>Whoever asks to stop is not kept waiting by an input that stays silent, and what was read by then is answered.</summary>
public sealed class InterruptibleStreamTests
{
    [Fact]
    public async Task Silent_input_is_left_at_once()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.Out);
        using var client = new AnonymousPipeClientStream(PipeDirection.In, server.ClientSafePipeHandle);
        using var stop = new CancellationTokenSource();
        var stream = new InterruptibleStream(client, stop.Token);
        server.Write("ab"u8);
        byte[] buffer = new byte[8];
        Assert.Equal(2, stream.Read(buffer));
        Assert.Equal("ab", Encoding.UTF8.GetString(buffer, 0, 2));

        Task read = Task.Run(() => stream.Read(buffer), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => read.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        server.Write("x"u8);
    }

    [Fact]
    public void Reviews_read_before_the_wish_to_stop_are_answered()
    {
        using var interruption = new Interruption();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var streams = new Streams
        {
            Output = output,
            Error = error,
            OpenInput = () =>
            new StopsBehind("A fine film.\nA dull one.\n", () => interruption.Request(ExitCodes.Interrupted))
        };
        int code = new Application(new CommandHost(streams, interruption)).Run(["predict", "--input", "-"]);
        Assert.Equal(130, code);
        Assert.Equal(2, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>Gives a text, then asks to stop and stays silent.</summary>
    private sealed class StopsBehind(string text, Action stop) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, count);
            if (read > 0)
                return read;
            stop();
            Thread.Sleep(Timeout.Infinite);
            return 0;
        }
    }
}
