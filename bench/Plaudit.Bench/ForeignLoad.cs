using System.Diagnostics;
using System.Globalization;

namespace Plaudit.Bench;

/// <summary>
/// What other processes cost training on two threads. With four busy processes beside it on two cores, each of six threads gets a third of a core:
/// a step takes three times as long at best. Threads that wait for each other without giving way would make it many times that.
/// </summary>
internal static class ForeignLoad
{
    private const int Others = 4;
    private const int Threads = 2;
    private const int Steps = 60;

    public static int Run(string data, string? results)
    {
        var workload = new Workload(data);
        var rounds = new Rounds();
        for (int round = 1; round <= Rounds.Count; round++)
        {
            rounds.Add("alone", Step(workload));
            Process[] others = [.. Enumerable.Range(0, Others).Select(_ => StartBusy())];
            rounds.Add("beside others", Step(workload));
            foreach (Process other in others)
                Stop(other);
        }

        (double alone, double beside) = (rounds.Median("alone"), rounds.Median("beside others"));
        double share = (Others + Threads) / (double)Math.Max(Threads, Environment.ProcessorCount);
        string body = string.Create(CultureInfo.InvariantCulture, $"""
            | a step of the notebook's baseline, {Threads} threads | time | ratio |
            |---|---|---|
            | alone | {alone:F1} ms | 1 |
            | beside {Others} busy processes | {beside:F1} ms | {beside / alone:F2} |

            {share:F1} times is the machine's share: {Others + Threads} busy threads on {Environment.ProcessorCount} processors.
            Means of {Steps} steps in a row, medians of rounds.

            """);
        ResultsFolder.Write(results, "foreign-load", data, "Training beside other busy processes", body);
        return 0;
    }

    /// <summary>Keeps a core busy until standard input ends, as it does when the parent dies.</summary>
    public static int Busy()
    {
        var end = Task.Run(() => Console.OpenStandardInput().CopyTo(Stream.Null));
        double sum = 0;
        for (double i = 1; !end.IsCompleted; i++)
            sum += 1 / i;
        return sum > 0 ? 0 : 1;
    }

    /// <summary>
    /// The mean of many steps: on a busy machine the scheduler's turns are longer than a step, and a median would see only the lucky ones.
    /// </summary>
    private static double Step(Workload workload)
    {
        using Training.Trainer trainer = workload.Trainer("baseline", workload.Batch, Threads);
        int[] rows = [.. Enumerable.Range(0, Workload.BatchSize)];
        return Measure.Milliseconds(
            () =>
            {
                for (int i = 0; i < Steps; i++)
                    trainer.Step(rows);
            },
            runs: 1,
            warm: 1) / Steps;
    }

    private static Process StartBusy() =>
        Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(ForeignLoad).Assembly.Location, "busy"])
        { UseShellExecute = false, RedirectStandardInput = true })!;

    private static void Stop(Process process)
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
