using System.Text.Json;

namespace Plaudit.Server.Json;

/// <summary>What the folder of a run says beside its model: the evaluation at its end, learning curves, settings. A model file alone has none of it.</summary>
internal static class RunFiles
{
    private const int LongestFile = 4 << 20;

    public static void WriteAll(Utf8JsonWriter writer, string modelFile)
    {
        if (Path.GetFileName(modelFile) != "model.safetensors" || Path.GetDirectoryName(Path.GetFullPath(modelFile)) is not { } folder)
            return;
        Write(writer, "evaluation", Path.Combine(folder, "metrics.json"), text => text);
        Write(writer, "data", Path.Combine(folder, "checkpoint", "run.json"), DataName);
        Write(writer, "history", Path.Combine(folder, "history.jsonl"), text => $"[{string.Join(',', text.Split('\n', StringSplitOptions.RemoveEmptyEntries))}]");
    }

    /// <summary>The data's own name: where it lies on the machine that trained is nobody's business.</summary>
    private static string DataName(string settings)
    {
        using var document = JsonDocument.Parse(settings);
        return JsonSerializer.Serialize(Path.GetFileName(document.RootElement.GetProperty("data").GetString()), ServerJson.Default.String);
    }

    /// <summary>Writes a file's JSON, or nothing where there is none that can be read.</summary>
    private static void Write(Utf8JsonWriter writer, string name, string path, Func<string, string> toJson)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > LongestFile)
                return;
            using var document = JsonDocument.Parse(toJson(File.ReadAllText(path)));
            writer.WritePropertyName(name);
            document.RootElement.WriteTo(writer);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or KeyNotFoundException)
        {
            // A run in progress, or a folder that changes: the card does without.
        }
    }
}
