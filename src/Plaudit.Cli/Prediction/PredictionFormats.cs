namespace Plaudit.Cli.Prediction;

/// <summary>The formats by the names that the command line gives them.</summary>
internal static class PredictionFormats
{
    /// <summary>Names of output formats.</summary>
    public static IReadOnlyList<string> Outputs { get; } = ["text", "csv", "jsonl"];

    /// <summary>An output format by its name; where none is given, by the file's extension.</summary>
    public static PredictionFormat Output(string? name, string file) => (name ?? Path.GetExtension(file).TrimStart('.').ToLowerInvariant()) switch
    {
        "csv" => new CsvPredictions(),
        "jsonl" or "ndjson" => new JsonPredictions(),
        _ => new TextPredictions(),
    };
}
