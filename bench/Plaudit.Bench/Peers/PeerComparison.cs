using System.Globalization;
using System.Text;
using Plaudit.Kernels;

namespace Plaudit.Bench.Peers;

/// <summary>Plaudit and every peer found on this machine, one after the other on the same ids, in one table with ratios.</summary>
internal static class PeerComparison
{
    private static readonly string[] s_kinds = ["baseline", "bidirectional", "stacked"];

    public static int Run(string data, string? results)
    {
        var workload = new Workload(data);
        using var files = new PeerFiles(workload);
        double peak1 = PeakBenchmark.GigaFlops(1);
        double peak2 = PeakBenchmark.GigaFlops(2);
        Console.Error.WriteLine($"peak: {peak1:F0} GFLOP/s on one thread, {peak2:F0} on two; {Simd.Name}");

        var table = new ComparisonTable();
        var plaudit = new PlauditFigures(workload);
        TorchPeer.AddTo(table, plaudit, files, s_kinds);
        OnnxPeer.AddTo(table, plaudit, files);
        LinearPeers.AddTo(table, plaudit, files);
        double step = plaudit.Train("baseline", 2);
        var body = new StringBuilder(table.ToMarkdown());
        body.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"FMA peak: {peak1:F0} GFLOP/s on one thread, {peak2:F0} on two. A baseline step of {step:F1} ms is 8.97 GFLOP of nominal work (no credit for shared words): {8.97e3 / step:F0} GFLOP/s, {8.97e5 / step / peak2:F0} % of the peak of two.");
        ResultsFolder.Write(results, "peers", "Plaudit beside its peers", body.ToString());
        return 0;
    }
}
