using Plaudit.Exploration;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>The report of <c>plaudit explore</c>: what a data set is like.</summary>
internal static class ExplorationReport
{
    private const int ExcerptLength = 280;

    /// <summary>Puts it together.</summary>
    /// <param name="data">What was found.</param>
    /// <param name="threads">Threads that were used.</param>
    /// <param name="command">The words of the command that was given.</param>
    /// <param name="made">Now.</param>
    public static Report Of(DataExploration data, int threads, IEnumerable<string> command, DateTimeOffset made) => new(
        "Exploration", data.Name, "What the data is like, before anything is learned from it.", made,
        [
            new Section("Rows and classes", [.. Rows(data)]),
            new Section("Length of reviews", [.. Lengths(data.Lengths)]),
            new Section("Words", [.. Words(data.Words)]),
            new Section("Vocabulary and length limits", [.. Limits(data)]),
            new Section("Environment",
                [Machine.Facts(threads), new Heading("The same exploration again"), new CodeElement(ShellCommand.Of(command))]),
        ]);

    private static IEnumerable<IReportElement> Rows(DataExploration data)
    {
        PartCounts parts = data.Parts;
        int labelled = parts.Train + parts.Test;
        string unlabelled = parts.Unlabelled > 0 ? $", {Format.Count(parts.Unlabelled)} without a label" : "";
        yield return new KeyFigures(
        [
            new KeyFigure("Rows", Format.Count(data.Rows), parts is { Train: > 0, Test: > 0 }

                ? $"{Format.Count(parts.Train)} train, {Format.Count(parts.Test)} test{unlabelled}"
                : $"{Format.Count(labelled)} labelled{unlabelled}"),
            new KeyFigure("Missing", Format.Count(data.Columns.Sum(column => column.Missing)), "values of all columns"),
            new KeyFigure("Duplicates", Format.Count(data.Duplicates.Rows), "rows repeat an earlier one"),
            new KeyFigure("Median length", Format.Number(data.Lengths.Tokens.Median), "tokens"),
            new KeyFigure("Different words", Format.Count(data.Vocabulary.Words), $"{Format.Count(data.Vocabulary.OnceOnly)} of them once only"),
        ]);
        foreach (string note in data.Notes)
            yield return new Notice($"{char.ToUpperInvariant(note[0])}{note[1..]}.");
        if (data.SkippedRows > 0)
            yield return new Notice($"{Format.Count(data.SkippedRows)} rows that could not be used were left out.");
        yield return new Heading("Columns");
        yield return new TableElement(
            "",
            [new Column("column"), new Column("type"), .. ((string[])["values", "missing", "different"]).Select(Column.Number)],
            [.. data.Columns.Select(
                column => (string[])[column.Name, column.Type, Format.Count(column.Values), Format.Count(column.Missing),
                Format.Count(column.Distinct)])]);
        yield return new Facts(
        [
            ("Duplicates", $"{Format.Count(data.Duplicates.Rows)} rows repeat an earlier one (same review and sentiment)"),
            ("Conflicting", $"{Format.Count(data.Duplicates.Conflicting)} texts appear under both labels"),
            ("In both halves", $"{Format.Count(data.Duplicates.AcrossHalves)} texts appear in both the train and the test half"),
        ]);
        yield return new Heading("Sample rows");
        yield return new ReviewList(
            [.. data.Sample.Select(row => QuotedReview.Of([new Verdict(row.Label, Name(row.Label))], row.Source, row.Text))])
        {
            ExcerptLength =
            ExcerptLength
        };
        yield return GroupedBars.Of(
            "Class balance", ["reviews"], [.. data.Classes.Select(c => Name(c.Label))], (_, i) => data.Classes[i].Count,
            count => $"{Format.Count(count)} ({Format.Percent(count / data.Rows)})", "Reviews by label; shares are of all rows.");
    }

    private static IEnumerable<IReportElement> Lengths(LengthSummary lengths)
    {
        IReadOnlyList<string> characters = lengths.Characters.FormattedValues;
        IReadOnlyList<string> tokens = lengths.Tokens.FormattedValues;
        yield return new TableElement(
            "As pandas' describe() has it; tokens are those of the different reviews.",
            [new Column(""), Column.Number("characters"), Column.Number("tokens")],
            [.. Description.Names.Select((name, i) => (string[])[name, characters[i], tokens[i]])]);
        LengthHistogram histogram = lengths.Histogram;
        yield return HistogramChart.Of(
            "Length of reviews", "characters",
            [
                new HistogramSeries(
                    "",
                    [.. histogram.Counts.Select((count, i) => new HistogramBin(histogram.Edges[i], histogram.Edges[i + 1], count))],
                    [.. histogram.Density.Select(point => (point.Length, point.Density * histogram.DensityScale))]),
            ],
            "The curve is the density by a Gaussian kernel (Scott's rule), scaled to the bars.");
        yield return BoxPlot.Of(
            "Length by class", "characters",
            [
                .. lengths.BoxPlots.Select(box => new BoxFigures(
                    Name(box.Label), box.LowerWhisker, box.LowerQuartile, box.Median, box.UpperQuartile, box.UpperWhisker,
                        [.. box.OutlierLengths.Select(length => (double)length)])
                { Beyond = box.Outliers }),
            ],
            "Boxes hold the middle half, the line in them is the median; whiskers reach 1.5 times a box's width, dots lie beyond.");
        yield return CountBars.Of(
            "Reviews by range of length", "characters, in ranges of different width", [.. lengths.Bins.Select(Range)],
                [("", [.. lengths.Bins.Select(bin => (long)bin.Count)])],
            "The ranges widen to the right: a high bar there is a wide range, not a peak. The histogram above has bins of one width.");
    }

