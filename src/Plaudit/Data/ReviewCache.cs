namespace Plaudit.Data;

/// <summary>The folder that keeps downloaded data between runs.</summary>
/// <param name="folder">The folder; null for the user's (see <see cref="DefaultFolder"/>).</param>
public sealed class ReviewCache(string? folder = null)
{
    /// <summary>
    /// The folder named by the environment variable <c>PLAUDIT_CACHE</c>; else <c>plaudit</c> in the system's place for such files:
    /// <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>, on macOS <c>~/Library/Caches</c>, on Windows the local application data.
    /// </summary>
    /// <exception cref="PlauditException">The system names no such place, as for a user without a home folder.</exception>
    public static string DefaultFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("PLAUDIT_CACHE") is { Length: > 0 } named)
                return Path.GetFullPath(named);
            if (OperatingSystem.IsWindows())
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "plaudit");
            if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
                return Path.Combine(cache, "plaudit");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (home.Length == 0)
                throw new PlauditException(
                    "there is no home folder to keep downloaded data in: name a folder in the environment variable PLAUDIT_CACHE.");
            return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches", "plaudit") : Path.Combine(home, ".cache", "plaudit");
        }
    }

    /// <summary>The folder; it need not exist.</summary>
    public string Folder { get; } = folder is null ? DefaultFolder : Path.GetFullPath(folder);

    /// <summary>The cached files with their sizes in bytes, by name. A download that is not finished ends in <c>.part</c>.</summary>
    public IReadOnlyList<(string Name, long Bytes)> Files =>
        [.. Paths().Select(path => (Path.GetFileName(path), new FileInfo(path).Length)).OrderBy(file => file.Item1, StringComparer.Ordinal)];

    /// <summary>The bytes that the cached files take.</summary>
    public long Size => Files.Sum(file => file.Bytes);

    /// <summary>Removes the cached files, and nothing else that may lie in the folder.</summary>
    /// <returns>The bytes that were freed.</returns>
    /// <exception cref="PlauditException">A file cannot be removed.</exception>
    public long Clear()
    {
        long freed = 0;
        try
        {
            foreach (string path in Paths())
            {
                long bytes = new FileInfo(path).Length;
                File.Delete(path);
                freed += bytes;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot clear the cache {Folder}: {e.Message} Is a download under way?", e);
        }

        return freed;
    }

    private string[] Paths() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, ImdbDownload.FileName + "*") : [];
}
