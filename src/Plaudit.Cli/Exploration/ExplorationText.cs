using Plaudit.Exploration;
using Spectre.Console;

namespace Plaudit.Cli.Exploration;

/// <summary>An exploration as a person reads it: tables and bars.</summary>
internal static class ExplorationText
{
    private const int BarWidth = 30;
    private const int BoxWidth = 60;
    private const int RoomBesideBox = 35;
    private const int WordBarWidth = 14;
    private const int RoomForLongBars = 100;
    private const int LongestWord = 20;
    private const int RoomBesideText = 20;

    /// <summary>Writes all of it.</summary>
    public static void Write(ResultConsole console, DataExploration data)
    {
        WriteRows(console, data);
        WriteSample(console, data.Sample);
        WriteLengths(console, data.Lengths);
        WriteWords(console, data.Words);
        WriteVocabulary(console, data);
    }

    private static void WriteRows(ResultConsole console, DataExploration data)
    {
        string parts = data.Parts is { Train: > 0, Test: > 0 } ? $" ({data.Parts.Train:N0} train, {data.Parts.Test:N0} test)" : "";
        console.Write(new Paragraph().Append(Printable.Line(data.Name), new Style(decoration: Decoration.Bold))
            .Append($"  {data.Rows:N0} rows{parts}, {data.Columns.Count} columns"));
        console.Heading("Columns");
        var columns = new ResultTable("column", "type", "values>", "missing>", "different>");
        foreach (ColumnSummary column in data.Columns)
            columns.Row(column.Name, column.Type, $"{column.Values:N0}", $"{column.Missing:N0}", $"{column.Distinct:N0}");
        console.Write(columns);
        console.Line($"  duplicates: {data.Duplicates.Rows:N0} rows repeat an earlier one (same review and sentiment)");

        console.Heading("Classes");
        var classes = new ResultTable("", ">", ">", "");
        foreach (ClassCount c in data.Classes)
            classes.Row(Name(c.Label), $"{c.Count:N0}", Percent(c.Share), TextCharts.Bar(c.Share, 1, BarWidth, ColorOf(c.Label)));
        console.Write(classes);
    }

    private static void WriteSample(ResultConsole console, IReadOnlyList<SampleRow> rows)
    {
        console.Heading("Sample rows");
        var table = new ResultTable("", "review");
        foreach (SampleRow row in rows)
        {
            int room = Math.Max(20, console.Width - RoomBesideText);
            string text = row.Text.ReplaceLineEndings(" ");
            table.Row(Name(row.Label), text.Length > room ? $"{text.AsSpan(0, room - (char.IsHighSurrogate(text[room - 1]) ? 1 : 0))}…" : text);
        }

        console.Write(table);
    }

    private static void WriteLengths(ResultConsole console, LengthSummary lengths)
    {
        console.Heading("Length of reviews");
        var described = new ResultTable("", "characters>", "tokens>");
        string[] characters = lengths.Characters.FormattedValues.ToArray();
        string[] tokens = lengths.Tokens.FormattedValues.ToArray();
        for (int i = 0; i < characters.Length; i++)
            described.Row(Description.Names[i], characters[i], tokens[i]);
        console.Write(described);
        console.Heading("Reviews by length in characters (dots: Gaussian density)");
        console.Write(TextCharts.Columns(lengths.Histogram));
        console.Line("");
        int most = lengths.Bins.Max(bin => bin.Count);
        var bins = new ResultTable("", ">", "");
        foreach (LengthBin bin in lengths.Bins)
            bins.Row(bin.Name, $"{bin.Count:N0}", TextCharts.Bar(bin.Count, most, BarWidth, Color.Blue));
        console.Write(bins);

        console.Heading("Length in characters by class (box: quartiles, median; whiskers: 1.5 box widths)");
        double end = lengths.BoxPlots.Max(box => box.UpperWhisker);
        int width = Math.Min(BoxWidth, console.Width - RoomBesideBox);
        var boxes = new ResultTable("", "median>", "outliers>", $"0 to {end:N0}");
        foreach (LengthBoxPlot box in lengths.BoxPlots)
            boxes.Row(Name(box.Label), $"{box.Median:N0}", $"{box.Outliers:N0}", TextCharts.Box(box, end, width, ColorOf(box.Label)));
        console.Write(boxes);
    }

    private static void WriteWords(ResultConsole console, WordSummary words)
    {
        int barWidth = console.Width < RoomForLongBars ? WordBarWidth / 2 : WordBarWidth;
        ClassWords[] classes = [.. words.Classes.Where(c => c.Top.Count > 0)];
        if (classes.Length > 0)
        {
            console.Heading($"Most frequent words without the English stop words, in {words.Reviews:N0} different reviews");
            console.Write(ResultTable.Beside([.. classes.Select(c => WordTable(
                Name(c.Label), "count", c.Top.Select(word => (word.Word, (double)word.Count, $"{word.Count:N0}")), ColorOf(c.Label), barWidth))]));
        }

        if (words.Positive.Count + words.Negative.Count > 0)
        {
            console.Heading("Words that tell the classes apart (weighted log-odds, z-scores)");
            console.Write(ResultTable.Beside([Telling(words.Positive, Label.Positive), Telling(words.Negative, Label.Negative)]));
        }

        ResultTable Telling(IEnumerable<TellingWord> telling, Label label) =>
            WordTable(Name(label), "z", telling.Select(word => (word.Word, Math.Abs(word.ZScore), $"{word.ZScore:F1}")), ColorOf(label), barWidth);
    }

    private static void WriteVocabulary(ResultConsole console, DataExploration data)
    {
        VocabularySummary vocabulary = data.Vocabulary;
        if (vocabulary.Tokens == 0)
            return;
        console.Heading(
            $"Vocabulary: {vocabulary.Words:N0} different words in {vocabulary.Tokens:N0} tokens, {vocabulary.OnceOnly:N0} of them once only");
        var coverage = new ResultTable("most frequent words>", "share of all tokens>", "");
        foreach (VocabularyCoverage size in vocabulary.Coverage)
            coverage.Row($"{size.Words:N0}", Percent(size.Share), TextCharts.Bar(size.Share ?? 0, 1, BarWidth, Color.Blue));
        console.Write(coverage);

        console.Heading("What a maximum length would cut");
        var limits = new ResultTable("tokens kept>", "reviews cut>", "of all>", "tokens lost>", "");
        foreach (LengthLimit limit in data.LengthLimits)
        {
            limits.Row(
                $"{limit.MaxLength:N0}", $"{limit.Reviews:N0}", Percent(limit.Share), Percent(limit.TokenShare),
                TextCharts.Bar(limit.Share, 1, BarWidth, Color.Blue));
        }

        console.Write(limits);
    }

    private static ResultTable WordTable(
        string name, string figure, IEnumerable<(string Word, double Value, string Shown)> words, Color color, int barWidth)
    {
        (string Word, double Value, string Shown)[] all = [.. words];
        double most = all.Length == 0 ? 0 : all.Max(word => word.Value);
        var table = new ResultTable(name, $"{figure}>", "");
        foreach ((string word, double value, string shown) in all)
            table.Row(word.Length > LongestWord ? $"{word.AsSpan(0, LongestWord)}…" : word, shown, TextCharts.Bar(value, most, barWidth, color));
        return table;
    }

    private static string Percent(double? share) => share is { } value ? $"{value * 100:F1} %" : "-";

    private static string Name(Label? label) => label?.ToString().ToLowerInvariant() ?? "unlabelled";

    private static Color ColorOf(Label? label) => label switch { Label.Positive => Color.Green, Label.Negative => Color.Red, _ => Color.Blue };
}
