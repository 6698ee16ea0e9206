using System.Collections;
using Plaudit.Data.Readers;

namespace Plaudit.Data;

/// <summary>
/// Reviews to predict, read one at a time in constant memory: a file of any length, or a pipe that is still being written. A review has the label
/// of its row if known; a row without one is not an error. Can be enumerated once.
/// </summary>
public sealed class ReviewInput : IEnumerable<Review>, IDisposable
{
    private readonly Stream _stream;
    private readonly string _name;
    private readonly RowReviewReader _reader;
    private readonly ReviewReadOptions _options;
    private readonly BadRows _bad;
    private bool _started;

    /// <summary>Reads from a stream.</summary>
    /// <param name="stream">UTF-8 text, or UTF-16 with its byte order mark, plain or gzipped; disposed with this object.</param>
    /// <param name="name">What messages and <see cref="Review.Source"/> call it.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="options">How rows are read; null for the defaults. The label's column is not needed.</param>
    public ReviewInput(Stream stream, string name, ReviewInputFormat format, ReviewReadOptions? options = null)
    {
        _stream = stream;
        _name = name;
        _options = options ?? new ReviewReadOptions();
        _bad = new BadRows(_options.OnBadRow);
        _reader = format switch
        {
            ReviewInputFormat.Csv => CsvReviewReader.Csv,
            ReviewInputFormat.Tsv => CsvReviewReader.Tsv,
            ReviewInputFormat.JsonLines => new JsonReviewReader(),
            _ => new PlainTextReviewReader(),
        };
    }

    /// <summary>How many rows were left out so far because they could not be used.</summary>
    public int SkippedRows => _bad.Count;

    /// <summary>The first 20 of them: place and fault.</summary>
    public IReadOnlyList<string> SkippedFaults => _bad.Messages;

    /// <summary>Opens a file, or standard input.</summary>
    /// <param name="path">The file's path, or <c>-</c> for standard input.</param>
    /// <param name="format">How it is written; null to go by the extension (standard input: text).</param>
    /// <param name="options">How rows are read; null for the defaults.</param>
    /// <exception cref="PlauditException">The file is missing or unreadable, or its extension tells no format.</exception>
    public static ReviewInput Open(string path, ReviewInputFormat? format = null, ReviewReadOptions? options = null)
    {
        if (path == "-")
            return new ReviewInput(Console.OpenStandardInput(), "standard input", format ?? ReviewInputFormat.Text, options);
        ReviewInputFormat known = format ?? FormatOf(path);
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
            return new ReviewInput(stream, Path.GetFileName(path), known, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read {path}: {e.Message}", e);
        }
    }

    /// <summary>The reviews, in order; one per line of a text, empty lines included.</summary>
    /// <exception cref="PlauditException">While enumerating: a row cannot be used, a column is missing, a byte is not UTF-8.</exception>
    /// <exception cref="InvalidOperationException">It was enumerated before.</exception>
    public IEnumerator<Review> GetEnumerator()
    {
        if (_started)
            throw new InvalidOperationException("a review input is read once, from its beginning to its end");
        _started = true;
        return _reader.Reviews(_stream, _name, _options, LabelRule.Ignored, _bad).GetEnumerator();
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static ReviewInputFormat FormatOf(string path) => Extension(path) switch
    {
        ".txt" or ".text" or ".ft" => ReviewInputFormat.Text,
        ".csv" => ReviewInputFormat.Csv,
        ".tsv" => ReviewInputFormat.Tsv,
        ".jsonl" or ".ndjson" or ".json" => ReviewInputFormat.JsonLines,
        string other => throw new PlauditException(
            $"cannot tell the format of {path} by its extension '{other}'. Known: .txt (one review per line), .csv, .tsv, .jsonl, .json, and these "
                + $"with .gz added; {Setting.InputFormat} names one."),
    };

    private static string Extension(string path) =>
        Path.GetExtension(path.EndsWith(RowReviewReader.Packed, StringComparison.OrdinalIgnoreCase) ? path[..^RowReviewReader.Packed.Length] : path)
        .ToLowerInvariant();
}

/// <summary>How the reviews of a <see cref="ReviewInput"/> are written.</summary>
public enum ReviewInputFormat
{
    /// <summary>One review per line.</summary>
    Text = 0,

    /// <summary>Comma-separated under a header, RFC 4180.</summary>
    Csv = 1,

    /// <summary>Tab-separated under a header, quoted as CSV is.</summary>
    Tsv = 2,

    /// <summary>One JSON object per line, or a JSON array of them.</summary>
    JsonLines = 3,
}
