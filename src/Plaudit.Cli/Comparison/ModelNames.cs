using Plaudit.Inference;

namespace Plaudit.Cli.Comparison;

/// <summary>
/// What models are called when several are spoken of: run folder or file name, and as much of the path before it as tells them apart.
/// </summary>
internal static class ModelNames
{
    private const string Extension = ".safetensors";
    private const string FileOfRun = "model" + Extension;

    /// <summary>A name for each path, all of them different.</summary>
    /// <param name="paths">Model files and run folders. What is there twice is numbered: <c>lstm</c>, <c>lstm (2)</c>.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths)
    {
        string[] whole = [.. paths.Select(Whole)];
        Dictionary<string, string> names = Shorten([.. whole.Distinct()]);
        var times = new Dictionary<string, int>();
        var result = new List<string>();
        foreach (string path in whole)
        {
            int time = times[path] = times.GetValueOrDefault(path) + 1;
            result.Add(time == 1 ? names[path] : $"{names[path]} ({time})");
        }

        return result;
    }

    /// <summary>The absolute path without the extension; for a run's model file, that of the run.</summary>
    private static string Whole(string path)
    {
        if (BundledModel.IsMeant(path))
            return BundledModel.Name;
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetFileName(full) == FileOfRun && !string.IsNullOrEmpty(Path.GetDirectoryName(path)))
            return Path.GetDirectoryName(full)!;
        return full.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? full[..^Extension.Length] : full;
    }

    private static Dictionary<string, string> Shorten(string[] paths)
    {
        string[][] parts = [.. paths.Select(path => path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))];
        int[] kept = [.. paths.Select(_ => 1)];
        string Name(int i) => parts[i].Length == 0 ? paths[i] : string.Join('/', parts[i][^Math.Min(kept[i], parts[i].Length)..]);
        while (true)
        {
            int[] alike = [.. Enumerable.Range(0, paths.Length).GroupBy(Name).Where(group => group.Count() > 1).SelectMany(group => group)
                .Where(i => kept[i] < parts[i].Length)];
            if (alike.Length == 0)
                return Enumerable.Range(0, paths.Length).ToDictionary(i => paths[i], Name);
            foreach (int i in alike)
                kept[i]++;
        }
    }
}
