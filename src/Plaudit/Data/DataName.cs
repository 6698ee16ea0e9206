namespace Plaudit.Data;

/// <summary>A data name taken apart: <c>C:\films\reviews.csv:test</c> is the path <c>C:\films\reviews.csv</c> and the half test.</summary>
/// <param name="Path">The path or name without its half.</param>
/// <param name="Half">The half asked for, or null.</param>
internal sealed record DataName(string Path, DataHalf? Half)
{
    /// <summary>True for the built-in sample.</summary>
    public bool IsSample => Path == "sample";

    /// <summary>True for the official archive in the user's cache.</summary>
    public bool IsImdb => Path == "imdb";

    /// <summary>The last part of the path with its half: what reports call the set.</summary>
    public string Display
    {
        get
        {
            string file = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));
            return (file.Length == 0 ? Path : file) + (Half is { } half ? Suffix(half) : "");
        }
    }

    /// <summary>Takes <paramref name="data"/> apart. Only the three words are a half: any other colon belongs to the path.</summary>
    /// <exception cref="PlauditException">Nothing is left for a path.</exception>
    public static DataName Parse(string data)
    {
        DataHalf? found = null;
        string path = data;
        foreach (DataHalf half in Enum.GetValues<DataHalf>())
        {
            if (data.EndsWith(Suffix(half), StringComparison.OrdinalIgnoreCase))
                (path, found) = (data[..^Suffix(half).Length], half);
        }

        if (string.IsNullOrWhiteSpace(path))
            throw new PlauditException($"'{data}' names no data: expected a path, imdb or sample, optionally followed by :train, :test or :unsup.");
        return new DataName(path, found);
    }

    /// <summary>The suffix for <paramref name="half"/> after a data name.</summary>
    public static string Suffix(DataHalf half) => half switch
    {
        DataHalf.Train => ":train",
        DataHalf.Test => ":test",
        _ => ":unsup",
    };
}
