using System.Text.Json;

namespace Plaudit.Bench.Serving;

/// <summary>Model, vocabulary and request bodies as files, in a folder that goes when this does.</summary>
internal sealed class ServingFiles : IDisposable
{
    private const int MostBodies = 2000;

    private readonly string _folder = Directory.CreateTempSubdirectory("plaudit-serve-").FullName;

    public ServingFiles(Workload workload)
    {
        workload.Model("baseline").Save(Model);
        File.WriteAllLines(Words, workload.Encoder.Vocabulary.Words);
        File.WriteAllLines(Bodies, workload.Reviews.Take(MostBodies).Select(review => JsonSerializer.Serialize(new { review = review.Text })));
    }

    public string Model => Path.Combine(_folder, "baseline.safetensors");

    /// <summary>A word a line.</summary>
    public string Words => Path.Combine(_folder, "words.txt");

    /// <summary>A request's body a line.</summary>
    public string Bodies => Path.Combine(_folder, "bodies.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
