namespace Plaudit.Data.Readers;

/// <summary>
/// Keras's <c>imdb.npz</c>: two halves of reviews as lists of word ranks with their labels. Beside it must lie Keras's word index; the reviews come
/// out as text, lower case and without punctuation as Keras left them, so that any recipe can read them.
/// </summary>
internal sealed class KerasImdbReader : IReviewReader
{
    // The real reviews have 35 million characters. One list may be referenced many times, so the archive's size alone is not a limit.
    private const long MostCharacters = 1L << 29;
    private const int LongestReview = 1 << 20;

    /// <inheritdoc/>
    public string Format => "Keras's imdb.npz (with imdb_word_index.json beside it)";

    /// <inheritdoc/>
    public bool Reads(string path) => path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ReviewSet Read(string path, ReadRequest request)
    {
        if (request.Half == DataHalf.Unsup)
            throw new PlauditException($"{path} has no unlabelled reviews: it has the halves :train and :test.");
        using var archive = NumpyArchive.Open(path);
        var index = KerasWordIndex.Beside(Path.GetDirectoryName(Path.GetFullPath(path))!, path);
        var bad = new BadRows(request.Options.OnBadRow);
        long total = new FileInfo(path).Length;
        List<Review> train = request.Half == DataHalf.Test ? [] : Half("train");
        request.Progress?.Report(new DataProgress(DataActivity.ReadingFile, total / 2, total));
        List<Review> test = request.Half == DataHalf.Train ? [] : Half("test");
        request.Progress?.Report(new DataProgress(DataActivity.ReadingFile, total, total));
        if (train.Count + test.Count == 0)
            throw new PlauditException($"{path} holds no reviews.{bad.Summary}");
        return new ReviewSet
        {
            Name = request.Name,
            Half = request.Half,
            Train = train,
            Test = test,
            SkippedRows = bad.Count,
            Skipped = bad.Messages
        };

        List<Review> Half(string half) => Reviews(archive, half, path, index, bad, request.CancellationToken);
    }

    private static List<Review> Reviews(
        NumpyArchive archive, string half, string path, KerasWordIndex index, BadRows bad, CancellationToken cancellation)
    {
        (string texts, string labels) = ($"x_{half}", $"y_{half}");
        IReadOnlyList<IReadOnlyList<int>> lists = archive.Read(texts).Lists();
        cancellation.ThrowIfCancellationRequested();
        long[] targets = archive.Read(labels).Integers();
        if (lists.Count != targets.Length)
            throw new PlauditException(
                $"{path}: {texts} holds {lists.Count:N0} reviews and {labels} {targets.Length:N0} labels; there must be one label per review.");
        var reviews = new List<Review>(lists.Count);
        long characters = 0;
        for (int row = 0; row < lists.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<int> ranks = lists[row];
            if (ranks.Count > LongestReview)
                throw new PlauditException(
                    $"{path}, {texts}[{row}]: {ranks.Count:N0} words; a review has at most {LongestReview:N0}. It is not Keras's imdb.npz.");
            string text = index.Decode(ranks.Select(rank => (long)rank + KerasWordIndex.IndexFrom), out long? unknown);
            if ((characters += text.Length) > MostCharacters)
                throw new PlauditException(
                    $"{path}, {texts}: its reviews have more than {MostCharacters:N0} characters; it is not Keras's imdb.npz.");
            string? fault = unknown is { } id
                ? $"no word has the rank {id - KerasWordIndex.IndexFrom}: {KerasWordIndex.FileName} knows 1 to {index.LargestRank:N0}"
                : string.IsNullOrWhiteSpace(text) ? "the review has no words"
                : targets[row] is not (0 or 1) ? $"the label is {targets[row]}: expected 1 (positive) or 0 (negative)"
                : null;
            if (fault is null)
                reviews.Add(new Review(text, targets[row] == 1
                    ? Label.Positive : Label.Negative, Film: null, $"{Path.GetFileName(path)}:{texts}[{row}]"));
            else
                bad.Report($"{path}, {texts}[{row}]", fault);
        }

        return reviews;
    }
}
