using System.IO.Compression;

namespace Plaudit.Data.Readers;

/// <summary>An .npz file: a zip of arrays, one <c>NAME.npy</c> each (NumPy's savez and savez_compressed).</summary>
internal sealed class NumpyArchive : IDisposable
{
    // Keras's larger array takes 14 MB; an entry that unpacks to more is not a list of reviews, whatever its zip entry claims.
    private const int LongestArray = 1 << 27;

    private readonly ZipArchive _zip;
    private readonly string _path;

    private NumpyArchive(ZipArchive zip, string path)
    {
        _zip = zip;
        _path = path;
    }

    /// <summary>Opens the file at <paramref name="path"/>.</summary>
    /// <exception cref="PlauditException">It is not a zip file, or truncated.</exception>
    public static NumpyArchive Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            return new NumpyArchive(new ZipArchive(file, ZipArchiveMode.Read), path);
        }
        catch (InvalidDataException e)
        {
            long length = file.Length;
            file.Dispose();
            throw new PlauditException(
                length == 0
                    ? $"{path} is empty: expected a NumPy .npz file."
                    : $"{path} is not a NumPy .npz file (a zip of .npy arrays), or it is truncated: {e.Message} Get it again.", e);
        }
    }

    /// <summary>Reads one array.</summary>
    /// <param name="name">Its name, such as <c>x_train</c>.</param>
    /// <exception cref="PlauditException">It is not there, damaged, too long, or no NumPy array.</exception>
    public NumpyArray Read(string name)
    {
        ZipArchiveEntry[] found = [.. _zip.Entries.Where(entry => entry.FullName == name + ".npy")];
        if (found.Length != 1)
        {
            string there = _zip.Entries.Count == 0 ? "nothing" : string.Join(", ", _zip.Entries.Take(10).Select(entry => entry.FullName));
            throw new PlauditException($"{_path}: expected one array {name}.npy, found {(found.Length == 0 ? there : $"{found.Length} of them")}. "
                + "Keras's imdb.npz holds x_train, y_train, x_test and y_test.");
        }

        string where = $"{_path}, {name}.npy";
        if (found[0].Length is < 0 or > LongestArray)
            throw new PlauditException($"{where}: {TooLong(found[0].Length)}");
        byte[] content = Unpack(found[0], where);
        return NumpyArray.Parse(content, where);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static byte[] Unpack(ZipArchiveEntry entry, string where)
    {
        // What the entry claims is not relied on: the content may be longer (a bomb) or shorter (a cut).
        byte[] content = new byte[entry.Length];
        uint checksum;
        bool complete;
        try
        {
            using Stream stream = entry.Open();
            complete = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length && stream.ReadByte() < 0;
            checksum = Crc32(content);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw new PlauditException($"{where} cannot be unpacked: {e.Message} Get the file again.", e);
        }

        if (!complete || checksum != entry.Crc32)
            throw new PlauditException(
                $"{where} is damaged: its zip entry says {entry.Length:N0} bytes with another checksum than what was unpacked. Get the file again.");
        return content;
    }

    private static string TooLong(long length) =>
        $"claims {length:N0} bytes unpacked; at most {LongestArray:N0} are read. It is not Keras's imdb.npz.";

    /// <summary>The checksum of zip files: CRC-32 of IEEE 802.3.</summary>
    private static uint Crc32(ReadOnlySpan<byte> content)
    {
        Span<uint> table = stackalloc uint[256];
        for (uint value = 0; value < table.Length; value++)
        {
            uint entry = value;
            for (int bit = 0; bit < 8; bit++)
                entry = (entry >> 1) ^ ((entry & 1) * 0xEDB88320u);
            table[(int)value] = entry;
        }

        uint sum = uint.MaxValue;
        foreach (byte next in content)
            sum = (sum >> 8) ^ table[(int)((sum ^ next) & 0xFF)];
        return ~sum;
    }
}
