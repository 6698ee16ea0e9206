using System.Runtime.InteropServices;
using Plaudit.Kernels;
using Plaudit.Models;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>Where the work was done.</summary>
internal static class Machine
{
    /// <summary>Software and processor, and the threads that were used.</summary>
    public static Facts Facts(int threads) => new(
    [
        ("Plaudit", ModelFile.PlauditVersion),
        (".NET", Environment.Version.ToString()),
        ("System", $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}"),
        ("Processor", $"{Processor()}, {Environment.ProcessorCount} logical processors, {Simd.Name}"),
        ("Threads used", $"{threads}"),
    ]);

    private static string Processor()
    {
        const string info = "/proc/cpuinfo";
        string? line = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
    }
}
