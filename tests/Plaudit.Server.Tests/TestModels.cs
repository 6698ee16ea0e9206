using System.Text;
using System.Text.Json.Nodes;
using Plaudit.Baselines;
using Plaudit.Data;
using Plaudit.Kinds;
using Plaudit.Layers;
using Plaudit.Models;
using Plaudit.Recipes;
using Plaudit.Text;

[assembly: AssemblyFixture(typeof(Plaudit.Server.Tests.TestModels))]

namespace Plaudit.Server.Tests;

/// <summary>
/// Model files for all tests: two networks with drawn weights over the sample's words, whose answers differ in every bit, and a baseline.
/// </summary>
public sealed class TestModels : IDisposable
{
    private const string Bounded = """
        {
          "name": "test-network", "description": "Drawn weights.",
          "text": { "clean": ["lowercase", "remove-html"], "vocabularySize": 4000, "maxLength": 60, "outOfVocabulary": "<UNK>" },
          "layers": [ { "type": "embedding", "size": 16 }, { "type": "lstm", "units": 16 }, { "type": "dense", "units": 1 } ]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-server-").FullName;

    public TestModels()
    {
        Reviews = [.. ReviewData.Open("sample").Train.Select(review => review.Text)];
        First = Save("first.safetensors", Bounded, 1);
        Second = Save("second.safetensors", Bounded, 2);
        Unbounded = Network("unbounded", """{ "type": "transformer", "heads": 2 }, { "type": "mean-pooling" }""");
        Baseline = Path.Combine(_folder, "baseline.safetensors");
        new NgramKind().Fit(Recipe.Open("naive-bayes"), ReviewData.Open("sample").Train, new FittingOptions()).Save(Baseline);
    }

    /// <summary>The sample's reviews.</summary>
    public IReadOnlyList<string> Reviews { get; }

    public string First { get; }

    public string Second { get; }

    public string Baseline { get; }

    /// <summary>A transformer whose recipe sets no maximum length.</summary>
    public string Unbounded { get; }

    /// <summary>A new network without a maximum length.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="layers">What stands between embedding and output, as JSON.</param>
    public string Network(string name, string layers) => Save($"{name}.safetensors", $$"""
        {
          "name": "{{name}}", "text": { "vocabularySize": 4000 },
          "layers": [ { "type": "embedding", "size": 16 }, {{layers}}, { "type": "dense", "units": 1 } ]
        }
        """, 3);

    /// <summary>A new file of a name, which a test may replace.</summary>
    public string Copy(string model, string name)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName, name);
        File.Copy(model, path);
        return path;
    }

    /// <summary>The first network in a file that gives other figures.</summary>
    public string WithMetrics(string metrics)
    {
        string path = Copy(First, "odd.safetensors");
        byte[] bytes = File.ReadAllBytes(path);
        int length = (int)BitConverter.ToInt64(bytes);
        JsonNode header = JsonNode.Parse(bytes.AsSpan(8, length))!;
        header["__metadata__"]!["metrics"] = metrics;
        string json = header.ToJsonString();
        byte[] changed = Encoding.UTF8.GetBytes(json.PadRight(json.Length + 7 - ((Encoding.UTF8.GetByteCount(json) + 7) % 8)));
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. bytes.AsSpan(8 + length)]);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Save(string name, string json, long seed)
    {
        Recipe recipe = Recipe.Parse(json, "test");
        var model = SentimentModel.Create(recipe, TextEncoder.Fit(recipe.Text, Reviews), seed);
        var random = new SeededRandom(seed);
        foreach (Parameter parameter in model.Parameters)
        {
            foreach (ref float value in parameter.Value)
                value = (float)random.NextUniform(-1, 1);
        }

        string path = Path.Combine(_folder, name);
        model.Save(path);
        return path;
    }
}
