using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Plaudit;

/// <summary>
/// The files and folders that a new content is written to before it takes its place: <c>NAME.PROCESS-RANDOM.tmp</c>, beside what they replace.
/// </summary>
internal static partial class TemporaryFile
{
    /// <summary>Process ids are reused: an unlocked file this old is abandoned, whichever process has that id now.</summary>
    private static readonly TimeSpan s_certainlyAbandoned = TimeSpan.FromMinutes(1);

    /// <summary>Processes in another container are not seen from here.</summary>
    private static readonly TimeSpan s_longestFilling = TimeSpan.FromSeconds(3);

    /// <summary>An unpredictable name, so that nobody can plant a link there.</summary>
    public static string NewNameFor(string target) =>
        $"{target}.{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.tmp";

    /// <summary>Creates the file. While it is open it is locked, which keeps <see cref="RemoveAbandoned"/> of other processes away.</summary>
    /// <exception cref="IOException">There is something of that name, or it cannot be written.</exception>
    public static FileStream Create(string path, bool privately)
    {
        // It is renamed while it is open, so on Windows others must be allowed to delete it.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Delete, BufferSize = 1 << 16 };
        if (privately && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Removes what killed writers of a file have left beside it.</summary>
    public static void RemoveAbandoned(string target)
    {
        string name = Path.GetFileName(target);
        try
        {
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(target)!))
            {
                string other = Path.GetFileName(file);
                if (other.Length > name.Length && other.StartsWith(name, StringComparison.Ordinal)
                    && Suffix().Match(other[name.Length..]) is { Success: true } suffix && IsAbandoned(file, suffix.Groups["process"].ValueSpan))
                    File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They may be another user's; the file can be written all the same.
        }
    }

    /// <summary>Removes folders that killed processes left before renaming them. Renaming takes a moment, so older ones are abandoned.</summary>
    public static void RemoveAbandonedFolders(string parent)
    {
        try
        {
            foreach (string folder in Directory.EnumerateDirectories(parent, "*.tmp"))
            {
                if (FolderSuffix().Match(folder) is not { Success: true } suffix || File.GetAttributes(folder).HasFlag(FileAttributes.ReparsePoint))
                    continue;
                TimeSpan age = DateTime.UtcNow - FileStatus.Of(folder).Written;
                if (age > s_certainlyAbandoned || (age > s_longestFilling && !IsRunning(suffix.Groups["process"].ValueSpan)))
                    Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As above.
        }
    }

    private static bool IsAbandoned(string file, ReadOnlySpan<char> process)
    {
        // A link's target is not ours to remove, and opening a pipe would block.
        FileStatus status = FileStatus.Of(file);
        if (!status.IsRegular || File.GetAttributes(file).HasFlag(FileAttributes.ReparsePoint))
            return false;
        if (IsRunning(process) && DateTime.UtcNow - status.Written < s_certainlyAbandoned)
            return false;
        try
        {
            using var alone = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsRunning(ReadOnlySpan<char> process)
    {
        if (!int.TryParse(process, CultureInfo.InvariantCulture, out int id))
            return false;
        try
        {
            using var running = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\.(?<process>[0-9]{1,10})-[0-9a-f]+\.tmp$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"\.(?<process>[0-9]{1,10})-[0-9a-f]{16}\.tmp$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FolderSuffix();
}
