using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Plaudit.Cli.Options;

/// <summary>Options whose value is a whole number of a range.</summary>
internal static class WholeNumberOption
{
    /// <summary>An option that is null where it is not given.</summary>
    /// <param name="name">Its name, such as <c>--seed</c>.</param>
    /// <param name="description">What the help says of it.</param>
    /// <param name="minimum">The smallest number allowed.</param>
    /// <param name="maximum">The greatest number allowed.</param>
    public static Option<long?> Create(string name, string description, long minimum, long maximum) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, name, minimum, maximum),
    };

    private static long? Parse(ArgumentResult result, string name, long minimum, long maximum)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= minimum && value <= maximum)
            return value;
        string range = minimum == long.MinValue ? "" : maximum == long.MaxValue ? $" from {minimum}" : $" from {minimum} to {maximum}";
        result.AddError($"{name}: expected a whole number{range}, found '{text}'");
        return null;
    }
}
