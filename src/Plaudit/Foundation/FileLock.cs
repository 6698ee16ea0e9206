namespace Plaudit;

/// <summary>A lock that the system releases when the process ends, even by a kill: a file opened exclusively.</summary>
internal sealed class FileLock : IDisposable
{
    // EWOULDBLOCK of Linux and of BSD, ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] s_held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <returns>It, or null while another holds it.</returns>
    /// <exception cref="PlauditException">The file cannot be made or opened.</exception>
    public static FileLock? TryTake(string path)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot write {path}: {e.Message}", e);
        }
    }

    /// <summary>Whether a file could not be opened because another has it open for itself.</summary>
    public static bool IsHeld(IOException e) => s_held.Contains(e.HResult);

    /// <summary>Gives the lock up and removes its file, once nothing is left to be locked.</summary>
    public void Remove()
    {
        _file.Dispose();
        try
        {
            File.Delete(_file.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty file does no harm.
        }
    }

    public void Dispose() => _file.Dispose();
}
