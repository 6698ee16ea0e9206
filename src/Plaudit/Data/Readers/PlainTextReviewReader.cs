namespace Plaudit.Data.Readers;

/// <summary>Text without labels, one review a line; empty lines are empty reviews, so that every line gets its answer.</summary>
internal sealed class PlainTextReviewReader : RowReviewReader
{
    /// <inheritdoc/>
    public override string Format => "text (.txt), one review a line";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Extensions => [".txt", ".text"];

    /// <inheritdoc/>
    protected override IEnumerable<ReviewRow> Rows(StrictUtf8Reader reader, ReviewReadOptions options, LabelRule labels)
    {
        long number = 0;
        while (reader.ReadLine() is { } line)
            yield return new ReviewRow(++number, line, null);
    }
}
