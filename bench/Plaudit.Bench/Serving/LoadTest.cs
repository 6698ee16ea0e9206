using System.Globalization;
using System.Text;
using Plaudit.Bench.Peers;
using Plaudit.Inference;
using Plaudit.Models;

namespace Plaudit.Bench.Serving;

/// <summary>The service under load, wrk beside it on the same machine, and the usual Flask application with PyTorch in the same place.</summary>
internal static class LoadTest
{
    private static readonly int[] s_connections = [1, 16, 64];

    /// <summary>Measures for ten seconds at each number of connections; <c>PLAUDIT_BENCH_SECONDS</c> asks for another time.</summary>
    public static int Run(string data, string? results)
    {
        int seconds = int.TryParse(Environment.GetEnvironmentVariable("PLAUDIT_BENCH_SECONDS"), out int asked) && asked > 0 ? asked : 10;
        var workload = new Workload(data);
        using var files = new ServingFiles(workload);
        double own = OwnTime(files, workload);
        var table = new StringBuilder("| service | connections | requests/s | p50 | p99 | longest | errors |\n|---|---|---|---|---|---|---|\n");
        WrkResult?[] ours = Measure(table, "Plaudit", ServiceProcess.Plaudit(files), files, seconds);
        WrkResult?[] theirs;
        string missing = "";
        try
        {
            theirs = Measure(table, "Flask + PyTorch, one process", ServiceProcess.Flask(files), files, seconds);
        }
        catch (PlauditException e)
        {
            theirs = new WrkResult?[s_connections.Length];
            missing = $"\n- Flask is missing here: {e.Message}\n";
        }

        var body = new StringBuilder(table.ToString()).Append(missing).AppendLine();
        body.AppendLine(CultureInfo.InvariantCulture, $"The notebook's baseline (padded to {Workload.Length} tokens, weights drawn), real reviews as bodies, {seconds} s each, wrk with one thread on the same processors.");
        body.AppendLine(CultureInfo.InvariantCulture, $"One review takes the predictor {own:F2} ms by itself; a client alone waits {ours[0]!.P50:F2} ms (median).");
        if (theirs[^1] is { } flask)
            body.AppendLine(CultureInfo.InvariantCulture, $"At {s_connections[^1]} connections Plaudit answers {ours[^1]!.Rate / flask.Rate:F0} times as many requests as Flask.");
        ResultsFolder.Write(results, "serve", "The service under load", body.ToString());
        return 0;
    }

    private static WrkResult?[] Measure(StringBuilder table, string name, ServiceProcess service, ServingFiles files, int seconds)
    {
        using (service)
        {
            service.WaitUntilItAnswers();
            Wrk.Run(service.Address, 16, Math.Max(2, seconds / 2), files.Bodies);
            return
            [
                .. s_connections.Select(connections =>
                {
                    WrkResult result = Wrk.Run(service.Address, connections, seconds, files.Bodies);
                    string row = string.Create(CultureInfo.InvariantCulture, $"| {name} | {connections} | {result.Rate:N0} | {result.P50:F2} ms | {result.P99:F1} ms | {result.Max:F0} ms | {result.Errors} |");
                    table.AppendLine(row);
                    Console.Error.WriteLine(row);
                    return result;
                }),
            ];
        }
    }

    /// <summary>The median time of the predictor alone over the same reviews, in milliseconds.</summary>
    private static double OwnTime(ServingFiles files, Workload workload)
    {
        var predictor = SentimentPredictor.Load(files.Model);
        int next = 0;
        return Bench.Measure.Milliseconds(() => predictor.Predict(workload.Reviews[next++ % workload.Reviews.Count].Text), 501, warm: 50);
    }
}
