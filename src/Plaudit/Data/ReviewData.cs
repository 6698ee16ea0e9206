using Plaudit.Data.Readers;

namespace Plaudit.Data;

/// <summary>Opens review data by the name a user gives it.</summary>
public static class ReviewData
{
    /// <summary>Reads a review set.</summary>
    /// <param name="data">
    /// A path (aclImdb folder, aclImdb .tar.gz, .csv, .tsv, .jsonl, .json, fastText .txt, these with .gz added, Keras .npz with its
    /// imdb_word_index.json beside it), <c>imdb</c> (downloaded once into the user's cache) or <c>sample</c> (built in), with <c>:train</c>,
    /// <c>:test</c> or <c>:unsup</c> appended to pick a half. A file of the name <c>imdb</c> or <c>sample</c> is opened as <c>./imdb</c>.
    /// </param>
    /// <param name="options">How rows are read; null for the defaults.</param>
    /// <param name="progress">Told how far reading or downloading has come, or null.</param>
    /// <param name="cancellationToken">Stops reading; a download keeps what it has and continues from there next time.</param>
    /// <returns>The reviews; at least one.</returns>
    /// <exception cref="PlauditException">The data is missing, empty, cut, not as its format says, or holds no such half.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ReviewSet Open(
        string data,
        ReviewReadOptions? options = null,
        IProgress<DataProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Open(data, options, progress, () => new ImdbDownload(), cancellationToken);

    internal static ReviewSet Open(
        string data,
        ReviewReadOptions? options,
        IProgress<DataProgress>? progress,
        Func<ImdbDownload> imdb,
        CancellationToken cancellationToken)
    {
        var name = DataName.Parse(data);
        var request = new ReadRequest(name.Display, name.Half, options ?? new ReviewReadOptions(), progress, cancellationToken);
        if (name.IsSample)
            return SampleReviews.Read(request);

        // The download is asynchronous to be cancelled at any moment; everything after it is plain file work.
        string path = name.IsImdb ? imdb().FetchAsync(progress, cancellationToken).GetAwaiter().GetResult() : name.Path;
        try
        {
            return ReviewReaders.For(path, request.Options.Format).Read(path, request);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlauditException($"cannot read {path}: {e.Message}", e);
        }
    }
}
