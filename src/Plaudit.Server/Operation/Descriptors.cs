using System.Globalization;

namespace Plaudit.Server.Operation;

/// <summary>
/// How many files and connections the process may still open. Without a descriptor to take a connection with, a server tries without end.
/// </summary>
internal static class Descriptors
{
    // For model files, their reloads, logs and the runtime's own.
    private const int Reserve = 64;

    /// <summary>Connections for which there are descriptors, at least 1; where no limit is known, all.</summary>
    public static int ForConnections()
    {
        if (!OperatingSystem.IsLinux() || Limit("/proc/self/limits") is not { } limit)
            return int.MaxValue;
        long free = limit - Directory.GetFileSystemEntries("/proc/self/fd").Length - Reserve;
        return (int)Math.Clamp(free, 1, int.MaxValue);
    }

    /// <summary>The soft limit of open files; null where it is not known or unlimited.</summary>
    internal static long? Limit(string file)
    {
        const string name = "Max open files";
        try
        {
            string? line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            string? soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
