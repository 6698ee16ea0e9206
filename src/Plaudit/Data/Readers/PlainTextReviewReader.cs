namespace Plaudit.Data.Readers;

/// <summary>
/// Text, one review per line. Empty lines are empty reviews, so that every line gets an answer. Labels that fastText would read are not part of the
/// text.
/// </summary>
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
        bool isSaid = false;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (FastTextLine.Parse(line) is not { } labelled)
            {
                yield return new ReviewRow(number, line, null);
                continue;
            }

            if (!isSaid)
                options.OnNote?.Invoke(
                    $"{reader.File}, line {number}: begins with {FastTextLine.Prefix}; such labels are removed, and only the text after them is "
                    + "scored");
            isSaid = true;
            yield return new ReviewRow(number, labelled.Text, labelled.Labels is [var label] ? label : null);
        }
    }
}
