using System.Globalization;
using System.Text;
using Plaudit.Bench.Peers;
using Plaudit.Inference;

namespace Plaudit.Bench.Serving;

/// <summary>The service under load, wrk beside it on the same machine, and the usual Flask application with PyTorch in the same place.</summary>
internal static class LoadTest
{
    private const string Ours = "Plaudit";
    private const string Flask = "Flask + PyTorch, one process";

    private static readonly int[] s_connections = [1, 16, 64];

    /// <summary>Measures for ten seconds at each number of connections; <c>PLAUDIT_BENCH_SECONDS</c> asks for another time.</summary>
    public static int Run(string data, string? results)
    {
        int seconds = int.TryParse(Environment.GetEnvironmentVariable("PLAUDIT_BENCH_SECONDS"), out int asked) && asked > 0 ? asked : 10;
        var workload = new Workload(data);
        using var files = new ServingFiles(workload);
        double own = OwnTime(files, workload);
        var services = new List<(string Name, ServiceProcess Process)>();
        string missing = "";
        try
        {
            services.Add((Ours, Started(ServiceProcess.Plaudit(files), files)));
            try
            {
                services.Add((Flask, Started(ServiceProcess.Flask(files), files)));
            }
            catch (PlauditException e)
            {
                missing = $"\n- Flask is missing here: {e.Message}\n";
            }

            ResultsFolder.Write(results, "serve", data, "The service under load", Report(services, files, seconds, own, missing));
            return 0;
        }
        finally
        {
            services.ForEach(service => service.Process.Dispose());
        }
    }

    /// <summary>A service that waits for its turn idles: nothing but wrk runs beside a service.</summary>
    private static string Report(List<(string Name, ServiceProcess Process)> services, ServingFiles files, int seconds, double own, string missing)
    {
        var rounds = new Dictionary<(string Name, int Connections), List<WrkResult>>();
        for (int round = 1; round <= Rounds.Count; round++)
        {
            foreach (int connections in s_connections)
            {
                foreach ((string name, ServiceProcess process) in services)
                {
                    WrkResult result = Wrk.Run(process.Address, connections, seconds, files.Bodies);
                    Console.Error.WriteLine($"round {round}, {name}, {connections} connections: {result.Rate:F0} requests/s");
                    if (!rounds.TryGetValue((name, connections), out List<WrkResult>? all))
                        rounds[(name, connections)] = all = [];
                    all.Add(result);
                }
            }
        }

        double Median(string name, int connections, Func<WrkResult, double> figure) =>
            rounds[(name, connections)].Select(figure).Order().ElementAt(Rounds.Count / 2);
        var body = new StringBuilder(
            "| service | connections | requests/s | slowest and fastest round | p50 | p99 | longest | errors |\n|---|---|---|---|---|---|---|---|\n");
        foreach ((string name, _) in services)
        {
            foreach (int connections in s_connections)
            {
                List<WrkResult> all = rounds[(name, connections)];
                body.AppendLine(CultureInfo.InvariantCulture,
                    $"| {name} | {connections} | {Median(name, connections, r => r.Rate):N0} | {all.Min(r => r.Rate):N0} - "
                    + $"{all.Max(r => r.Rate):N0} | {Median(name, connections, r => r.P50):F2} ms | {Median(name, connections, r => r.P99):F1} ms "
                    + $"| {all.Max(r => r.Max):F0} ms | {all.Sum(r => r.Errors)} |");
            }
        }

        body.Append(missing).AppendLine();
        body.AppendLine(CultureInfo.InvariantCulture,
            $"The notebook's baseline (padded to {Workload.Length} tokens, weights drawn), real reviews as bodies, {Rounds.Count} rounds of "
            + $"{seconds} s each, wrk with one thread on the same processors.");
        body.AppendLine(CultureInfo.InvariantCulture,
            $"One review takes the predictor {own:F2} ms by itself; a client alone waits {Median(Ours, 1, r => r.P50):F2} ms (median).");
        if (services.Count > 1)
            body.AppendLine(CultureInfo.InvariantCulture,
                $"At {s_connections[^1]} connections Plaudit answers "
                + $"{Median(Ours, s_connections[^1], r => r.Rate) / Median(Flask, s_connections[^1], r => r.Rate):F0} "
                + $"times as many requests as Flask.");
        return body.ToString();
    }

    private static ServiceProcess Started(ServiceProcess service, ServingFiles files)
    {
        service.WaitUntilItAnswers();
        Wrk.Run(service.Address, 16, 4, files.Bodies);
        return service;
    }

    /// <summary>The median time of the predictor alone over the same reviews, in milliseconds.</summary>
    private static double OwnTime(ServingFiles files, Workload workload)
    {
        var predictor = SentimentPredictor.Load(files.Model);
        int next = 0;
        return Bench.Measure.Milliseconds(() => predictor.Predict(workload.Reviews[next++ % workload.Reviews.Count].Text), 501, warm: 50);
    }
}
