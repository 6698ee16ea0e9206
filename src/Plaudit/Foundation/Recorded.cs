using System.Globalization;
using System.Text.Json;

namespace Plaudit;

/// <summary>Checks values in our own files of work in progress, which may be damaged or foreign.</summary>
internal static class Recorded
{
    /// <summary>Thirty years: more than any work has taken.</summary>
    public const double LongestSeconds = 1e9;

    /// <summary>Refuses a whole number out of its range.</summary>
    /// <exception cref="JsonException">The message gives what was found and expected, without a full stop.</exception>
    public static void Require(string name, long value, long minimum, long maximum)
    {
        if (value < minimum || value > maximum)
            throw Wrong(name, value.ToString(CultureInfo.InvariantCulture), minimum == maximum ? $"{minimum}" : $"{minimum} to {maximum}");
    }

    /// <summary>Refuses a number that is not finite or out of its range.</summary>
    /// <exception cref="JsonException">The message gives what was found and expected, without a full stop.</exception>
    public static void Require(string name, double value, double maximum = double.MaxValue)
    {
        if (!(value >= 0 && value <= maximum))
            throw Wrong(name, value.ToString("R", CultureInfo.InvariantCulture), maximum == double.MaxValue
                ? "a finite number from 0" : $"a number from 0 to {maximum:0.#######}");
    }

    /// <summary>The refusal of a value.</summary>
    public static JsonException Wrong(string name, string found, string expected) => new($"{name} is {found}, expected {expected}");
}
