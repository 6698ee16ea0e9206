namespace Plaudit.Kernels;

/// <summary>Computes a team member's part of some items.</summary>
internal static class Share
{
    /// <summary>The member's contiguous part [First, End) of <paramref name="count"/> items, cut at multiples of <paramref name="group"/>.</summary>
    public static (int First, int End) Of(int count, int group, int member, int members)
    {
        long groups = (count + (long)group - 1) / group;
        long first = groups * member / members * group;
        long end = groups * (member + 1) / members * group;
        return ((int)Math.Min(first, count), (int)Math.Min(end, count));
    }
}
