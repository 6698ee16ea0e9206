namespace Plaudit.Data.Readers;

/// <summary>
/// Counts the reviews that are read into memory, so that a small file that unpacks to a great deal is refused before the machine is full.
/// </summary>
/// <param name="path">What is read, for the message.</param>
internal sealed class ReadBudget(string path)
{
    /// <summary>The most characters of one review: the longest of the IMDB archive has 14,000.</summary>
    public const int LongestReview = 1 << 24;

    /// <summary>The most characters of all reviews together: 2 GiB of memory, and 16 times the IMDB archive.</summary>
    public const long MostCharacters = 1L << 30;

    /// <summary>The most reviews.</summary>
    public const int MostReviews = 1 << 24;

    private long _characters;
    private int _reviews;

    /// <summary>Counts one more review.</summary>
    /// <exception cref="PlauditException">That is one too many.</exception>
    public void Take(string review)
    {
        _characters += review.Length;
        if (_characters > MostCharacters)
            throw Refused($"{MostCharacters:N0} characters in all its reviews");
        if (++_reviews > MostReviews)
            throw Refused($"{MostReviews:N0} reviews");
    }

    private PlauditException Refused(string limit) => new($"{path} holds more than {limit}, the most that is read into memory. Take a part of it.");
}
