using System.Globalization;
using System.Text;
using Plaudit.Kernels;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Bench;

/// <summary>How the cost of a training step grows with units, length, batch and threads, and that of an epoch with the number of reviews.</summary>
internal static class Scaling
{
    /// <summary>
    /// Embedding, units, tokens, batch: one of them changing at a time, then the wide models whose recurrent weights leave the L2 cache.
    /// </summary>
    private static readonly (int Size, int Units, int Length, int Batch)[] s_shapes =
    [
        (100, 64, 200, 64), (100, 128, 200, 64), (100, 256, 200, 64),
        (100, 128, 50, 64), (100, 128, 100, 64), (100, 128, 400, 64),
        (100, 128, 200, 16), (100, 128, 200, 32), (100, 128, 200, 128),
        (256, 512, 100, 64), (256, 512, 100, 128), (256, 512, 100, 256), (300, 1024, 50, 64), (300, 1024, 50, 128), (300, 1024, 50, 256),
    ];

    public static int Run(string data, string? results)
    {
        var workload = new Workload(data);
        var rounds = new Rounds();
        for (int round = 1; round <= Rounds.Count; round++)
            MeasureShapes(workload, rounds);
        (double peak1, double peak2) = (rounds.Median("peak 1"), rounds.Median("peak 2"));
        var body = new StringBuilder("A training step by units, embedding, tokens and batch; nominal work, no credit for shared words.\n\n"
            + "| embedding | units | tokens | batch | one thread, ms | two threads, ms | times | share of one thread's FMA peak | of two threads' "
            + "|\n|---|---|---|---|---|---|---|---|---|\n");
        foreach ((int size, int units, int length, int batch) in s_shapes)
        {
            double one = rounds.Median($"{size} {units} {length} {batch} 1");
            double two = rounds.Median($"{size} {units} {length} {batch} 2");
            double nominal = 6.0 * batch * length * (size + units) * 4 * units / 1e6;
            body.AppendLine(CultureInfo.InvariantCulture,
                $"| {size} | {units} | {length} | {batch} | {one:F1} | {two:F1} | {one / two:F2} | {100 * nominal / one / peak1:F0} % | "
                + $"{100 * nominal / two / peak2:F0} % |");
        }

        body.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"FMA peak: {peak1:F0} GFLOP/s on one thread, {peak2:F0} on two.");
        body.AppendLine().AppendLine(Ragged(workload)).AppendLine().Append(Reviews(workload));
        ResultsFolder.Write(results, "scaling", data, "How the cost of training grows", body.ToString());
        return 0;
    }

    private static void MeasureShapes(Workload workload, Rounds rounds)
    {
        for (int threads = 1; threads <= 2; threads++)
            rounds.Add($"peak {threads}", PeakBenchmark.GigaFlops(threads));
        foreach ((int size, int units, int length, int batch) in s_shapes)
        {
            for (int threads = 1; threads <= 2; threads++)
                rounds.Add($"{size} {units} {length} {batch} {threads}", Step(workload, size, units, length, batch, threads));
        }
    }

    /// <summary>Time per token of whole epochs over more and more reviews, repeated where there are fewer.</summary>
    private static string Reviews(Workload workload)
    {
        int[] counts = [1_000, 5_000, 25_000, 50_000];
        var rounds = new Rounds();
        for (int round = 1; round <= Rounds.Count; round++)
        {
            foreach (int count in counts)
                rounds.Add($"{count}", Epoch(workload, Repeated(workload, count)));
        }

        var table = new StringBuilder(
            "An epoch of ragged training on two threads, up to 400 tokens a review:\n\n| reviews | tokens | seconds | ns a token "
            + "|\n|---|---|---|---|\n");
        foreach (int count in counts)
        {
            long tokens = Repeated(workload, count).Sum(row => (long)row.Length);
            double seconds = rounds.Median($"{count}") / 1000;
            table.AppendLine(CultureInfo.InvariantCulture, $"| {count:N0} | {tokens:N0} | {seconds:F2} | {1e9 * seconds / tokens:F0} |");
        }

        return table.ToString();
    }

    private static int[][] Repeated(Workload workload, int count) =>
        [.. Enumerable.Range(0, count).Select(i => workload.Ragged[i % workload.Ragged.Length])];

    private static double Epoch(Workload workload, int[][] ids)
    {
        using Trainer trainer = workload.Trainer("baseline", ids, 2);
        var schedule = new BatchSchedule([.. ids.Select(row => row.Length)], Workload.BatchSize, 1, 1);
        return Measure.Milliseconds(
            () =>
            {
                for (int i = 0; i < schedule.Count; i++)
                    trainer.Step(schedule[i]);
            },
            runs: 1,
            warm: ids.Length <= 5_000 ? 1 : 0);
    }

    private static double Step(Workload workload, int size, int units, int length, int batch, int threads)
    {
        int[] all = [.. workload.Ragged.Take(4000).SelectMany(ids => ids)];
        int[][] ids = [.. Enumerable.Range(0, batch)
            .Select(row => Enumerable.Range(0, length).Select(t => all[((row * length) + t) % all.Length]).ToArray())];
        Recipe recipe = Recipe.Open("notebook-baseline", [$"layers.0.size={size}", $"layers.1.units={units}", $"training.batchSize={batch}"]);
        var reviews = new EncodedReviews(ids, [.. ids.Select((_, i) => i % 2f)]);
        using var trainer = new Trainer(SentimentModel.Create(recipe, workload.Encoder), reviews, reviews, heldOut: 0, threads);
        int[] rows = [.. Enumerable.Range(0, batch)];

        // A process's first dozen steps share the machine with the JIT compiler.
        return units > 256
            ? Measure.Milliseconds(() => trainer.Step(rows), 3, warm: 2)
            : Measure.Milliseconds(() => trainer.Step(rows), 21, warm: 15);
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
        return string.Create(CultureInfo.InvariantCulture,
            $"Ragged training, up to 400 tokens: {ragged:F0} ns a real token, beside {full:F0} ns in batches of 64 x 200 tokens "
            + $"({ragged / full:F2} times).");
    }
}
