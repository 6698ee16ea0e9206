namespace Plaudit.Data.Readers;

/// <summary>The kinds of review data that can be read, in the order they are tried.</summary>
internal static class ReviewReaders
{
    /// <summary>One line per format; add a line for a new one.</summary>
    public static IReadOnlyList<IReviewReader> All { get; } =
    [
        new AclImdbFolderReader(),
        new AclImdbArchiveReader(),
        CsvReviewReader.Csv,
        CsvReviewReader.Tsv,
        new JsonReviewReader(),
        new FastTextReviewReader(),
        new KerasImdbReader(),
    ];

    /// <summary>The reader of the file or folder at <paramref name="path"/>.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="format">How the file is written; null to go by its extension.</param>
    /// <exception cref="PlauditException">There is nothing there, it is a pipe or a device, or no reader knows its extension.</exception>
    public static IReviewReader For(string path, ReviewInputFormat? format)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            throw new PlauditException(
                $"no data at {path}: there is no such file or folder (looked for {Path.GetFullPath(path)}). Data is a path, imdb or sample.");
        }

        if (!Directory.Exists(path) && FileStatus.Of(path) is { Exists: true, IsRegular: false })
        {
            throw new PlauditException($"{path} is a pipe or a device: data is a file or a folder, which can be read twice. "
                + $"Write it to a file first; {Setting.Input} reads pipes.");
        }


        return format switch
        {
            ReviewInputFormat.Csv => CsvReviewReader.Csv,
            ReviewInputFormat.Tsv => CsvReviewReader.Tsv,
            ReviewInputFormat.JsonLines => new JsonReviewReader(),
            ReviewInputFormat.Text => new FastTextReviewReader(),
            _ => All.FirstOrDefault(reader => reader.Reads(path)) ?? throw new PlauditException(
                $"cannot tell the format of {path} by its extension '{Path.GetExtension(path)}'. Known: "
                    + $"{string.Join(", ", All.Select(reader => reader.Format))}; {Setting.Format} names one."),
        };
    }
}
