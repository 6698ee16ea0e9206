using System.IO.Compression;

namespace Plaudit.Data.Readers;

/// <summary>
/// Decompresses a .gz and notices when it is cut. <see cref="GZipStream"/> ends silently where its input ends, even in the middle, but continues
/// from one complete gzip member to the next. So a member with an end mark is appended to the file: it is read only after a complete one.
/// </summary>
internal sealed class CompleteGZipStream : ForwardStream
{
    private const int Block = 1 << 16;

    private static readonly byte[] EndMark = [.. "--the file is complete up to here"u8];
    private static readonly byte[] EndMember = Compress(EndMark);

    private readonly GZipStream _content;
    private readonly byte[] _unpacked = new byte[Block + EndMark.Length];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Starts reading <paramref name="file"/>, which stays open.</summary>
    public CompleteGZipStream(Stream file) =>
        _content = new GZipStream(new ChainedStream(file, new MemoryStream(EndMember)), CompressionMode.Decompress);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is cut or damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes that were unpacked are held back: they may be the mark.
        while (_end - _start <= EndMark.Length && !_ended)
        {
            _unpacked.AsSpan(_start, _end - _start).CopyTo(_unpacked);
            (_start, _end) = (0, _end - _start);
            int read = _content.Read(_unpacked, _end, _unpacked.Length - _end);
            _end += read;
            _ended = read == 0;
            if (_ended && !_unpacked.AsSpan(_start, _end - _start).SequenceEqual(EndMark))
                throw new InvalidDataException("The compressed data is not complete up to the last byte of the file.");
        }

        int count = Math.Min(buffer.Length, _end - _start - EndMark.Length);
        _unpacked.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

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
}
