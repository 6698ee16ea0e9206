namespace Plaudit;

/// <summary>
/// Writes a file beside the old one and renames it into place, so that a reader sees the old bytes or the new ones, never half of them.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes the file at <paramref name="path"/> through <paramref name="write"/>.</summary>
    /// <param name="path">The file's final path. An existing file is replaced and keeps its mode and, where this process may set it, its owner; a symbolic link
    /// keeps pointing where it does, and the file it points to is replaced.</param>
    /// <param name="write">Writes the content. When it throws, the old file stays and the new one is removed.</param>
    /// <exception cref="PlauditException">The file cannot be written (a full disk, no permission, no such folder).</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            string target = Target(path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            TemporaryFile.RemoveAbandoned(target);
            FileStatus old = FileStatus.Of(target);
            // Its own for every write: two threads may write one file, and the last rename wins.
            string name = TemporaryFile.NewNameFor(target);
            using FileStream stream = TemporaryFile.Create(name, privately: old.Exists);
            temporary = name;
            write(stream);
            // On the disk before it takes the old file's place: a power cut must not leave an empty file under the final name.
            stream.Flush(flushToDisk: true);
            if (old.IsRegular)
                KeepOwnerAndMode(old, target, stream);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e)
        {
            if (temporary is not null)
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

    private static string Target(string path)
    {
        var file = new FileInfo(Path.GetFullPath(path));
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static void KeepOwnerAndMode(FileStatus old, string target, FileStream stream)
    {
        if (OperatingSystem.IsWindows())
            return;
        UnixFileMode mode = File.GetUnixFileMode(target);
        FileStatus now = FileStatus.Of(stream.Name);
        if ((now.Owner, now.Group) != (old.Owner, old.Group) && !old.TryGiveOwner(stream.Name))
            // Bits that lend the owner's rights must not lend another's.
            mode &= ~(UnixFileMode.SetUser | UnixFileMode.SetGroup);
        File.SetUnixFileMode(stream.SafeFileHandle, mode);
    }

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
