namespace Plaudit.Data.Readers;

/// <summary>A line as fastText reads it: <c>__label__pos a fine film</c>.</summary>
/// <param name="Labels">What follows each leading <c>__label__</c>.</param>
/// <param name="Text">The rest.</param>
internal sealed record FastTextLine(IReadOnlyList<string> Labels, string Text)
{
    /// <summary>What a label begins with.</summary>
    public const string Prefix = "__label__";

    /// <summary>Takes a line apart; null where it begins with no label.</summary>
    public static FastTextLine? Parse(string line)
    {
        string rest = line.TrimStart();
        var labels = new List<string>();
        while (rest.StartsWith(Prefix, StringComparison.Ordinal))
        {
            int end = rest.AsSpan().IndexOfAny(' ', '\t');
            string label = end < 0 ? rest : rest[..end];
            labels.Add(label[Prefix.Length..]);
            rest = end < 0 ? "" : rest[end..].TrimStart();
        }

        return labels.Count == 0 ? null : new FastTextLine(labels, rest);
    }
}
