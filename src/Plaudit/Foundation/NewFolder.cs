namespace Plaudit;

/// <summary>
/// Makes folders that have all their first files or are not there: they are filled under a temporary name, and then renamed. Of several processes
/// that want one name, the first gets it.
/// </summary>
internal static class NewFolder
{
    /// <summary>Makes a folder.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="fill">Writes the first files into the folder whose path it is given.</param>
    /// <returns>Whether it was created; false if the path exists.</returns>
    /// <exception cref="PlauditException">It cannot be written; nothing of it is left.</exception>
    public static bool TryMake(string path, Action<string> fill) => Make(path, 1, fill) is not null;

    /// <summary>Creates a folder, appending <c>-2</c>, <c>-3</c> and so on if its name is taken.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="PlauditException">It cannot be written; nothing of it is left.</exception>
    public static string MakeNumbered(string path, Action<string> fill) => Make(path, int.MaxValue, fill)!;

    private static string? Make(string path, int names, Action<string> fill)
    {
        if (path.Length == 0)
            throw new PlauditException("cannot write a folder without a name");
        path = Path.TrimEndingDirectorySeparator(path);
        string staged = TemporaryFile.NewNameFor(Path.GetFullPath(path));
        try
        {
            string parent = Path.GetDirectoryName(staged)!;
            Directory.CreateDirectory(parent);
            TemporaryFile.RemoveAbandonedFolders(parent);
            fill(staged);
            for (int number = 1; number <= names; number++)
            {
                string name = number == 1 ? path : $"{path}-{number}";
                if (TryRename(staged, name))
                    return name;
            }

            Directory.Delete(staged, recursive: true);
            return null;
        }
        catch (Exception e)
        {
            TryDelete(staged);
            Exception cause = e is PlauditException { InnerException: { } inner } ? inner : e;
            if (cause is IOException or UnauthorizedAccessException)
                throw new PlauditException($"cannot write the folder {path}: {cause.Message.TrimEnd('.')}. Nothing of it is left.", cause);
            throw;
        }
    }

    private static bool TryRename(string staged, string path)
    {
        if (Path.Exists(path))
            return false;
        try
        {
            Directory.Move(staged, path);
            return true;
        }
        catch (IOException) when (Path.Exists(path))
        {
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What went wrong before is the failure to report; the next folder made here clears this one up.
        }
    }
}
