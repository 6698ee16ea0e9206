using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Plaudit.Layers;
using Plaudit.Recipes;
using Plaudit.Tests;
using Plaudit.Tests.Data;
using Plaudit.Text;

// Not below Plaudit, where the word Recipes means the namespace: this is how users see it.
namespace Reviews.Example;

/// <summary>The C# of docs/recipes.md compiles and runs.</summary>
public sealed partial class RecipesInCSharp
{
    [Fact]
    public void The_documentations_recipe_is_checked_and_saved()
    {
        using var folder = new TemporaryFolder();
        var recipe = new Recipe("mine")
        {
            Text = new TextOptions { VocabularySize = 20_000, MaxLength = 400 },
            Layers = [new Embedding(100), new Bidirectional(new Lstm(64)), new ConcatPooling(), new Dense(1)],
            Training = new TrainingOptions { Epochs = 5, Optimizer = new Adam(0.001) },
        };
        recipe.Validate();
        File.WriteAllText(folder.File("mine.json"), recipe.Json);

        Recipe longer = Recipes.Get("everyday");
        longer = longer with { Training = longer.Training with { Epochs = 6 } };

        Assert.Equal(recipe, Recipe.Open(folder.File("mine.json")));
        Assert.Equal(6, Recipe.Parse(longer.Json, "longer").Training.Epochs);
    }

    [Fact]
    public void The_documentation_shows_this_code()
    {
        string code = Squeeze(File.ReadAllText(ThisFile())).Replace("folder.File(\"mine.json\")", "\"mine.json\"", StringComparison.Ordinal);
        string shown = CSharp().Match(
            File.ReadAllText(Path.Combine(Repository.Folder, "docs", "recipes.md")).ReplaceLineEndings("\n")).Groups["code"].Value;
        Assert.NotEmpty(shown);
        foreach (string part in shown.Split("\n\n"))
            Assert.All(part.Contains('{')
                ? [Squeeze(part)] : part.Split('\n').Select(Squeeze), text => Assert.Contains(text, code, StringComparison.Ordinal));
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex CSharp();
}
