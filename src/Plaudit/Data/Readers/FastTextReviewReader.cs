namespace Plaudit.Data.Readers;

/// <summary>Lines as fastText reads them: <c>__label__pos a fine film</c>. Blank lines are passed over.</summary>
internal sealed class FastTextReviewReader : RowReviewReader
{
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

    private static string NoLabel(string line)
    {
        string start = line.TrimStart();
        string tabs = line.Contains('\t', StringComparison.Ordinal)
            ? $"; tab-separated text is read with {Setting.Tsv}, and {Setting.NoHeader} where it has none" : "";
        return $"no label: expected the line to begin with {FastTextLine.Prefix}pos or {FastTextLine.Prefix}neg, found "
            + $"'{start[..Math.Min(start.Length, 20)]}'{tabs}";
    }

    private static ReviewRow Parse(long number, string line, LabelRule labels) => FastTextLine.Parse(line) switch
    {
        { Labels: [var label] } labelled => new ReviewRow(number, labelled.Text, label),
        // fastText itself allows several labels; a review has one, and dropping the others unseen would teach the wrong thing.
        { } => ReviewRow.Bad(number, $"more than one {FastTextLine.Prefix}: expected one"),
        null when labels == LabelRule.Required => ReviewRow.Bad(number, NoLabel(line)),
        null => new ReviewRow(number, line, null),
    };
}
