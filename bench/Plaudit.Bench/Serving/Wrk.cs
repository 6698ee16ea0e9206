using System.Diagnostics;
using System.Text.Json;
using Plaudit.Bench.Peers;

namespace Plaudit.Bench.Serving;

/// <summary>What wrk measured.</summary>
/// <param name="Rate">Requests answered a second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">The latency that one of a hundred exceeds, in milliseconds.</param>
/// <param name="Max">The longest, in milliseconds.</param>
/// <param name="Errors">Requests without a proper answer.</param>
internal sealed record WrkResult(double Rate, double P50, double P99, double Max, long Errors);

/// <summary>Runs wrk (github.com/wg/wrk; Debian: apt-get install wrk).</summary>
internal static class Wrk
{
    /// <exception cref="PlauditException">wrk is missing or failed.</exception>
    public static WrkResult Run(string address, int connections, int seconds, string bodies)
    {
        string[] arguments =
            ["-t1", $"-c{connections}", $"-d{seconds}", "--timeout", "10", "-s", Path.Combine(PeerFiles.Scripts, "reviews.lua"),
                $"{address}/predict", "--", bodies];
        try
        {
            using var wrk = Process.Start(new ProcessStartInfo("wrk", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
            string output = wrk.StandardOutput.ReadToEnd();
            wrk.WaitForExit();
            string json = output.Split('\n').LastOrDefault(line => line.StartsWith('{')) ?? throw new PlauditException($"wrk failed: {output}");
            JsonElement figures = JsonDocument.Parse(json).RootElement;
            double Figure(string name) => figures.GetProperty(name).GetDouble();
            return new WrkResult(Figure("requests") / Figure("seconds"), Figure("p50"), Figure("p99"), Figure("max"),
                figures.GetProperty("errors").GetInt64());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PlauditException($"wrk is needed for the load test (apt-get install wrk): {e.Message}", e);
        }
    }
}
