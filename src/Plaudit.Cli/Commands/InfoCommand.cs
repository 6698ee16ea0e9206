using System.CommandLine;
using Plaudit.Evaluation;
using Plaudit.Inference;
using Plaudit.Models;
using Plaudit.Recipes;

namespace Plaudit.Cli.Commands;

/// <summary><c>plaudit info</c>: what a recipe would make, or what a model file holds.</summary>
internal static class InfoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("info", "Describes a model or a recipe: its layers with their shapes and parameters, and a model's figures.");
        var subject = new Argument<string?>("MODEL|RECIPE")
        {
            Description =
                "A .safetensors file, the folder of a run, a recipe's name or its .json file. Default: bundled, the model that comes with Plaudit.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Add(subject);
        command.SetAction(parsed =>
        {
            string? name = parsed.GetValue(subject);
            if (BundledModel.IsMeant(name))
                DescribeModel(host.Text, ModelCard.Read(name));
            else if (Plaudit.Recipes.Recipes.Names.Contains(name) || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
                DescribeRecipe(host.Text, Recipe.Open(name));
            else if (Path.Exists(name))
                DescribeModel(host.Text, ModelCard.Read(name));
            else
                throw NoSuch(name);
            return ExitCodes.Done;
        });
        return command;
    }

    private static PlauditException NoSuch(string name)
    {
        IReadOnlyList<string> recipes = Plaudit.Recipes.Recipes.Names;
        return new(NearestName.Message(
            $"there is no model and no recipe {name}", name, recipes.Append(BundledModel.Name),
            $"expected a .safetensors file, a run's folder, a recipe's .json file, bundled, or one of {string.Join(", ", recipes)}"));
    }

    private static void DescribeRecipe(TextWriter output, Recipe recipe)
    {
        output.WriteLine($"recipe         {recipe.Name}");
        output.WriteLine(recipe.Description);
        output.WriteLine();
        if (!recipe.IsNetwork)
        {
            output.Write(recipe.Json);
            return;
        }

        // How many words there are is known when the vocabulary is built; the recipe says how many there may be.
        int ids = recipe.Text.VocabularySize ?? 1;
        ModelSummaryText.Write(output, ModelSummary.Of(recipe, ids));
        output.WriteLine(recipe.Text.VocabularySize is null
            ? "The embedding grows by a row for every word of the training texts."
            : $"With a full vocabulary of {ids:N0} ids; training texts with fewer words need fewer parameters.");
        output.WriteLine();
        output.Write(recipe.Json);
    }

    private static void DescribeModel(TextWriter output, ModelCard card)
    {
        IReviewClassifier model = card.Model;
        output.WriteLine($"model          {card.File}");
        output.WriteLine($"recipe         {model.Recipe.Name}");
        output.WriteLine($"written by     Plaudit {card.PlauditVersion}, format {card.FormatVersion}");
        output.WriteLine($"weights        {model.ParameterCount:N0}");
        output.WriteLine();
        if (model.Summary is { } summary)
        {
            ModelSummaryText.Write(output, summary);
            output.WriteLine();
        }

        if (model.Metrics is { } metrics)
        {
            MetricsText.Write(output, EvaluationResult.FromJson(metrics));
            output.WriteLine();
        }

        output.Write(model.Recipe.Json);
    }
}
