namespace Plaudit.Data.Readers;

/// <summary>Reads a folder of the aclImdb layout, or one that holds <c>pos</c> and <c>neg</c> alone.</summary>
internal sealed class AclImdbFolderReader : IReviewReader
{
    private const int ReportedEvery = 500;

    /// <inheritdoc/>
    public string Format => "an aclImdb folder";

    /// <inheritdoc/>
    public bool Reads(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public ReviewSet Read(string path, ReadRequest request)
    {
        string root = Root(path);
        var collector = new AclImdbCollector(path, request);
        List<(string File, AclImdbEntry Entry)> files = [.. Files(root).Where(file => collector.Wants(file.Entry))];
        for (int i = 0; i < files.Count; i++)
        {
            request.CancellationToken.ThrowIfCancellationRequested();
            if (!FileStatus.Of(files[i].File).IsRegular)
                throw new PlauditException($"{files[i].File} is a pipe or a device: expected a file with a review.");
            collector.Add(files[i].Entry, WholeFile.Read(files[i].File, ReadBudget.LongestReview));
            if (i % ReportedEvery == 0)
                request.Progress?.Report(new DataProgress(DataActivity.ReadingFolder, i, files.Count));
        }

        request.Progress?.Report(new DataProgress(DataActivity.ReadingFolder, files.Count, files.Count));
        return collector.Build(Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal));
    }

    /// <summary>The folder that holds the halves: <paramref name="path"/> itself, or the aclImdb folder that unpacking made in it.</summary>
    private static string Root(string path)
    {
        string inner = Path.Combine(path, "aclImdb");
        return Directory.Exists(inner) && Folders(path).Count == 0 ? inner : path;
    }

    private static IEnumerable<(string File, AclImdbEntry Entry)> Files(string root)
    {
        // A folder that is itself a half says so in its name: aclImdb/test holds test/pos.
        string own = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
        string prefix = own is "train" or "test" ? own + "/" : "";
        foreach (string folder in Folders(root))
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(root, folder)))
            {
                string relative = folder.Length == 0 ? Path.GetFileName(file) : $"{folder.Replace('\\', '/')}/{Path.GetFileName(file)}";
                if (AclImdbEntry.Parse(prefix + relative) is { } entry)
                    yield return (file, entry);
            }
        }
    }

    private static List<string> Folders(string root)
    {
        var folders = new List<string>();
        foreach (string half in (string[])["", "train", "test"])
        {
            string[] kinds = [.. new[] { "neg", "pos", "unsup" }.Select(kind => Path.Combine(half, kind))
                .Where(folder => Directory.Exists(Path.Combine(root, folder)))];
            if (kinds.Length > 0)
                folders.AddRange([half, .. kinds]);
        }

        return folders;
    }
}
