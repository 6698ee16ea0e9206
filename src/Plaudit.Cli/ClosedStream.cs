namespace Plaudit.Cli;

/// <summary>
/// Tells whether a standard stream was closed when the process began, as by <c>&lt;&amp;-</c>. The runtime's own files then get its number, and to
/// read it would be to wait forever.
/// </summary>
internal static class ClosedStream
{
    // O_CLOEXEC: what came through exec cannot have it, and what the runtime opens has it.
    private const long OpenedHere = 0x80000;

    /// <summary>Whether it was closed; false where the system does not tell.</summary>
    /// <param name="descriptor">0 is standard input, 1 output, 2 error.</param>
    public static bool Is(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            string? flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}")
                .FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return flags is not null && (Convert.ToInt64(flags["flags:".Length..].Trim(), 8) & OpenedHere) != 0;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;
        }
    }
}
