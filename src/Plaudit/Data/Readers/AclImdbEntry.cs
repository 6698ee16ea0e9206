using System.Globalization;

namespace Plaudit.Data.Readers;

/// <summary>A file of the aclImdb layout: <c>train/pos/0_9.txt</c> is the review with id 0, <c>train/urls_pos.txt</c> lists their films.</summary>
/// <param name="Half">Train or test; train where the path names neither.</param>
/// <param name="Kind">Which of the three folders.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="Source">The path from its half on, the same for folder and archive.</param>
internal sealed record AclImdbEntry(DataHalf Half, AclImdbKind Kind, string FileName, string Source)
{
    private static readonly string[] Kinds = ["neg", "pos", "unsup"];

    /// <summary>The review's number, or <see cref="long.MaxValue"/> where its name begins with none.</summary>
    public long Id { get; } = ParseId(FileName);

    /// <summary>True for a list of URLs, false for a review.</summary>
    public bool IsUrlList { get; private init; }

    /// <summary>Understands a path inside the archive or folder; null if it is neither a review nor a list.</summary>
    public static AclImdbEntry? Parse(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [".", ..])
            parts = parts[1..];
        // Names that begin with a dot are what macOS leaves beside each file.
        if (parts.Length == 0 || parts[^1][0] == '.' || !parts[^1].EndsWith(".txt", StringComparison.Ordinal))
            return null;

        int list = Array.FindIndex(Kinds, kind => parts[^1] == $"urls_{kind}.txt");
        int folder = list >= 0 || parts.Length < 2 ? -1 : Array.IndexOf(Kinds, parts[^2]);
        if (list < 0 && folder < 0)
            return null;
        int above = parts.Length - (list >= 0 ? 2 : 3);
        DataHalf? half = above < 0 ? null : parts[above] switch { "train" => DataHalf.Train, "test" => DataHalf.Test, _ => null };
        // Without a half, the folders are at the root or under one folder of any name.
        if (half is null && above > 0)
            return null;
        int first = half is null ? above + 1 : above;
        return new AclImdbEntry(
            half ?? DataHalf.Train, (AclImdbKind)Math.Max(list, folder), parts[^1], string.Join('/', parts[first..]))
        { IsUrlList = list >= 0 };
    }

    /// <summary>The order of reviews: half, kind, id, then name.</summary>
    public static int Compare(AclImdbEntry a, AclImdbEntry b)
    {
        int order = a.Half.CompareTo(b.Half);
        if (order == 0)
            order = a.Kind.CompareTo(b.Kind);
        if (order == 0)
            order = a.Id.CompareTo(b.Id);
        return order != 0 ? order : string.CompareOrdinal(a.Source, b.Source);
    }

    private static long ParseId(string name)
    {
        int digits = name.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && long.TryParse(name.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : long.MaxValue;
    }
}

/// <summary>The three folders of the archive, in their order.</summary>
internal enum AclImdbKind
{
    /// <summary>Negative reviews.</summary>
    Neg = 0,

    /// <summary>Positive reviews.</summary>
    Pos = 1,

    /// <summary>Reviews without a label.</summary>
    Unsup = 2,
}
