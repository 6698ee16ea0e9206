using System.Diagnostics;
using System.Globalization;
using System.Text;
using Plaudit.Bench.Peers;
using Plaudit.Kernels;

namespace Plaudit.Bench;

/// <summary>
/// The same work with registers of 512, 256 and 128 bits; each in a process of its own, since the runtime settles the width at its start.
/// </summary>
internal static class Widths
{
    private static readonly string[] s_work = ["training step, one thread", "training step, two threads", "one review", "batch of 64, one thread"];

    /// <summary>Switches that leave the runtime one width; the runtime ignores a switch for what the CPU has not.</summary>
    private static readonly (string, string)[][] s_switches =
        [[], [("DOTNET_EnableAVX512", "0")], [("DOTNET_EnableAVX512", "0"), ("DOTNET_EnableAVX2", "0")]];

    public static int Run(string data, string? results)
    {
        var names = new List<string>();
        var rounds = new Rounds();
        for (int round = 1; round <= Rounds.Count; round++)
        {
            foreach ((string, string)[] switches in s_switches)
            {
                (string name, double[] figures) = Child(data, switches);
                if (!names.Contains(name))
                    names.Add(name);
                foreach ((string work, double figure) in s_work.Zip(figures))
                    rounds.Add($"{name} {work}", figure);
            }
        }

        var body = new StringBuilder(
            $"| the notebook's baseline | {string.Join(" | ", names)} | share of the widest's speed "
            + $"|\n|---|{string.Concat(Enumerable.Repeat("---|", names.Count + 1))}\n");
        foreach (string work in s_work)
        {
            double[] times = [.. names.Select(name => rounds.Median($"{name} {work}"))];
            string shown = string.Join(" | ", times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time:F2} ms")));
            string shares = string.Join(
                ", ", times.Skip(1).Select(time => string.Create(CultureInfo.InvariantCulture, $"{100 * times[0] / time:F0} %")));
            body.AppendLine(CultureInfo.InvariantCulture, $"| {work} | {shown} | {shares} |");
        }

        ResultsFolder.Write(results, "widths", data, "One engine at every register width", body.ToString());
        return 0;
    }

    /// <summary>What a child process prints: its width, then a figure a line.</summary>
    public static int RunChild(string data)
    {
        var plaudit = new PlauditFigures(new Workload(data), ["baseline"]);
        Console.WriteLine(Simd.Name);
        foreach (double figure in (double[])[plaudit.Train("baseline", 1), plaudit.Train("baseline", 2), plaudit.One("baseline"),
            plaudit.Batch("baseline")])
            Console.WriteLine(figure.ToString("R", CultureInfo.InvariantCulture));
        return 0;
    }

    private static (string Name, double[] Figures) Child(string data, (string, string)[] switches)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(Widths).Assembly.Location, "width", "--data", data])
        { UseShellExecute = false, RedirectStandardOutput = true };
        foreach ((string name, string value) in switches)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return lines.Length == 1 + s_work.Length
            ? (lines[0], [.. lines.Skip(1).Select(line => double.Parse(line, CultureInfo.InvariantCulture))])
            : throw new InvalidOperationException($"the child process ended with {process.ExitCode} and {lines.Length} lines");
    }
}
