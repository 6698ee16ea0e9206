using System.Runtime.InteropServices;

namespace Plaudit.Cli;

/// <summary>
/// The reader of standard output has gone away, as <c>head</c> does when it has seen enough: there is nothing left to do, and nothing is wrong.
/// </summary>
internal sealed class ReaderGoneException(IOException cause) : IOException("the reader of standard output has gone", cause);

/// <summary>
/// Standard output that notices when its reader has gone; the stream of <see cref="Console"/> ignores that and would accept writes forever.
/// </summary>
internal sealed partial class ResultStream(Stream inner) : WrittenStream(inner)
{
    // errno EPIPE, and ERROR_BROKEN_PIPE and ERROR_NO_DATA as Windows reports them.
    private static readonly int[] s_gone = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>That of this process.</summary>
    public static Stream OfProcess()
    {
        if (OperatingSystem.IsWindows())
            return new ResultStream(Console.OpenStandardOutput());
        return new ResultStream(ClosedStream.Is(1) ? new ClosedOutput() : new SharedOutput());
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

    /// <summary>
    /// Writes at the place in a file that its holders share. <see cref="FileStream"/> keeps a place of its own, and what the next command of a
    /// script writes to the same file would go over it.
    /// </summary>
    private sealed partial class SharedOutput() : WrittenStream(Null)
    {
        private const int Interrupted = 4;
        private static readonly int s_busy = OperatingSystem.IsLinux() ? 11 : 35;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (!buffer.IsEmpty)
            {
                nint count = Write(1, MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
                int error = Marshal.GetLastPInvokeError();
                if (count >= 0)
                    buffer = buffer[(int)count..];
                else if (error == s_busy)
                    Thread.Sleep(1);
                else if (error != Interrupted)
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }

        [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
        private static partial nint Write(int descriptor, in byte bytes, nuint count);
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