    private static IEnumerable<IReportElement> Words(WordSummary words)
    {
        ClassWords[] classes = [.. words.Classes.Where(c => c.Top.Count > 0)];
        if (classes.Length == 0)
            yield break;
        yield return new Paragraph(
            $"Of {Format.Count(words.Reviews)} different reviews. Frequent words leave the English stop words out; telling words do not.");
        foreach (ClassWords c in classes)
        {
            yield return WordBars.Of(
                $"Most frequent words: {Name(c.Label)}", [.. c.Top.Select(word => (word.Word, (double)word.Count))], Format.Count, ColorOf(c.Label),
                $"{Format.Count(c.Words)} words in {Format.Count(c.Reviews)} reviews, {Format.Count(c.DistinctWords)} of them different.");
        }

        if (words.Positive.Count + words.Negative.Count > 0)
        {
            yield return WordBars.Of(
                "Words that tell the classes apart", [.. words.Positive.Concat(words.Negative.Reverse()).Select(word => (word.Word, word.ZScore))],
                value => value.ToString("+0.0;-0.0;0.0"),
                caption: "Weighted log-odds as z-scores: to the right words that speak for positive, to the left for negative. Beyond 1.96 chance "
                    + "alone is unlikely.") with
            { Width = ChartWidth.Full };
        }

        // Clouds of frequent words look alike in both classes: "film" and "movie" are large in each.
        if (words.PositiveCloud.Count + words.NegativeCloud.Count > 0)
        {
            yield return Cloud(Label.Positive, words.PositiveCloud);
            yield return Cloud(Label.Negative, words.NegativeCloud);
            yield break;
        }

        foreach (ClassWords c in classes)
            yield return WordCloud.Of(
                $"Word cloud: {Name(c.Label)}", [.. c.Cloud.Select(word => (word.Word, (double)word.Count))], Format.Count, ColorOf(c.Label),
                "The larger, the more frequent.");

        static Chart Cloud(Label label, IReadOnlyList<TellingWord> telling) => WordCloud.Of(
            $"Word cloud: {Name(label)}", [.. telling.Select(word => (word.Word, Math.Abs(word.ZScore)))], value =>
                value.ToString("0.0"), ColorOf(label),
            $"The larger, the more a word speaks for {Name(label)} (weighted log-odds, z-scores); not how frequent it is.");
    }

    private static IEnumerable<IReportElement> Limits(DataExploration data)
    {
        VocabularySummary vocabulary = data.Vocabulary;
        if (vocabulary.Tokens == 0)
            yield break;
        yield return new Paragraph(
            $"{Format.Count(vocabulary.Words)} different words in {Format.Count(vocabulary.Tokens)} tokens. What a recipe's vocabularySize would "
            + "know, and what its maxLength would cut.");
        yield return WordBars.Of(
            "Vocabulary coverage", [.. vocabulary.Coverage.Select(size => ($"{Format.Count(size.Words)} words", size.Share ?? double.NaN))],
                Format.Percent, Palette.Plain,
            "The share of all tokens that the most frequent words cover.");
        yield return GroupedBars.Of(
            "What a maximum length cuts", [.. data.LengthLimits.Select(limit => $"{Format.Count(limit.MaxLength)} tokens")],
                ["reviews cut", "tokens lost"],
            (limit, series) => series == 0 ? data.LengthLimits[limit].Share : data.LengthLimits[limit].TokenShare ?? double.NaN, Format.Percent,
            "The share of reviews that are longer, and of all tokens that would be lost.") with
        { Width = ChartWidth.Half };
    }

    private static string Range(LengthBin bin) =>
        bin.Below is not { } below ? $"{Format.Count(bin.From)} or more" : bin.From == 0 ? $"below {Format.Count(below)}"
            : $"{Format.Count(bin.From)}–{Format.Count(below - 1)}";

    private static string Name(Label? label) => label?.ToString().ToLowerInvariant() ?? "unlabelled";

    private static string ColorOf(Label? label) =>
        label switch { Label.Positive => Palette.Positive, Label.Negative => Palette.Negative, _ => Palette.Teal };
}
