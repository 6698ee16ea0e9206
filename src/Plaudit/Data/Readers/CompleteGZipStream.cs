using System.IO.Compression;

namespace Plaudit.Data.Readers;

/// <summary>
/// Decompresses a .gz and notices when it is cut. <see cref="GZipStream"/> ends quietly where its input ends, be that in the middle; but it goes on
/// from one complete gzip member to the next. So a member that holds an end mark follows the file's last byte: it is read only behind a complete one.
/// </summary>
internal sealed class CompleteGZipStream : Stream
{
    private static readonly byte[] EndMark = [.. "--the file is complete up to here"u8];
    private static readonly byte[] EndMember = Compress(EndMark);

    private readonly GZipStream _content;

    /// <summary>Starts reading <paramref name="file"/>, which stays open.</summary>
    public CompleteGZipStream(Stream file) => _content = new GZipStream(new WithEndMember(file), CompressionMode.Decompress);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the rest of <paramref name="content"/>, which ends in such a stream, and holds it to the end mark.</summary>
    /// <exception cref="InvalidDataException">The file was cut, or a checksum is wrong.</exception>
    public static void RequireEnd(Stream content)
    {
        byte[] last = new byte[EndMark.Length];
        byte[] block = new byte[1 << 16];
        int count;
        while ((count = content.Read(block)) > 0)
        {
            // The last bytes of what was read so far, however small the pieces.
            byte[] joined = [.. last, .. block.AsSpan(0, count)];
            joined.AsSpan(joined.Length - last.Length).CopyTo(last);
        }

        if (!last.AsSpan().SequenceEqual(EndMark))
            throw new InvalidDataException("The compressed data is not complete up to the last byte of the file.");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => _content.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => _content.Read(buffer);

    /// <inheritdoc/>
    public override void Flush() => _content.Flush();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Optimal))
            gzip.Write(content);
        return member.ToArray();
    }

    /// <summary>The file's bytes, then the end member's.</summary>
    private sealed class WithEndMember(Stream file) : Stream
    {
        private readonly MemoryStream _end = new(EndMember);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = file.Read(buffer);
            return count > 0 ? count : _end.Read(buffer);
        }

        public override void Flush() => file.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
