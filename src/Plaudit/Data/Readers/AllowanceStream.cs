namespace Plaudit.Data.Readers;

/// <summary>
/// Bounds how much is read from a stream between two points. A tar entry may claim names and attributes of any length, and the reader of tars takes
/// them into memory before anybody can look at them.
/// </summary>
internal sealed class AllowanceStream(Stream stream) : ForwardStream
{
    private long _left = long.MaxValue;

    /// <summary>Allows so many bytes from here on.</summary>
    public void Allow(long bytes) => _left = bytes;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">More is read than was allowed.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = stream.Read(buffer);
        _left -= count;
        return _left >= 0 ? count : throw new InvalidDataException("An entry's name and attributes take more bytes than any entry of reviews has.");
    }
}
