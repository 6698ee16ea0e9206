using System.Globalization;
using Plaudit.Kernels;
using Plaudit.Models;

namespace Plaudit.Bench;

/// <summary>Where tables go: bench/results/&lt;cpu&gt;/, with a head that says when, on what and by which command they were made.</summary>
internal static class ResultsFolder
{
    private static string Settings => string.Concat(
        from variable in (string[])["PLAUDIT_BENCH_ROUNDS", "PLAUDIT_BENCH_SECONDS"]
        let value = Environment.GetEnvironmentVariable(variable)
        where !string.IsNullOrEmpty(value)
        select $"{variable}={value} ");

    public static void Write(string? folder, string name, string data, string title, string body)
    {
        string path = Path.Combine(folder ?? Path.Combine("bench", "results", Cpu.Slug), $"{name}.md");
        string head = $"""
            # {title}

            {Cpu.Name}, {Environment.ProcessorCount} logical processors, {Simd.Name}; .NET {Environment.Version};
            Plaudit {ModelFile.PlauditVersion}; {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.
            Made by `{Settings}dotnet run -c Release --project bench/Plaudit.Bench -- {name}
            --data {Path.GetFileName(Path.TrimEndingDirectorySeparator(data))}`. Medians.


            """;
        AtomicFile.WriteText(path, head + body);
        Console.WriteLine(body);
        Console.Error.WriteLine($"written to {path}");
    }
}

/// <summary>The processor's name.</summary>
internal static class Cpu
{
    public static string Name { get; } = ReadName();

    /// <summary>The name as a folder: lower case, dashes between words.</summary>
    public static string Slug { get; } =
        string.Join('-', Name.ToLowerInvariant().Replace("(r)", "").Replace("(tm)", "")
        .Split([' ', '@', ',', '/'], StringSplitOptions.RemoveEmptyEntries));

    private static string ReadName()
    {
        const string info = "/proc/cpuinfo";
        string? line = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown CPU";
    }
}
