namespace Plaudit.Server.Json;

/// <summary>A request that cannot be answered, as problem details (RFC 9457) tell it.</summary>
internal sealed class RequestFault(int status, string detail) : Exception(detail)
{
    private const int Shown = 60;

    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>What to do, as a person reads it.</summary>
    public string Detail => Message;

    /// <summary>The member <c>error</c> beside the problem details, for clients that look for it; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>Seconds after which to try again; null where that would not help.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The answer for a review without a word.</summary>
    public const string EmptyReviewError = "Empty review";

    /// <summary>A review without a word: there is nothing to read.</summary>
    public static RequestFault EmptyReview() =>
        new(400, "the review is empty: expected at least one word in \"review\"") { Error = EmptyReviewError };

    /// <summary>Too many reviews wait.</summary>
    public static RequestFault Busy() => new(503, "too many reviews are waiting: try again in a second") { RetryAfter = 1 };

    /// <summary>It took too long.</summary>
    public static RequestFault Late(double seconds) =>
        new(504, $"the answer was not ready within {seconds:0.##} seconds: send fewer or shorter reviews, or try again later");

    /// <summary>A body that is too long.</summary>
    public static RequestFault TooLong(long limit) =>
        new(413, $"the request's body is longer than {limit:N0} bytes: send fewer or shorter reviews, or use NDJSON, a review a line");

    /// <summary>Text from a request as a message may quote it.</summary>
    public static string Shorten(string text) =>
        string.Concat(text.Take(Shown).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)) + (text.Length > Shown ? "..." : "");
}
