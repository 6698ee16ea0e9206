using System.CommandLine;
using Plaudit.Recipes;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit recipes</c>: the built-in recipes, a line each.</summary>
internal static class RecipesCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("recipes", "Lists the built-in recipes, one per line; plaudit info RECIPE shows one.");
        command.SetAction(_ =>
        {
            int width = Plaudit.Recipes.Recipes.Names.Max(name => name.Length);
            foreach (string name in Plaudit.Recipes.Recipes.Names)
                host.Text.WriteLine($"{name.PadRight(width)}  {FirstSentence(Recipe.Open(name).Description)}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string FirstSentence(string text)
    {
        // "(Yang et al. 2016)" has a full stop that ends nothing.
        for (int i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '.' && text[i + 1] == ' ' && char.IsUpper(text[i + 2]))
                return text[..(i + 1)];
        }

        return text;
    }
}
