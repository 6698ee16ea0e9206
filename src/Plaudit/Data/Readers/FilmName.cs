namespace Plaudit.Data.Readers;

/// <summary>Films as the archive's URL lists name them.</summary>
internal static class FilmName
{
    private const string Marker = "/title/";

    /// <summary>The films of a list, by review id; an empty name where the line is empty.</summary>
    public static string[] ParseList(string text) => [.. text.Split('\n').Select(Normalise)];

    /// <summary><c>http://www.imdb.com/title/tt0453418/usercomments</c> becomes <c>tt0453418</c>; anything else is unchanged.</summary>
    public static string Normalise(string url)
    {
        string line = url.Trim();
        int start = line.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0)
            return line;
        string rest = line[(start + Marker.Length)..];
        int end = rest.IndexOf('/');
        return end < 0 ? rest : rest[..end];
    }
}
