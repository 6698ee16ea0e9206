namespace Plaudit.Cli;

/// <summary>Writes the files that a user names.</summary>
internal static class OutputFile
{
    /// <summary>
    /// Writes a file whole or not at all. Only what is no plain file, such as <c>/dev/null</c> or a named pipe, is written to as it is: it must not be
    /// replaced by a file.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="PlauditException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (path.Length == 0)
            throw new PlauditException("cannot write a file without a name");
        if (Directory.Exists(path))
            throw new PlauditException($"cannot write {path}: it is a folder; expected the path of a file");
        if (!TryWriteToDevice(path, write))
            AtomicFile.Write(path, write);
    }

    private static bool TryWriteToDevice(string path, Action<Stream> write)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            // Opened once: a named pipe's reader would take a second time for the end.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            if (stream.CanSeek && !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal))
                return false;
            write(stream);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot write {path}: {e.Message}", e);
        }
    }
}
