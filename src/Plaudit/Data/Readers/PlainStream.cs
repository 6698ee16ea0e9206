using System.Text;

namespace Plaudit.Data.Readers;

/// <summary>The UTF-8 bytes of a text, however they were stored.</summary>
internal static class PlainStream
{
    /// <summary>
    /// Unpacks a stream that begins as a .gz does, and turns UTF-16 with its byte order mark (what Excel calls "Unicode text") into UTF-8.
    /// </summary>
    /// <param name="stream">The bytes as stored, from a file or a pipe; stays open.</param>
    /// <exception cref="IOException">The beginning cannot be read.</exception>
    public static Stream Of(Stream stream) => Of(stream, mayBePacked: true);

    private static Stream Of(Stream stream, bool mayBePacked)
    {
        // Waits for at most two bytes, and for one if it cannot begin a mark: a person may be typing.
        byte[] head = new byte[2];
        int count = stream.Read(head);
        if (count == 1 && head[0] is 0x1F or 0xFE or 0xFF)
            count += stream.Read(head.AsSpan(1));
        var whole = new ChainedStream(new MemoryStream(head, 0, count), stream);
        return head switch
        {
            [0x1F, 0x8B] when mayBePacked => Of(new CompleteGZipStream(whole), mayBePacked: false),
            [0xFF, 0xFE] => Transcoded(whole, bigEndian: false),
            [0xFE, 0xFF] => Transcoded(whole, bigEndian: true),
            _ => whole,
        };
    }

    private static Stream Transcoded(Stream stream, bool bigEndian) =>
        Encoding.CreateTranscodingStream(stream, new UnicodeEncoding(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true), Encoding.UTF8);
}
