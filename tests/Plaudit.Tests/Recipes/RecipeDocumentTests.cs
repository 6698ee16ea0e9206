using System.Text.Json.Nodes;
using Plaudit.Data;
using Plaudit.Layers;
using Plaudit.Recipes;
using Plaudit.Tests.Data;
using Plaudit.Text;
using Plaudit.Training;

namespace Plaudit.Tests.Recipes;

/// <summary>A recipe that is read and written is the same document: order of keys and spelling of numbers included.</summary>
public class RecipeDocumentTests
{
    public static TheoryData<string> BuiltIn => [.. Plaudit.Recipes.Recipes.Names];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void A_recipe_that_is_read_and_written_is_the_same_document(string name)
    {
        Recipe recipe = Plaudit.Recipes.Recipes.Get(name);
        string document = File.ReadAllText(Path.Combine(Repository.Folder, "recipes", $"{name}.json"));
        Assert.Equal(JsonNode.Parse(document)!.ToJsonString(), JsonNode.Parse(recipe.Json)!.ToJsonString());
        Assert.Equal(recipe.Json, (recipe with { }).Json);
        Assert.Equal(recipe.Json, Recipe.Parse(recipe.Json, name).Json);
        recipe.Validate();
    }

    [Fact]
    public void Order_and_spelling_of_what_was_read_are_kept_through_a_change()
    {
        const string Json = """
            {"$schema":"recipe.schema.json","training":{"seed":7,"optimizer":{"weightDecay":1e-3,"rate":1.50E-3},"epochs":5,"clipNorm":null},
             "name":"odd","layers":[{"size":8,"type":"embedding","trainable":true},{"type":"last","note":0},{"units":1,"type":"dense","l2":0.10}],
             "split":null}
            """;
        string plain = Json.Replace(",\"note\":0", "", StringComparison.Ordinal);
        Assert.Contains("$.layers[1].note: unknown key", Assert.Throws<PlauditException>(() => Recipe.Parse(Json, "odd")).Message);
        var read = Recipe.Parse(plain, "odd");
        WrittenRecipeTests.AssertJson(plain, read);
        Recipe changed = read with { Training = read.Training with { Epochs = 6, BatchSize = 32 }, Description = "Changed." };
        WrittenRecipeTests.AssertJson(
            plain.Replace("\"epochs\":5", "\"epochs\":6", StringComparison.Ordinal)
                .Replace("\"clipNorm\":null", "\"clipNorm\":null,\"batchSize\":32", StringComparison.Ordinal)
                .Replace("\"split\":null", "\"split\":null,\"description\":\"Changed.\"", StringComparison.Ordinal),
            changed);
        WrittenRecipeTests.AssertJson(plain, changed with { Training = read.Training, Description = "" });
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Any_order_of_keys_is_kept_and_means_the_same(string name)
    {
        Recipe recipe = Plaudit.Recipes.Recipes.Get(name);
        for (int seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            JsonNode shuffled = Shuffled(JsonNode.Parse(recipe.Json), random)!;
            var read = Recipe.Parse(shuffled.ToJsonString(), name);
            Assert.Equal(recipe, read);
            Assert.Equal(shuffled.ToJsonString(), JsonNode.Parse(read.Json)!.ToJsonString());
            // A change there and back again leaves all else where it was.
            Recipe changed = read with { Split = read.Split with { Seed = 77 }, Training = read.Training with { Seed = 78 } };
            Assert.Equal(changed, Recipe.Parse(changed.Json, name));
            Assert.Equal(read.Json, (changed with { Split = read.Split, Training = read.Training }).Json);
        }

        static JsonNode? Shuffled(JsonNode? node, Random random)
        {
            if (node is JsonArray array)
                return new JsonArray([.. array.Select(item => Shuffled(item, random))]);
            if (node is not JsonObject json)
                return node?.DeepClone();
            KeyValuePair<string, JsonNode?>[] properties = [.. json.Select(pair => KeyValuePair.Create(pair.Key, Shuffled(pair.Value, random)))];
            random.Shuffle(properties);
            return new JsonObject(properties);
        }
    }
}
