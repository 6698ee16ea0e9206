using System.Globalization;
using System.Text;
using Plaudit.Kernels;

namespace Plaudit.Bench.Peers;

/// <summary>Plaudit and every peer found on this machine, in turns on the same ids, in one table with ratios.</summary>
internal static class PeerComparison
{
    private static readonly string[] s_kinds = ["baseline", "bidirectional", "stacked"];

    public static int Run(string data, string? results)
    {
        var workload = new Workload(data);
        using var files = new PeerFiles(workload);
        var plaudit = new PlauditFigures(workload, s_kinds);
        var torch = new TorchPeer(files, s_kinds);
        var onnx = new OnnxPeer(files);
        var rounds = new Rounds();
        for (int round = 1; round <= Rounds.Count; round++)
        {
            Console.Error.WriteLine($"round {round} of {Rounds.Count}");
            rounds.Add("peak 1", PeakBenchmark.GigaFlops(1));
            rounds.Add("peak 2", PeakBenchmark.GigaFlops(2));
            plaudit.Measure(rounds);
            torch.Measure(rounds);
            onnx.Measure(rounds);
        }

        var table = new ComparisonTable();
        torch.AddTo(table, rounds);
        onnx.AddTo(table, rounds);
        double step = rounds.Best("Plaudit baseline train 1", "Plaudit baseline train 2");
        LinearPeers.AddTo(table, step, files);
        double peak1 = rounds.Median("peak 1");
        double peak2 = rounds.Median("peak 2");
        var body = new StringBuilder(table.ToMarkdown());
        body.AppendLine().AppendLine(
            CultureInfo.InvariantCulture,
            $"{Simd.Name}; medians of {Rounds.Count} rounds, everyone's turn in each. FMA peak: {peak1:F0} GFLOP/s on one thread, {peak2:F0} on "
            + $"two. A baseline step of {step:F1} ms is 8.97 GFLOP of nominal work (no credit for shared words): {8.97e3 / step:F0} GFLOP/s, "
            + $"{8.97e5 / step / peak2:F0} % of the peak of two.");
        ResultsFolder.Write(results, "peers", data, "Plaudit beside its peers", body.ToString());
        return 0;
    }
}
