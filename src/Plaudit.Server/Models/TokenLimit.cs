using Plaudit.Models;
using Plaudit.Server.Json;

namespace Plaudit.Server.Models;

/// <summary>
/// How long a review may be for a network whose recipe sets no maximum length: the work of such a network may grow with the square of the text.
/// </summary>
internal static class TokenLimit
{
    /// <summary>Refuses a review that is too long for its model.</summary>
    /// <param name="model">The model that is asked.</param>
    /// <param name="review">The review.</param>
    /// <param name="limit">The most tokens.</param>
    /// <param name="where">Its place in an array, such as <c>[3]</c>; empty for none.</param>
    /// <exception cref="RequestFault">413.</exception>
    public static void Check(ServedModel model, string review, int limit, string where = "")
    {
        // A text has no more tokens than characters: short ones are not counted.
        if (review.Length <= limit || model.Predictor.Model is not SentimentModel { Encoder: { Options.MaxLength: null } encoder })
            return;
        int tokens = encoder.Encode(review).Ids.Length;
        if (tokens > limit)
        {
            throw new RequestFault(413,
                $"the review{(where.Length == 0 ? "" : $" at {where}")} has {tokens:N0} tokens, more than the {limit:N0} that the model "
                + $"'{model.Name}', whose recipe sets no maximum length, is given: send a shorter review");
        }
    }
}
