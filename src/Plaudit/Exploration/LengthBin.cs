namespace Plaudit.Exploration;

/// <summary>The reviews of a range of lengths.</summary>
/// <param name="Name">Such as <c>50-100</c>.</param>
/// <param name="From">The least length, in characters.</param>
/// <param name="Below">The length that is already too great; null for the last range.</param>
/// <param name="Count">Reviews.</param>
public sealed record LengthBin(string Name, int From, int? Below, int Count)
{
    private static readonly (string Name, int From)[] s_bins =
        [("<50", 0), ("50-100", 50), ("100-200", 100), ("200-500", 200), ("500-1000", 500), (">1000", 1000)];

    /// <summary>Counts the lengths of each range.</summary>
    internal static IReadOnlyList<LengthBin> Of(int[] lengths)
    {
        var bins = new LengthBin[s_bins.Length];
        for (int i = 0; i < bins.Length; i++)
        {
            int from = s_bins[i].From;
            int? below = i + 1 < bins.Length ? s_bins[i + 1].From : null;
            bins[i] = new LengthBin(s_bins[i].Name, from, below, lengths.Count(length => length >= from && length < (below ?? int.MaxValue)));
        }

        return bins;
    }
}
