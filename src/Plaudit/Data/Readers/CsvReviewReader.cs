namespace Plaudit.Data.Readers;

/// <summary>
/// Separated rows under a header, quoted as in RFC 4180 unless the file is consistent in another way: a quoted field may hold the separator, line
/// breaks and doubled quotes, a quote inside an unquoted field is text. Blank lines are passed over unless the file has one column.
/// </summary>
internal sealed class CsvReviewReader : RowReviewReader
{
    private const string Repair = "double each quote inside a quoted field, or read quotes as text with " + Setting.QuotesNone;

    private readonly char _usual;

    private CsvReviewReader(string format, string[] extensions, char usual)
    {
        Format = format;
        Extensions = extensions;
        _usual = usual;
    }

    /// <summary>Comma-separated.</summary>
    public static CsvReviewReader Csv { get; } = new("CSV (.csv)", [".csv"], ',');

    /// <summary>Tab-separated.</summary>
    public static CsvReviewReader Tsv { get; } = new("TSV (.tsv)", [".tsv", ".tab"], '\t');

    /// <inheritdoc/>
    public override string Format { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc/>
    protected override IEnumerable<ReviewRow> Rows(StrictUtf8Reader reader, ReviewReadOptions options, LabelRule labels)
    {
        string first = reader.ReadLine(out string end) ?? throw IsEmpty(reader.File);
        char? directed = Separators.Directed(first);
        char separator = options.Separator ?? directed ?? Separators.Of(first, _usual);
        QuoteStyle quotes = options.Quotes != QuoteStyle.Auto ? options.Quotes
            : reader.CanRestart ? QuoteStyles.Of(style => Restarted(reader, separator, style, directed is not null), separator)
            : QuoteStyle.Standard;
        if (separator != _usual)
            options.OnNote?.Invoke($"{reader.File}: fields are separated by {Separators.Describe(separator)}");
        if (options.Quotes == QuoteStyle.Auto && quotes != QuoteStyle.Standard)
            options.OnNote?.Invoke($"{reader.File}: read with {QuoteStyles.Describe(quotes)}");
        if (reader.CanRestart)
            return Rows(Restarted(reader, separator, quotes, directed is not null), reader.File, separator, options, labels);
        var rows = new DelimitedRows(reader, separator, quotes);
        if (directed is null)
            rows.Unread(first, end);
        else
            rows.CountLine();
        return Rows(rows, reader.File, separator, options, labels);
    }

    /// <summary>The rows from the beginning, without Excel's own first line.</summary>
    private static DelimitedRows Restarted(StrictUtf8Reader reader, char separator, QuoteStyle style, bool isDirected)
    {
        StrictUtf8Reader again = reader.Restart();
        var rows = new DelimitedRows(again, separator, style);
        if (isDirected && again.ReadLine() is not null)
            rows.CountLine();
        return rows;
    }

    private static IEnumerable<ReviewRow> Rows(DelimitedRows rows, string file, char separator, ReviewReadOptions options, LabelRule labels)
    {
        do
        {
            if (!rows.Read())
                throw IsEmpty(file);
        }
        while (rows.IsBlank);
        string[] header = [.. rows.Fields];
        var columns = options.HasHeader
            ? CsvColumns.Find(header, file, separator, options, labels)
            : CsvColumns.ByNumber(header.Length, file, options, labels);
        var codes = new LabelCodes(options);
        if (!options.HasHeader)
            yield return RowOf(rows, columns, options);
        while (rows.Read())
        {
            if (rows.SpansLines && options.Quotes == QuoteStyle.Auto && HoldsRows(rows, columns, separator, codes))
                rows.EndWithFirstLine();
            if (!rows.IsBlank || columns.Count == 1)
                yield return RowOf(rows, columns, options);
        }
    }

    /// <summary>
    /// Two stray quotes make one long field of the rows between them. A review with a line that is a whole row, label and all, is rarer than those;
    /// the line with the row's own label is not part of its text.
    /// </summary>
    private static bool HoldsRows(DelimitedRows rows, CsvColumns columns, char separator, LabelCodes codes)
    {
        if (columns.Label is not { } label)
            return false;
        IEnumerable<string> text = label > columns.Text ? rows.Lines.SkipLast(1) : rows.Lines.Skip(1);
        return text.Select(line => line.Split(separator)).Any(fields => fields.Length == columns.Count && codes.TryRead(fields[label], out _));
    }

    private static ReviewRow RowOf(DelimitedRows rows, CsvColumns columns, ReviewReadOptions options)
    {
        if (rows.Fault is not null)
            return ReviewRow.Bad(rows.Row, $"{rows.Fault}; {Repair}", rows.FirstLine);
        if (rows.Fields.Count != columns.Count)
            return ReviewRow.Bad(rows.Row, $"expected {columns.Count} fields, found {rows.Fields.Count}", rows.FirstLine);
        return new ReviewRow(rows.Row, rows.Fields[columns.Text], columns.Label is { } label ? rows.Fields[label] : null, Line: rows.FirstLine)
        {
            Columns = options.KeepColumns ? [.. columns.Names.Zip(rows.Fields, KeyValuePair.Create)] : null,
        };
    }

    private static PlauditException IsEmpty(string file) => new($"{file} is empty: expected a header row and reviews.");
}
