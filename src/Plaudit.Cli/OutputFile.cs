namespace Plaudit.Cli;

/// <summary>Writes the files that a user names.</summary>
internal static class OutputFile
{
    /// <summary>
    /// Writes a file whole or not at all. What is not a regular file, such as <c>/dev/null</c> or a named pipe, is written to directly: it must not
    /// be replaced by a file.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="PlauditException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (path.Length == 0)
            throw new PlauditException("cannot write a file without a name");
        RefuseFolder(path);
        if (!TryWriteToDevice(path, write))
            AtomicFile.Write(path, write);
    }

    /// <summary>
    /// To be asked before any work: a folder cannot be written, and a file that is read, or written by another option as well, must not be
    /// replaced.
    /// </summary>
    /// <param name="option">The option that names the file to write.</param>
    /// <param name="path">The file to write, or null.</param>
    /// <param name="others">Other options and the files they name, or null.</param>
    /// <exception cref="PlauditException">It is a folder, or one of the others.</exception>
    public static void Require(string option, string? path, params ReadOnlySpan<(string Option, string? Path)> others)
    {
        RefuseFolder(path);
        foreach ((string other, string? file) in others)
        {
            // Devices and - may appear in both.
            if (string.IsNullOrEmpty(path) || string.IsNullOrEmpty(file) || path == "-" || Path.GetFullPath(path) != Path.GetFullPath(file)
                || path.StartsWith("/dev/", StringComparison.Ordinal))
                continue;
            throw new PlauditException($"{option} and {other} name the same file, {path}: it would be lost; name another file for {option}");
        }
    }

    private static void RefuseFolder(string? path)
    {
        if (Directory.Exists(path))
            throw new PlauditException($"cannot write {path}: it is a folder; expected the path of a file");
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
