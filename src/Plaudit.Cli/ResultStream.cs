using Microsoft.Win32.SafeHandles;

namespace Plaudit.Cli;

/// <summary>The reader of standard output has gone away, as <c>head</c> does when it has seen enough: there is nothing left to do, and nothing is wrong.</summary>
internal sealed class ReaderGoneException(IOException cause) : IOException("the reader of standard output has gone", cause);

/// <summary>Standard output that notices when its reader has gone; the stream of <see cref="Console"/> ignores that, and would be written to for ever.</summary>
internal sealed class ResultStream(Stream inner) : WrittenStream(inner)
{
    // errno EPIPE, and ERROR_BROKEN_PIPE and ERROR_NO_DATA as Windows reports them.
    private static readonly int[] s_gone = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>That of this process.</summary>
    public static Stream OfProcess()
    {
        if (OperatingSystem.IsWindows())
            return new ResultStream(Console.OpenStandardOutput());
        return new ResultStream(ClosedStream.Is(1)
            ? new ClosedOutput()
            : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0));
    }

    /// <exception cref="ReaderGoneException">Nobody reads any more.</exception>
    /// <exception cref="IOException">It is closed, or its disk is full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            Inner.Write(buffer);
        }
        catch (IOException e) when (s_gone.Contains(e.HResult))
        {
            throw new ReaderGoneException(e);
        }
    }

    private sealed class ClosedOutput() : WrittenStream(Null)
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("cannot write standard output: it is closed");
    }
}

/// <summary>Standard error that never fails: where it is closed, or its disk is full, messages are lost, and the work is not.</summary>
internal sealed class MessageStream(Stream inner) : WrittenStream(inner)
{
    /// <summary>That of this process.</summary>
    public static Stream OfProcess()
    {
        try
        {
            return ClosedStream.Is(2) ? Null : new MessageStream(Console.OpenStandardError());
        }
        catch (IOException)
        {
            return Null;
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            Inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is nowhere left to say it.
        }
    }
}
