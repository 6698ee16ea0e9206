namespace Plaudit.Data.Readers;

/// <summary>Reads one kind of review data.</summary>
internal interface IReviewReader
{
    /// <summary>What it reads, as an error message lists it.</summary>
    string Format { get; }

    /// <summary>True if the existing file or folder at <paramref name="path"/> is, by its name, of this kind.</summary>
    bool Reads(string path);

    /// <summary>Reads what <paramref name="request"/> asks for.</summary>
    /// <exception cref="PlauditException">The data violates its format, or holds nothing that was requested.</exception>
    ReviewSet Read(string path, ReadRequest request);
}
