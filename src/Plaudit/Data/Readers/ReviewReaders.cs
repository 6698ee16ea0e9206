namespace Plaudit.Data.Readers;

/// <summary>The kinds of review data that can be read, in the order they are tried.</summary>
internal static class ReviewReaders
{
    /// <summary>One line a kind: a further format is a further line.</summary>
    public static IReadOnlyList<IReviewReader> All { get; } =
    [
        new AclImdbFolderReader(),
        new AclImdbArchiveReader(),
        CsvReviewReader.Csv,
        CsvReviewReader.Tsv,
        new JsonLinesReviewReader(),
        new FastTextReviewReader(),
        new KerasImdbReader(),
    ];

    /// <summary>The reader of the file or folder at <paramref name="path"/>.</summary>
    /// <exception cref="PlauditException">There is nothing there, or no reader knows its extension.</exception>
    public static IReviewReader For(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new PlauditException(
                $"no data at {path}: there is no such file or folder (looked for {Path.GetFullPath(path)}). Data is a path, imdb or sample.");
        }

        return All.FirstOrDefault(reader => reader.Reads(path)) ?? throw new PlauditException(
            $"cannot tell the format of {path} by its extension '{Path.GetExtension(path)}'. Known: {string.Join(", ", All.Select(reader => reader.Format))}.");
    }
}
