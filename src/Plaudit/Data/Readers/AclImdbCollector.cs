namespace Plaudit.Data.Readers;

/// <summary>Takes the files of an aclImdb folder or archive in any order and makes the one review set of them.</summary>
internal sealed class AclImdbCollector(string path, ReadRequest request)
{
    private readonly BadRows _bad = new(request.Options.OnBadRow);
    private readonly ReadBudget _budget = new(path);
    private readonly List<(AclImdbEntry Entry, string Text)> _reviews = [];
    private readonly Dictionary<(DataHalf Half, AclImdbKind Kind), string[]> _films = [];
    private readonly SortedDictionary<string, int> _passedOver = new(StringComparer.Ordinal);

    /// <summary>How many reviews were taken.</summary>
    public int Count => _reviews.Count;

    /// <summary>
    /// True if the content of <paramref name="entry"/> is to be read; the others are remembered for the message if nothing is found.
    /// </summary>
    public bool Wants(AclImdbEntry entry)
    {
        bool wanted = request.Half switch
        {
            DataHalf.Unsup => entry.Kind == AclImdbKind.Unsup,
            { } half => entry.Half == half && entry.Kind != AclImdbKind.Unsup,
            null => entry.Kind != AclImdbKind.Unsup || request.Labels != LabelRule.Required,
        };
        if (!wanted && !entry.IsUrlList)
        {
            string folder = entry.Source[..entry.Source.LastIndexOf('/')];
            _passedOver[folder] = _passedOver.GetValueOrDefault(folder) + 1;
        }

        return wanted;
    }

    /// <summary>Takes the content of a file that <see cref="Wants"/> said yes to.</summary>
    /// <exception cref="PlauditException">It is not UTF-8 or is empty, and bad rows are errors.</exception>
    public void Add(AclImdbEntry entry, ReadOnlySpan<byte> content)
    {
        string? fault = StrictUtf8.Decode(content, out string text);
        _budget.Take(text);
        if (fault is null && entry.IsUrlList)
            _films[(entry.Half, entry.Kind)] = FilmName.ParseList(text);
        else if (fault is null && entry.Kind != AclImdbKind.Unsup && !request.Options.KeepIncompleteRows && string.IsNullOrWhiteSpace(text))
            fault = "the review's text is empty";
        else if (fault is null)
            _reviews.Add((entry, text));
        if (fault is not null)
            _bad.Report($"{path}, {entry.Source}", fault);
    }

    /// <summary>The set.</summary>
    /// <param name="found">What else is there, for the message if there are no reviews.</param>
    /// <exception cref="PlauditException">Nothing requested was there.</exception>
    public ReviewSet Build(IEnumerable<string> found)
    {
        if (_reviews.Count == 0)
            throw new PlauditException(NothingFound(found));

        // The sort is stable: of one name packed twice the later one counts, as it would when unpacked.
        (AclImdbEntry Entry, string Text)[] sorted =
            [.. _reviews.Order(Comparer<(AclImdbEntry Entry, string Text)>.Create((a, b) => AclImdbEntry.Compare(a.Entry, b.Entry)))];
        _reviews.Clear();
        var train = new List<Review>();
        var test = new List<Review>();
        var unlabelled = new List<Review>();
        for (int i = 0; i < sorted.Length; i++)
        {
            (AclImdbEntry entry, string text) = sorted[i];
            if (i + 1 < sorted.Length && sorted[i + 1].Entry.Source == entry.Source)
                continue;
            Label? label = entry.Kind switch { AclImdbKind.Pos => Label.Positive, AclImdbKind.Neg => Label.Negative, _ => null };
            List<Review> part = label is null ? unlabelled : entry.Half == DataHalf.Train ? train : test;
            part.Add(new Review(text, label, Film(entry), entry.Source));
        }

        return new ReviewSet
        {
            Name = request.Name,
            Half = request.Half,
            Train = train,
            Test = test,
            Unlabelled = unlabelled,
            SkippedRows = _bad.Count,
            Skipped = _bad.Messages,
        };
    }

    private string? Film(AclImdbEntry entry) =>
        _films.TryGetValue((entry.Half, entry.Kind), out string[]? films) && entry.Id < films.Length
            && films[entry.Id].Length > 0 ? films[entry.Id] : null;

    private string NothingFound(IEnumerable<string> found)
    {
        string wanted = request.Half switch
        {
            DataHalf.Train => "train/pos/*.txt and train/neg/*.txt",
            DataHalf.Test => "test/pos/*.txt and test/neg/*.txt",
            DataHalf.Unsup => "train/unsup/*.txt",
            _ => "pos/*.txt and neg/*.txt, under train/, test/ or alone",
        };
        string there = _passedOver.Count > 0
            ? string.Join(", ", _passedOver.Select(folder => $"{folder.Value} reviews in {folder.Key}"))
            : string.Join(", ", found.Take(10)) is { Length: > 0 } names ? names : "nothing";
        return $"{path} holds no reviews of the requested kind: looked for {wanted}; found {there}.{_bad.Summary}";
    }
}
