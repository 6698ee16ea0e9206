namespace Plaudit.Data.Readers;

/// <summary>The bytes of one stream and then those of another. Both stay open.</summary>
internal sealed class ChainedStream(Stream first, Stream second) : ForwardStream
{
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count = first.Read(buffer);
        return count > 0 ? count : second.Read(buffer);
    }
}
