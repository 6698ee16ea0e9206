using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Plaudit.Data.Readers;

/// <summary>
/// Comma- or tab-separated rows under a header, quoted as in RFC 4180: a quoted field may hold the separator, line breaks and doubled quotes.
/// A quote inside an unquoted field is text, as in Python. Blank lines are passed over unless the file has one column.
/// </summary>
internal sealed class CsvReviewReader : RowReviewReader
{
    private const string Repair = "Text that begins with a quote is quoted whole, each quote inside it doubled";

    private readonly string _separator;

    private CsvReviewReader(string format, string extension, string separator)
    {
        Format = format;
        Extensions = [extension];
        _separator = separator;
    }

    /// <summary>Comma-separated.</summary>
    public static CsvReviewReader Csv { get; } = new("CSV (.csv)", ".csv", ",");

    /// <summary>Tab-separated.</summary>
    public static CsvReviewReader Tsv { get; } = new("TSV (.tsv)", ".tsv", "\t");

    /// <inheritdoc/>
    public override string Format { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc/>
    protected override IEnumerable<ReviewRow> Rows(StrictUtf8Reader reader, ReviewReadOptions options, LabelRule labels)
    {
        string? badField = null;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = _separator,
            IgnoreBlankLines = false,
            BufferSize = 1 << 16,
            MaxFieldSize = StrictUtf8Reader.LongestRow,
            BadDataFound = found => badField ??= found.Field.StartsWith('"') ? found.Field : null,
        };
        using var parser = new CsvParser(reader, configuration, leaveOpen: true);
        if (!Next(parser, reader.File))
            throw new PlauditException($"{reader.File} is empty: expected a header row and reviews.");
        var columns = CsvColumns.Find(parser.Record!, reader.File, options, labels);

        long firstLine = parser.RawRow + 1;
        while (Next(parser, reader.File))
        {
            badField = null;
            string[] fields = parser.Record!;
            bool blank = fields is [""] && columns.Count > 1;
            string lines = parser.RawRow > firstLine ? $" (lines {firstLine} to {parser.RawRow})" : "";
            if (badField is not null && IsOpen(badField))
            {
                // Never one row to skip: everything behind the open quote would go with it.
                throw new PlauditException(
                    $"{reader.File}, row {parser.Row}: a quote is opened and not closed before the end of the file{lines}. {Repair}.");
            }

            if (badField is not null)
                yield return ReviewRow.Bad(parser.Row, $"text behind a closing quote{lines}. {Repair}");
            else if (!blank && fields.Length != columns.Count)
                yield return ReviewRow.Bad(parser.Row, $"expected {columns.Count} fields, found {fields.Length}{lines}");
            else if (!blank)
                yield return new ReviewRow(parser.Row, fields[columns.Text], columns.Label is { } label ? fields[label] : null);
            firstLine = parser.RawRow + 1;
        }
    }

    private static bool Next(CsvParser parser, string file)
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException e)
        {
            throw new PlauditException(
                $"{file}, row {parser.Row}: a field is longer than {StrictUtf8Reader.LongestRow} characters. Is a quote opened and never closed? {Repair}.", e);
        }
    }

    private static bool IsOpen(string field) => field.AsSpan().Count('"') % 2 == 1;
}
