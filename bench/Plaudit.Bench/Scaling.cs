using System.Globalization;
using System.Text;
using Plaudit.Kernels;
using Plaudit.Models;
using Plaudit.Training;

namespace Plaudit.Bench;

/// <summary>How the cost of a training step grows with units, length, batch and threads, and that of an epoch with the number of reviews.</summary>
internal static class Scaling
{
    public static int Run(string data, string? results)
    {
        var workload = new Workload(data);
        var body = new StringBuilder("| units | tokens | batch | one thread, ms | two threads, ms | times | GFLOP/s on two (nominal) |\n|---|---|---|---|---|---|---|\n");
        foreach ((int units, int length, int batch) in ((int, int, int)[])
            [(64, 200, 64), (128, 200, 64), (256, 200, 64), (512, 200, 64), (1024, 100, 64), (128, 50, 64), (128, 100, 64), (128, 400, 64), (128, 200, 16), (128, 200, 32), (128, 200, 128)])
        {
            double one = Step(workload, units, length, batch, 1);
            double two = Step(workload, units, length, batch, 2);
            double nominal = 6.0 * batch * length * (100 + units) * 4 * units / 1e6;
            body.AppendLine(CultureInfo.InvariantCulture, $"| {units} | {length} | {batch} | {one:F1} | {two:F1} | {one / two:F2} | {nominal / two:F0} |");
        }

        body.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"FMA peak: {PeakBenchmark.GigaFlops(1):F0} GFLOP/s on one thread, {PeakBenchmark.GigaFlops(2):F0} on two.");
        body.AppendLine().AppendLine(Ragged(workload));
        ResultsFolder.Write(results, "scaling", "How the cost of training grows", body.ToString());
        return 0;
    }

    private static double Step(Workload workload, int units, int length, int batch, int threads)
    {
        int[] all = [.. workload.Ragged.Take(4000).SelectMany(ids => ids)];
        int[][] ids = [.. Enumerable.Range(0, batch).Select(row => Enumerable.Range(0, length).Select(t => all[((row * length) + t) % all.Length]).ToArray())];
        Recipe recipe = RecipeLibrary.Open("notebook-baseline", [$"layers.1.units={units}", $"training.batchSize={batch}"]);
        var reviews = new EncodedReviews(ids, [.. ids.Select((_, i) => i % 2f)]);
        using var trainer = new Trainer(SentimentModel.Create(recipe, workload.Encoder), reviews, reviews, heldOut: 0, threads);
        int[] rows = [.. Enumerable.Range(0, batch)];
        return Measure.Milliseconds(() => trainer.Step(rows), units > 256 ? 5 : 15, warm: 2);
    }

    /// <summary>Time per real token from batches of similar length, beside batches of 200 tokens.</summary>
    private static string Ragged(Workload workload)
    {
        using Trainer trainer = workload.Trainer("baseline", workload.Ragged, 2);
        var schedule = new BatchSchedule([.. workload.Ragged.Select(ids => ids.Length)], Workload.BatchSize, 1, 1);
        int batches = Math.Min(60, schedule.Count);
        long tokens = 0;
        for (int i = 0; i < batches; i++)
        {
            foreach (int row in schedule[i])
                tokens += workload.Ragged[row].Length;
        }

        double epoch = Measure.Milliseconds(() =>
        {
            for (int i = 0; i < batches; i++)
                trainer.Step(schedule[i]);
        }, 3, warm: 1);
        using Trainer whole = workload.Trainer("baseline", workload.Batch, 2);
        int[] rows = [.. Enumerable.Range(0, Workload.BatchSize)];
        double step = Measure.Milliseconds(() => whole.Step(rows), 31);
        double ragged = 1e6 * epoch / tokens;
        double full = 1e6 * step / (Workload.BatchSize * Workload.Length);
        return string.Create(CultureInfo.InvariantCulture, $"Ragged training, up to 400 tokens: {ragged:F0} ns a real token, beside {full:F0} ns in batches of 64 x 200 tokens ({ragged / full:F2} times).");
    }
}
