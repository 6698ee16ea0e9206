using Plaudit.Data;

namespace Plaudit.Cli;

/// <summary>Data as a user names it, in a form that holds good in every folder.</summary>
internal static class DataPath
{
    private static readonly string[] s_names = ["sample", "imdb"];
    private static readonly string[] s_halves = ["", ":train", ":test", ":unsup"];

    /// <summary>Whether data that a run recorded is a file or folder that is not there any more.</summary>
    public static bool IsGone(string? data) => data is not null && Path.IsPathRooted(data) && !Path.Exists(DataName.Parse(data).Path);

    /// <summary>Makes a path absolute; leaves the names of built-in and downloaded data unchanged.</summary>
    public static string Absolute(string data)
    {
        bool named = s_names.Any(
            name => s_halves.Any(half => data.Equals(name + half, StringComparison.OrdinalIgnoreCase)
            && data.StartsWith(name, StringComparison.Ordinal)));
        return named ? data : Path.GetFullPath(data);
    }
}
