namespace Plaudit;

/// <summary>Writes a file beside the old one and renames it into place, so that a reader sees the old bytes or the new ones, never half of them.</summary>
public static class AtomicFile
{
    private static int s_writes;

    /// <summary>Writes the file at <paramref name="path"/> through <paramref name="write"/>.</summary>
    /// <param name="path">The file's final path; an existing file is replaced.</param>
    /// <param name="write">Writes the content. When it throws, the old file stays and the new one is removed.</param>
    /// <exception cref="PlauditException">The file cannot be written (a full disk, no permission, no such folder).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string fullPath = Path.GetFullPath(path);
        // Its own for every write: two threads may write one file, and the last rename wins.
        string temporary = $"{fullPath}.{Environment.ProcessId}-{Interlocked.Increment(ref s_writes)}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                // On the disk before it takes the old file's place: a power cut must not leave an empty file under the final name.
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, fullPath, overwrite: true);
        }
        catch (Exception e)
        {
            TryDelete(temporary);
            if (e is IOException or UnauthorizedAccessException)
                throw new PlauditException($"cannot write {path}: {e.Message.TrimEnd('.')}. What stood there before is unchanged.", e);
            throw;
        }
    }

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file's final path.</param>
    /// <param name="text">The whole content.</param>
    /// <exception cref="PlauditException">The file cannot be written.</exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The write's own failure is the one to report.
        }
    }
}
