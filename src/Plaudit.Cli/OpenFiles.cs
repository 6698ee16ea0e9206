using System.Runtime.InteropServices;

namespace Plaudit.Cli;

/// <summary>
/// How many files this process may have open. The runtime keeps two descriptors for each assembly, and where they run out it can neither load the
/// next one nor say so: that is looked at first, by means that load nothing.
/// </summary>
internal static unsafe partial class OpenFiles
{
    /// <summary>Training takes 96 on two processors.</summary>
    private const ulong Fewest = 128;

    private const int LimitOfOpenFiles = 7;
    private const int StandardError = 2;

    /// <summary>Whether they are enough; if not, writes a message to standard error.</summary>
    public static bool AreEnough()
    {
        if (!OperatingSystem.IsLinux())
            return true;
        ulong* limit = stackalloc ulong[2];
        if (GetLimit(LimitOfOpenFiles, limit) != 0 || limit[0] >= Fewest)
            return true;
        string message = $"plaudit: this process may open {limit[0]} files, and needs {Fewest}: raise the limit, as with ulimit -n 1024\n";
        byte* bytes = stackalloc byte[message.Length];
        for (int i = 0; i < message.Length; i++)
            bytes[i] = (byte)message[i];
        _ = Write(StandardError, bytes, (nuint)message.Length);
        return false;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, ulong* limit);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte* bytes, nuint count);
}
