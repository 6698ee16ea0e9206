namespace Plaudit.Bench;

/// <summary>
/// Figures measured in several rounds, everyone's turn in each. A shared machine is slow for seconds at a time; a single measurement may meet
/// such a moment, the median of rounds does not.
/// </summary>
internal sealed class Rounds
{
    /// <summary>
    /// How often everything is measured: 3 times, or as PLAUDIT_BENCH_ROUNDS says, odd for a median, on a machine with long slow moments.
    /// </summary>
    public static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("PLAUDIT_BENCH_ROUNDS"), out int asked)
        && asked > 0 ? asked : 3;

    private readonly Dictionary<string, List<double>> _times = [];

    /// <summary>Notes one round's figures, in milliseconds.</summary>
    /// <param name="who">Whose they are.</param>
    /// <param name="figures">Times by what was done.</param>
    public void Add(string who, IReadOnlyDictionary<string, double> figures)
    {
        foreach ((string what, double milliseconds) in figures)
            Add($"{who} {what}", milliseconds);
    }

    /// <summary>Notes one figure of a round, in milliseconds.</summary>
    public void Add(string figure, double milliseconds)
    {
        if (!_times.TryGetValue(figure, out List<double>? times))
            _times[figure] = times = [];
        times.Add(milliseconds);
    }

    /// <summary>The median over the rounds, in milliseconds.</summary>
    public double Median(string figure)
    {
        double[] times = [.. _times[figure].Order()];
        return times[times.Length / 2];
    }

    /// <summary>The median of the better of two settings.</summary>
    public double Best(string figure, string other) => Math.Min(Median(figure), Median(other));
}
