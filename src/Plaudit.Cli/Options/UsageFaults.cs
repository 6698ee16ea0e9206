using System.CommandLine;
using System.CommandLine.Parsing;
using Plaudit.Recipes;

namespace Plaudit.Cli.Options;

/// <summary>What is wrong with the words of a command, with what was probably meant.</summary>
internal static class UsageFaults
{
    private const string Unrecognized = "Unrecognized command or argument '";
    private const string Missing = "Required command was not provided.";

    /// <summary>A message for each fault.</summary>
    /// <param name="parsed">What the parser made of the words.</param>
    /// <param name="commands">The names of all commands.</param>
    public static IEnumerable<string> In(ParseResult parsed, IEnumerable<string> commands)
    {
        string[] unknown = [.. Unknown(parsed, commands)];
        return
        [
            .. unknown,
            .. parsed.Errors.Select(error => error.Message)
                .Where(message => !message.StartsWith(Unrecognized, StringComparison.Ordinal) && !(message == Missing && unknown.Length > 0)),
            .. MistypedOptions.In(parsed)
            .Select(word => $"unknown option {word}{Suggestion(parsed, word) ?? "; put -- before an argument that begins with --"}"),
        ];
    }

    /// <summary>The unmatched words. A value after an unknown option is not a separate fault.</summary>
    private static IEnumerable<string> Unknown(ParseResult parsed, IEnumerable<string> commands)
    {
        IReadOnlyList<string> words = parsed.UnmatchedTokens;
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith('-') && words[i].Length > 1)
            {
                bool hasValue = !words[i].Contains('=') && i + 1 < words.Count && !words[i + 1].StartsWith('-');
                yield return $"unknown option {words[i]}{Suggestion(parsed, words[i], hasValue ? words[i + 1] : null)}";
                i += hasValue ? 1 : 0;
            }
            else if (parsed.CommandResult.Parent is null)
            {
                yield return $"unknown command {words[i]}{DidYouMean(words[i], commands)}";
                yield break;
            }
            else
            {
                yield return $"unexpected argument '{words[i]}'; put texts and names with blanks in quotes";
            }
        }
    }

    /// <summary>What was probably meant by an unknown option; null where nothing is near.</summary>
    private static string? Suggestion(ParseResult parsed, string word, string? value = null)
    {
        string[] parts = word.Split('=', 2);
        Command command = parsed.CommandResult.Command;
        if (command.Options.Any(option => option.Name == "--set") && RecipeKey(parsed, parts[0]) is { } key)
            return $"; use --set {key}={(parts.Length > 1 ? parts[1] : value) ?? "VALUE"}";
        return DidYouMean(parts[0], command.Options.SelectMany(option => (string[])[option.Name, .. option.Aliases]).Append("--help"));
    }

    private static string? DidYouMean(string word, IEnumerable<string> names) =>
        NearestName.Of(word, names) is { } name ? $"; did you mean {name}?" : null;

    /// <summary>The key of the command's recipe, or of one that has most keys, that an option of its name would set.</summary>
    private static string? RecipeKey(ParseResult parsed, string option)
    {
        string wanted = Letters(
            option) switch
        { "lr" or "learningrate" => "rate", "batch" => "batchsize", "dropout" => "droprate", var other => other };
        string? named = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).FirstOrDefault()?.Value;
        IEnumerable<string> recipes = (string[])[.. Plaudit.Recipes.Recipes.Names.Where(name => name == named), "quickstart"];
        return recipes.SelectMany(recipe => RecipeJson.Table.Keys(Recipe.Open(recipe)))
            .Where(key => Letters(key.Split('.')[^1]) == wanted)
            // Of several keys of a name, training's own are meant rather than a layer's.
            .OrderByDescending(key => key.StartsWith("training.", StringComparison.Ordinal)).ThenBy(key => key.Length).FirstOrDefault();
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
