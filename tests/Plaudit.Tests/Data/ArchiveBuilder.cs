using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Plaudit.Tests.Data;

/// <summary>Writes the same small data set as a folder or as a .tar.gz.</summary>
internal static class ArchiveBuilder
{
    /// <summary>A set of the official layout, in an order that no reader should keep.</summary>
    public static IReadOnlyList<(string Path, string Text)> Small { get; } =
    [
        ("README", "about"),
        ("train/pos/10_9.txt", "Ten out of ten."),
        ("train/pos/2_7.txt", "Second, <br /> and good."),
        ("train/urls_pos.txt", "http://www.imdb.com/title/tt0000001/usercomments\n\nhttp://www.imdb.com/title/tt0000002/usercomments\n"),
        ("test/pos/0_10.txt", "Seen at last. Für immer schön."),
        ("train/neg/3_1.txt", "Dull."),
        ("train/neg/1_2.txt", "Slow, and then slower."),
        ("train/unsup/0_0.txt", "Nobody said."),
        ("train/urls_neg.txt", "http://www.imdb.com/title/tt0000009/usercomments\nhttp://www.imdb.com/title/tt0000002/usercomments\n"),
        ("test/neg/0_2.txt", "Left early."),
        ("train/pos/._2_7.txt", "left by macOS"),
    ];

    public static void WriteFolder(TemporaryFolder folder, string root, IEnumerable<(string Path, string Text)> files)
    {
        foreach ((string path, string text) in files)
            folder.Write(Path.Combine(root, path), text);
    }

    public static byte[] Tar(IEnumerable<(string Path, string Text)> files, string prefix = "aclImdb/")
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach ((string path, string text) in files)
                tar.WriteEntry(new UstarTarEntry(
                    TarEntryType.RegularFile, prefix + path)
                { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        return stream.ToArray();
    }

    public static byte[] GZip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }
}
