namespace Plaudit.Data.Readers;

/// <summary>The built-in set: short film reviews written for Plaudit, in a fixed split.</summary>
internal static class SampleReviews
{
    private const string Resource = "sample/reviews.tsv";
    private static readonly string[] Header = ["split", "label", "film", "review"];

    /// <summary>Reads the requested half, or both.</summary>
    /// <exception cref="PlauditException">The unlabelled part was requested; there is none.</exception>
    public static ReviewSet Read(ReadRequest request)
    {
        if (request.Half == DataHalf.Unsup)
            throw new PlauditException("sample has no unlabelled reviews: it has the halves :train and :test.");
        Stream stream = typeof(SampleReviews).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the library was built without {Resource}");
        using var reader = new StrictUtf8Reader(stream, Resource);
        return Read(reader, request);
    }

    internal static ReviewSet Read(StrictUtf8Reader reader, ReadRequest request)
    {
        var train = new List<Review>();
        var test = new List<Review>();
        if (reader.ReadLine()?.Split('\t').SequenceEqual(Header) != true)
            throw new PlauditException($"{reader.File}: expected the header {string.Join(", ", Header)}.");
        // The header is row 1. Fields are plain: no review holds a tab or a line break, so a quote is a quote.
        for (int row = 2; reader.ReadLine() is { } line; row++)
        {
            if (line.Split('\t') is not [var split, var label, var film, var text]
                || split is not ("train" or "test")
                || !LabelText.TryParse(label, out Label parsed)
                || string.IsNullOrWhiteSpace(text))
            {
                throw new PlauditException($"{reader.File}, row {row}: expected train or test, a label, a film and a review, separated by tabs.");
            }

            (split == "train" ? train : test).Add(new Review(text, parsed, film.Length == 0 ? null : film, $"sample:{row}"));
        }

        return new ReviewSet
        {
            Name = request.Name,
            Half = request.Half,
            Train = request.Half == DataHalf.Test ? [] : train,
            Test = request.Half == DataHalf.Train ? [] : test,
        };
    }
}
