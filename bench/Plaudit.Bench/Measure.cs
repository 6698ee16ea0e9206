using System.Diagnostics;

namespace Plaudit.Bench;

/// <summary>Medians of repeated work; a noisy machine is measured by its middle, not its mean.</summary>
internal static class Measure
{
    /// <summary>Runs work a few times to warm up, then counts.</summary>
    /// <returns>The median of one run in milliseconds.</returns>
    public static double Milliseconds(Action work, int runs, int warm = 3)
    {
        for (int i = 0; i < warm; i++)
            work();
        double[] times = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[runs / 2];
    }
}
