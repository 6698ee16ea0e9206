using System.CommandLine;
using System.CommandLine.Parsing;

namespace Plaudit.Cli.Options;

/// <summary>
/// Words that look like options and are none. The parser would take them for arguments, and <c>predict --modle x</c> would judge two odd reviews.
/// </summary>
internal static class MistypedOptions
{
    /// <summary>All of them. After <c>--</c> everything is an argument.</summary>
    public static IEnumerable<string> In(ParseResult parsed)
    {
        HashSet<Token> meant = [.. parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash)];
        foreach (Token token in parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens))
        {
            if (LooksLikeOption(token.Value) && !meant.Contains(token))
                yield return token.Value;
        }
    }

    private static bool LooksLikeOption(string word)
    {
        string name = word.Split('=')[0];
        return name.Length > 2 && name.StartsWith("--", StringComparison.Ordinal) && char.IsAsciiLetter(name[2])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
    }
}
