using System.Text;

namespace Plaudit;

/// <summary>Reads small files into memory, and not those that never end.</summary>
internal static class WholeFile
{
    /// <summary>The most bytes of a JSON document that people write, such as a recipe.</summary>
    public const int LongestJson = 1 << 24;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A file, or a pipe such as <c>/dev/fd/63</c>.</param>
    /// <param name="most">The most bytes that such a file has.</param>
    /// <exception cref="PlauditException">It has more.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, int most)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        byte[] content = new byte[file.CanSeek ? Math.Clamp(file.Length + 1, 1, most + 1L) : 1 << 16];
        int count = 0;
        while (file.Read(content, count, content.Length - count) is > 0 and int read)
        {
            count += read;
            if (count > most)
                throw new PlauditException($"{path} has more than {most:N0} bytes, the most that is read from such a file.");
            if (count == content.Length)
                Array.Resize(ref content, (int)Math.Min(2L * count, most + 1L));
        }

        return content[..count];
    }

    /// <summary>Reads a text, in UTF-8 or with the mark of another encoding.</summary>
    /// <inheritdoc cref="Read"/>
    public static string ReadText(string path, int most)
    {
        using var text = new StreamReader(new MemoryStream(Read(path, most)), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
