using System.Text.Json;
using System.Text.Json.Serialization;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>What a tuning was started with, beside its recipe and space: enough to continue. Kept as <c>tune.json</c>.</summary>
/// <param name="Data">The data, how it is read, and the threads for all trials together.</param>
/// <param name="Seed">Seed of what the trials draw.</param>
/// <param name="Trials">How many trials there may be; null for any number.</param>
/// <param name="MaxSeconds">How long the tuning may take in all, the time between its runs not counted; null for any time.</param>
/// <param name="Parallel">Trials side by side, at least 1; each has its share of the threads, at least one.</param>
public sealed record TuningSettings(RunSettings Data, long Seed, int? Trials, double? MaxSeconds, int Parallel)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Threads of each trial.</summary>
    [JsonIgnore]
    public int ThreadsEach => Math.Max(1, Data.Threads / Parallel);

    internal string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";

    internal static TuningSettings FromJson(string json)
    {
        TuningSettings settings = JsonSerializer.Deserialize<TuningSettings>(json, s_json)
            ?? throw new JsonException("expected an object, found null");
        if (settings.Data is null)
            throw Recorded.Wrong("data", "null", "an object");
        settings.Data.Check();
        Recorded.Require("trials", settings.Trials ?? 1, 1, LedgerEvent.MostTrials);
        Recorded.Require("maxSeconds", settings.MaxSeconds ?? 0, Recorded.LongestSeconds);
        Recorded.Require("parallel", settings.Parallel, 1, RunSettings.MostThreads);
        return settings;
    }
}
