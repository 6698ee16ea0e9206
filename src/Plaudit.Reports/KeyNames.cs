namespace Plaudit.Reports;

/// <summary>Keys of a recipe in few words, for axes and headings: their last parts, as many as tell them apart.</summary>
internal static class KeyNames
{
    /// <summary>A name for each key, all of them different where the keys are.</summary>
    public static IReadOnlyList<string> Short(IReadOnlyList<string> keys)
    {
        string[][] parts = [.. keys.Select(key => key.TrimStart('$').Split('.'))];
        int[] kept = [.. keys.Select(_ => 1)];
        string Name(int i) => string.Join('.', parts[i][^kept[i]..]);
        while (true)
        {
            int[] alike = [.. Enumerable.Range(0, keys.Count).GroupBy(Name).Where(group => group.Count() > 1).SelectMany(group => group)];
            int[] longer = [.. alike.Where(i => kept[i] < parts[i].Length)];
            if (longer.Length == 0)
                return [.. Enumerable.Range(0, keys.Count).Select(i => alike.Contains(i) ? keys[i] : Name(i))];
            foreach (int i in longer)
                kept[i]++;
        }
    }
}
