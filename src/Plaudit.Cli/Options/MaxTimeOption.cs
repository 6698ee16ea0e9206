using System.CommandLine;
using System.CommandLine.Parsing;

namespace Plaudit.Cli.Options;

/// <summary><c>--max-time 30m</c>: how long a command may take.</summary>
internal static class MaxTimeOption
{
    /// <summary>Makes the option; null where it is not given.</summary>
    /// <param name="description">What the help says of it, up to the form of a time.</param>
    public static Option<TimeSpan?> Create(string description = "Finish within this time, with a usable model from which --resume can continue: ") =>
        new("--max-time")
        {
            Description = $"{description}{Duration.Expected}.",
            HelpName = "TIME",
            CustomParser = Parse,
        };

    private static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Duration.TryParse(text, out TimeSpan duration))
            return duration;
        result.AddError($"--max-time: expected {Duration.Expected}, found '{text}'");
        return null;
    }
}
