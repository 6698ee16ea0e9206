using System.Diagnostics;
using System.Globalization;

namespace Plaudit.Bench;

/// <summary>The command line as its users run it: a process of its own, from start to end.</summary>
internal static class WholeProcess
{
    private static readonly string s_tool = Path.Combine(AppContext.BaseDirectory, "Plaudit.Cli.dll");

    /// <summary>Runs <c>plaudit</c> and waits.</summary>
    /// <returns>Seconds from start to end, and the most memory it held at any time in MB (Linux; NaN elsewhere).</returns>
    /// <exception cref="InvalidOperationException">It did not exit with 0.</exception>
    public static (double Seconds, double PeakMegabytes) Run(params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        var info = new ProcessStartInfo(
            "dotnet", [s_tool, .. arguments])
        { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        Task<string> output = Drain(process.StandardOutput);
        Task<string> errors = Drain(process.StandardError);
        double peak = double.NaN;
        while (!process.WaitForExit(20))
            peak = PeakMegabytes(process.Id) ?? peak;
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Task.WaitAll(output, errors);
        return process.ExitCode == 0
            ? (seconds, peak)
            : throw new InvalidOperationException($"plaudit {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result}");
    }

    /// <summary>Reads to the end and keeps the last line: the answers of a gigabyte are not for keeping.</summary>
    private static Task<string> Drain(StreamReader reader) => Task.Run(async () =>
    {
        string last = "";
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            last = line;
        return last;
    });

    private static double? PeakMegabytes(int id)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? null
                : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            // It has ended in the meantime.
            return null;
        }
    }
}
