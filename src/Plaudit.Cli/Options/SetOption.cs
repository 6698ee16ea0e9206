using System.CommandLine;
using System.CommandLine.Parsing;

namespace Plaudit.Cli.Options;

/// <summary><c>--set KEY=VALUE</c>: changes of a recipe.</summary>
internal static class SetOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string[]> Create()
    {
        var set = new Option<string[]>("--set")
        {
            Description = "Change a key of the recipe, as in --set training.epochs=3 or --set layers.1.units=64; may be repeated.",
            HelpName = "KEY=VALUE",
        };
        set.Validators.Add(result =>
        {
            foreach (Token change in result.Tokens.Where(change => change.Value.IndexOf('=') < 1))
                result.AddError($"--set {change.Value}: expected KEY=VALUE, such as training.epochs=3");
        });
        return set;
    }
}
