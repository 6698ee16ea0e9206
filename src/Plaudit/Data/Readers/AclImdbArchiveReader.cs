using System.Formats.Tar;
using System.IO.Compression;

namespace Plaudit.Data.Readers;

/// <summary>Reads the aclImdb layout from a .tar.gz in one pass, without unpacking it to disk.</summary>
internal sealed class AclImdbArchiveReader : IReviewReader
{
    private const int ReportedEvery = 500;
    private const int NamesKept = 10;

    // Headers, long names and attributes of one entry, and the padding of the one before.
    private const int LongestAttributes = 1 << 20;

    /// <inheritdoc/>
    public string Format => "an aclImdb archive (.tar.gz)";

    /// <inheritdoc/>
    public bool Reads(string path) =>
        path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ReviewSet Read(string path, ReadRequest request)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (file.Length == 0)
            throw new PlauditException($"{path} is empty: expected {Format}.");

        var collector = new AclImdbCollector(path, request);
        var names = new List<string>();
        string last = "its beginning";
        try
        {
            using var unpacked = new CompleteGZipStream(file);
            using var content = new AllowanceStream(unpacked);
            using var tar = new TarReader(content, leaveOpen: true);
            byte[] buffer = new byte[1 << 16];
            int entries = 0;
            while (Next(tar, content) is { } found)
            {
                last = found.Name;
                request.CancellationToken.ThrowIfCancellationRequested();
                if (names.Count < NamesKept)
                    names.Add(found.Name);
                if (++entries % ReportedEvery == 0)
                    request.Progress?.Report(new DataProgress(DataActivity.ReadingFile, file.Position, file.Length));
                if (AclImdbEntry.Parse(found.Name) is { } entry && collector.Wants(entry))
                    collector.Add(entry, Content(found, path, ref buffer));
                found.DataStream?.CopyTo(Stream.Null);
            }

            // To the last byte: a cut file shows at its end.
            content.CopyTo(Stream.Null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException or ArgumentException or OverflowException or NotSupportedException
            or InvalidOperationException)
        {
            throw new PlauditException(
                $"{path} is cut or corrupt: it could be read up to {last} ({collector.Count} reviews, byte {file.Position} of {file.Length}). "
                    + $"{e.Message} "
                + "Get the archive again and compare its SHA-256.",
                e);
        }

        request.Progress?.Report(new DataProgress(DataActivity.ReadingFile, file.Length, file.Length));
        return collector.Build(names);
    }

    private static TarEntry? Next(TarReader tar, AllowanceStream content)
    {
        content.Allow(LongestAttributes);
        TarEntry? entry = tar.GetNextEntry();
        content.Allow(long.MaxValue);
        return entry;
    }

    private static ReadOnlySpan<byte> Content(TarEntry entry, string path, ref byte[] buffer)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            throw new PlauditException(
                $"{path}, {entry.Name}: expected a file, found an entry of type {entry.EntryType}. Pack the archive without links.");
        if (entry.Length > ReadBudget.LongestReview)
            throw new PlauditException($"{path}, {entry.Name}: claims {entry.Length:N0} bytes; a review has at most {ReadBudget.LongestReview:N0}.");
        int length = (int)entry.Length;
        if (buffer.Length < length)
            buffer = new byte[length];
        entry.DataStream?.ReadExactly(buffer, 0, length);
        return buffer.AsSpan(0, length);
    }
}
