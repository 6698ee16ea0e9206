namespace Plaudit.Cli.Prediction;

/// <summary>Standard input with reads that can be cancelled: a read from a terminal or pipe blocks until data arrives, even after Ctrl-C.</summary>
internal sealed class InterruptibleStream(Stream inner, CancellationToken cancellation) : Stream
{
    private byte[] _piece = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="OperationCanceledException">Cancelled; the pending read is abandoned.</exception>
    public override int Read(Span<byte> buffer)
    {
        // Bytes that arrive after the reader has left must not go into a buffer of its own.
        if (_piece.Length < buffer.Length)
            _piece = new byte[buffer.Length];
        byte[] piece = _piece;
        int count = buffer.Length;
        int read = Task.Run(() => inner.Read(piece, 0, count), CancellationToken.None).WaitAsync(cancellation).GetAwaiter().GetResult();
        piece.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // While a read is pending, closing would wait for it.
        if (disposing && !cancellation.IsCancellationRequested)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
