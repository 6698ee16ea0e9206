using System.Text.Json;

namespace Plaudit.Server.Json;

/// <summary>The files of a run folder beside the model: evaluation, learning curves, settings. A model file alone has none.</summary>
internal static class RunFiles
{
    private const int LongestFile = 4 << 20;

    /// <summary>Writes the members <c>evaluation</c>, <c>data</c> and <c>history</c>, each where there is one.</summary>
    public static void WriteAll(Utf8JsonWriter writer, string modelFile)
    {
        Write(writer, "evaluation", Evaluation(modelFile), text => text);
        Write(writer, "data", Read(modelFile, Path.Combine("checkpoint", "run.json")), DataName);
        Write(writer, "history", History(modelFile), lines => lines.Count == 0 ? null : $"[{string.Join(',', lines)}]");
    }

    /// <summary>The text of <c>metrics.json</c>, or null.</summary>
    public static string? Evaluation(string modelFile) => Read(modelFile, "metrics.json");

    /// <summary>The lines of <c>history.jsonl</c>.</summary>
    public static IReadOnlyList<string> History(string modelFile) =>
        Read(modelFile, "history.jsonl")?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The data's name, without its path on the machine that trained.</summary>
    private static string DataName(string settings)
    {
        using var document = JsonDocument.Parse(settings);
        return JsonSerializer.Serialize(Path.GetFileName(document.RootElement.GetProperty("data").GetString()), ServerJson.Default.String);
    }

    private static string? Read(string modelFile, string name)
    {
        if (Path.GetFileName(modelFile) != "model.safetensors" || Path.GetDirectoryName(Path.GetFullPath(modelFile)) is not { } folder)
            return null;
        try
        {
            var file = new FileInfo(Path.Combine(folder, name));
            return file.Exists && file.Length <= LongestFile ? File.ReadAllText(file.FullName) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that changes: the card does without.
            return null;
        }
    }

    /// <summary>Writes a member, or nothing if the file is missing or not JSON.</summary>
    private static void Write<T>(Utf8JsonWriter writer, string name, T? content, Func<T, string?> toJson)
        where T : class
    {
        try
        {
            if (content is null || toJson(content) is not { } json)
                return;
            using var document = JsonDocument.Parse(json);
            writer.WritePropertyName(name);
            document.RootElement.WriteTo(writer);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A run in progress.
        }
    }
}
