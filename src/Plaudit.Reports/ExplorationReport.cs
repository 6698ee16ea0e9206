using Plaudit.Exploration;
using Plaudit.Reports.Charts;
using Plaudit.Reports.Parts;

namespace Plaudit.Reports;

/// <summary>The report of <c>plaudit explore</c>: what a data set is like.</summary>
internal static class ExplorationReport
{
    /// <summary>Puts it together.</summary>
    /// <param name="data">What was found.</param>
    /// <param name="command">The words of the command that was given.</param>
    /// <param name="made">Now.</param>
    public static Report Of(DataExploration data, IEnumerable<string> command, DateTimeOffset made)
    {
        string summary = $"{Format.Count(data.Rows)} rows: {Format.Count(data.Parts.Train)} to train on, {Format.Count(data.Parts.Test)} to test on, {Format.Count(data.Parts.Unlabelled)} without a label.";
        return new Report("Exploration", data.Name, summary, made,
        [
            new Section("Rows", [.. Rows(data)]),
            new Section("Lengths", [.. Lengths(data.Lengths)]),
            new Section("Words", [.. Words(data.Words)]),
            new Section("What a recipe's limits would cost", [Coverage(data.Vocabulary), Limits(data.LengthLimits)]),
            new Section("Environment", [new Heading("The same exploration again"), new CodeElement(ShellCommand.Of(command))]),
        ]);
    }

    private static IEnumerable<IReportElement> Rows(DataExploration data)
    {
        foreach (string note in data.Notes)
            yield return new Notice(note);
        yield return new TableElement(
            "Columns",
            [new Column("column"), new Column("type"), Column.Number("values"), Column.Number("missing"), Column.Number("different")],
            [.. data.Columns.Select(column => (string[])[column.Name, column.Type, Format.Count(column.Values), Format.Count(column.Missing), Format.Count(column.Distinct)])]);
        yield return new Facts(
        [
            ("Duplicates", $"{Format.Count(data.Duplicates.Rows)} rows repeat an earlier one"),
            ("Conflicting", $"{Format.Count(data.Duplicates.Conflicting)} texts stand there under both labels"),
            ("In both halves", $"{Format.Count(data.Duplicates.AcrossHalves)} texts stand in the train half and in the test half"),
            .. data.SkippedRows > 0 ? [("Left out", $"{Format.Count(data.SkippedRows)} rows could not be used")] : Array.Empty<(string, string)>(),
        ]);
        yield return CountBars.Of("Classes", "class", [.. data.Classes.Select(c => Name(c.Label))], [("", [.. data.Classes.Select(c => (long)c.Count)])], "Reviews of each class.");
    }

    private static IEnumerable<IReportElement> Lengths(LengthSummary lengths)
    {
        LengthHistogram histogram = lengths.Histogram;
        HistogramBin[] bins = [.. histogram.Counts.Select((count, i) => new HistogramBin(histogram.Edges[i], histogram.Edges[i + 1], count))];
        (double, double)[] density = [.. histogram.Density.Select(point => (point.Length, point.Density * histogram.DensityScale))];
        yield return HistogramChart.Of("Length of reviews", "characters", [new HistogramSeries("", bins, density)], "The curve is a Gaussian density estimate, its bandwidth by Scott's rule.")
            with { Width = ChartWidth.Full };
        yield return BoxPlot.Of("Length by class", "characters",
            [.. lengths.BoxPlots.Select(box => new BoxFigures(
                Name(box.Label), box.LowerWhisker, box.LowerQuartile, box.Median, box.UpperQuartile, box.UpperWhisker, [.. box.OutlierLengths.Select(length => (double)length)]))],
            "Boxes: quartiles and median. Whiskers: 1.5 times the box's width.");
        yield return CountBars.Of("Reviews by length", "characters", [.. lengths.Bins.Select(bin => bin.Name)], [("", [.. lengths.Bins.Select(bin => (long)bin.Count)])]);
        yield return new TableElement(
            "Lengths as pandas describes them; characters of all reviews, tokens of the different ones.",
            [new Column(""), Column.Number("characters"), Column.Number("tokens")],
            [.. Description.Names.Select((name, i) => (string[])[name, lengths.Characters.FormattedValues[i].Trim(), lengths.Tokens.FormattedValues[i].Trim()])]);
    }

    private static IEnumerable<IReportElement> Words(WordSummary words)
    {
        yield return new Paragraph($"The words of {Format.Count(words.Reviews)} different reviews; the most frequent ones without the 318 English stop words.");
        foreach (ClassWords one in words.Classes)
            yield return WordBars.Of($"Most frequent words, {Name(one.Label)}", [.. one.Top.Select(word => (word.Word, (double)word.Count))], Format.Count, Color(one.Label));
        (string, double)[] telling = [.. words.Positive.Select(word => (word.Word, word.ZScore)), .. words.Negative.Reverse().Select(word => (word.Word, word.ZScore))];
        if (telling.Length > 0)
        {
            yield return WordBars.Of("Words that tell the classes apart", telling, value => value.ToString("+0.0;−0.0;0"),
                caption: "Weighted log-odds as z-scores (Monroe et al. 2008): to the right positive, to the left negative; beyond 1.96 chance alone is unlikely.") with { Width = ChartWidth.Full };
        }

        foreach (ClassWords one in words.Classes)
            yield return WordCloud.Of($"Word cloud, {Name(one.Label)}", [.. one.Cloud.Select(word => (word.Word, (double)word.Count))], Format.Count, Color(one.Label));
    }

    private static TableElement Coverage(VocabularySummary vocabulary) => new(
        $"Vocabulary: {Format.Count(vocabulary.Words)} different words in {Format.Count(vocabulary.Tokens)} tokens, {Format.Count(vocabulary.OnceOnly)} of them once only.",
        [Column.Number("most frequent words"), Column.Number("share of all tokens")],
        [.. vocabulary.Coverage.Select(size => (string[])[Format.Count(size.Words), Format.Percent(size.Share ?? double.NaN)])]);

    private static TableElement Limits(IReadOnlyList<LengthLimit> limits) => new(
        "What a maximum length would cut",
        [Column.Number("tokens kept"), Column.Number("reviews cut"), Column.Number("of all"), Column.Number("tokens lost")],
        [.. limits.Select(limit => (string[])[Format.Count(limit.MaxLength), Format.Count(limit.Reviews), Format.Percent(limit.Share), Format.Percent(limit.TokenShare ?? double.NaN)])]);

    private static string Name(Label? label) => label?.ToString().ToLowerInvariant() ?? "unlabelled";

    private static string Color(Label? label) => label == Label.Negative ? Palette.Negative : Palette.Positive;
}
