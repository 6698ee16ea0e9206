using System.Text.Json.Serialization;

namespace Plaudit;

/// <summary>
/// What a review says of its film. The numbers are those of every file that holds labels: 1 positive, 0 negative; System.Text.Json writes the
/// words, and reads both.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Label>))]
public enum Label
{
    /// <summary>The reviewer did not like it.</summary>
    Negative = 0,

    /// <summary>The reviewer liked it.</summary>
    Positive = 1,
}
