namespace Plaudit.Data.Readers;

/// <summary>Lines as fastText reads them: <c>__label__pos a fine film</c>. Blank lines are passed over.</summary>
internal sealed class FastTextReviewReader : RowReviewReader
{
    private const string Prefix = "__label__";

    /// <inheritdoc/>
    public override string Format => "fastText lines (.txt)";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Extensions => [".txt", ".ft"];

    /// <inheritdoc/>
    protected override IEnumerable<ReviewRow> Rows(StrictUtf8Reader reader, ReviewReadOptions options, LabelRule labels)
    {
        long number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return Parse(number, line, labels);
        }
    }

    private static ReviewRow Parse(long number, string line, LabelRule labels)
    {
        string start = line.TrimStart();
        if (!start.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return labels == LabelRule.Required
                ? ReviewRow.Bad(number, $"no label: expected the line to begin with {Prefix}pos or {Prefix}neg, found '{start[..Math.Min(start.Length, 20)]}'")
                : new ReviewRow(number, line, null);
        }

        int end = start.AsSpan().IndexOfAny(' ', '\t');
        string label = end < 0 ? start : start[..end];
        string text = end < 0 ? "" : start[end..].TrimStart();
        // fastText itself allows several labels; a review has one, and dropping the others unseen would teach the wrong thing.
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            ? ReviewRow.Bad(number, $"more than one {Prefix}: expected one")
            : new ReviewRow(number, text, label[Prefix.Length..]);
    }
}
