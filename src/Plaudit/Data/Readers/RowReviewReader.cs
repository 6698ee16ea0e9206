namespace Plaudit.Data.Readers;

/// <summary>What the readers of files with one review a row share: labels, bad rows, sources, progress.</summary>
internal abstract class RowReviewReader : IReviewReader
{
    /// <summary>The extension of a packed file; its first bytes tell whether it is packed.</summary>
    public const string Packed = ".gz";

    private const int ReportedEvery = 1000;

    /// <inheritdoc/>
    public abstract string Format { get; }

    /// <summary>The extensions of such files, lower case, with their dot.</summary>
    protected abstract IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc/>
    public bool Reads(string path) => Extensions.Any(extension =>
        path.EndsWith(extension, StringComparison.OrdinalIgnoreCase) || path.EndsWith(extension + Packed, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public ReviewSet Read(string path, ReadRequest request)
    {
        string file = Path.GetFileName(path);
        if (request.Half == DataHalf.Test)
            throw new PlauditException($"{file} has no test half: the rows of such a file all count as train. Leave :test out.");

        var bad = new BadRows(request.Options.OnBadRow);
        var budget = new ReadBudget(path);
        var labelled = new List<Review>();
        var unlabelled = new List<Review>();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        long total = stream.Length;
        if (total == 0)
            throw new PlauditException($"{path} is empty: expected reviews as {Format}.");
        if (request.Options.PositiveLabel is null != request.Options.NegativeLabel is null)
            throw new PlauditException($"{Setting.PositiveLabel} and {Setting.NegativeLabel} go together: give both, or neither.");
        foreach (Review review in Reviews(stream, file, request.Options, request.RowLabels, bad))
        {
            request.CancellationToken.ThrowIfCancellationRequested();
            budget.Take(review.Text);
            (review.Label is null ? unlabelled : labelled).Add(review);
            if ((labelled.Count + unlabelled.Count) % ReportedEvery == 0)
                request.Progress?.Report(new DataProgress(DataActivity.ReadingFile, stream.Position, total));
        }

        request.Progress?.Report(new DataProgress(DataActivity.ReadingFile, total, total));
        bool wantsUnlabelled = request.Half != DataHalf.Train;
        bool wantsLabelled = request.Half != DataHalf.Unsup;
        if ((wantsLabelled ? labelled.Count : 0) + (wantsUnlabelled ? unlabelled.Count : 0) == 0)
        {
            string found = labelled.Count > 0 ? $" It holds {labelled.Count} labelled ones." : unlabelled.Count > 0
                ? $" It holds {unlabelled.Count} unlabelled ones."
                : "";
            string kind = request.Half switch { DataHalf.Unsup => "unlabelled reviews", DataHalf.Train => "labelled reviews", _ => "reviews" };
            throw new PlauditException($"{path} holds no {kind}.{found}{bad.Summary}");
        }

        return new ReviewSet
        {
            Name = request.Name,
            Half = request.Half,
            Train = wantsLabelled ? labelled : [],
            Unlabelled = wantsUnlabelled ? unlabelled : [],
            SkippedRows = bad.Count,
            Skipped = bad.Messages,
        };
    }

    /// <summary>Reads one review after the other, in constant memory; disposes <paramref name="stream"/> at the end.</summary>
    public IEnumerable<Review> Reviews(Stream stream, string file, ReviewReadOptions options, LabelRule labels, BadRows bad)
    {
        using var reader = new StrictUtf8Reader(stream, file);
        var codes = new LabelCodes(options);
        foreach (ReviewRow row in Rows(reader, options, labels))
        {
            Label? label = null;
            bool unknown = false;
            string? fault = row.Fault ?? Check(row, labels, codes, options.KeepIncompleteRows, out label, out unknown);
            string where = $"{file}, row {row.Number} (line {row.Line ?? row.Number})";
            if (fault is null)
                yield return new Review(row.Text, label, Film: null, $"{file}:{row.Number}") { Columns = row.Columns };
            else if (unknown)
                bad.ReportLater(where, fault);
            else
                bad.Report(where, fault);
        }

        if (codes.AreOthers)
            throw new PlauditException(codes.OtherCodes(bad.FirstLater ?? file));
        bad.ThrowLater();
    }

    /// <summary>The rows of the file, one after the other.</summary>
    /// <exception cref="PlauditException">The file as a whole cannot be read: its columns are missing, or its bytes are not UTF-8.</exception>
    protected abstract IEnumerable<ReviewRow> Rows(StrictUtf8Reader reader, ReviewReadOptions options, LabelRule labels);

    private static string? Check(ReviewRow row, LabelRule rule, LabelCodes codes, bool mayBeEmpty, out Label? label, out bool unknown)
    {
        label = null;
        unknown = false;
        if (rule == LabelRule.Ignored)
        {
            if (row.Label is not null && codes.TryRead(row.Label, out Label written))
                label = written;
            return null;
        }

        if (string.IsNullOrWhiteSpace(row.Label))
            return rule == LabelRule.Required ? $"no label: expected {codes.Expected}" : null;
        if (!codes.TryParse(row.Label, out Label parsed))
        {
            unknown = true;
            return $"unknown label '{LabelCodes.Shortened(row.Label)}': expected {codes.Expected}";
        }

        if (!mayBeEmpty && string.IsNullOrWhiteSpace(row.Text))
            return "the review's text is empty";
        label = parsed;
        return null;
    }
}
