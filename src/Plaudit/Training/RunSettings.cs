using System.Text.Json;
using System.Text.Json.Serialization;
using Plaudit.Data;

namespace Plaudit.Training;

/// <summary>What a run was started with, beside its recipe: enough to continue after a stop. Kept as <c>checkpoint/run.json</c>.</summary>
/// <param name="Data">The training data as the command line names it, paths made absolute.</param>
/// <param name="Test">Data to evaluate on at the end, or null.</param>
/// <param name="TextColumn">Column of the text, or null for the default.</param>
/// <param name="LabelColumn">Column of the label, or null for the default.</param>
/// <param name="SkipBadRows">Whether bad rows are skipped instead of refused.</param>
/// <param name="Threads">Threads to train with; the weights' last bits depend on it.</param>
public sealed record RunSettings(string Data, string? Test, string? TextColumn, string? LabelColumn, bool SkipBadRows, int Threads)
{
    /// <summary>The most that the command line takes.</summary>
    internal const int MostThreads = 1024;

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Data to validate on, or null where a part of <see cref="Data"/> is held back for that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Validation { get; init; }

    /// <summary>How the data are written, or null to go by the file's extension.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<ReviewInputFormat>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ReviewInputFormat? Format { get; init; }

    /// <summary>What quotes mean in the data; absent in runs that leave it open.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<QuoteStyle>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public QuoteStyle Quotes { get; init; }

    /// <summary>The field separator, or null to detect it from the first line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public char? Separator { get; init; }

    /// <summary>True if the first row is a review.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NoHeader { get; init; }

    /// <summary>What the data call positive, or null for the usual words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? PositiveLabel { get; init; }

    /// <summary>What the data call negative, or null for the usual words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? NegativeLabel { get; init; }

    /// <summary>How the rows of the data are read.</summary>
    [JsonIgnore]
    public ReviewReadOptions Reading => new()
    {
        TextColumn = TextColumn,
        LabelColumn = LabelColumn,
        OnBadRow = SkipBadRows ? BadRow.Skip : BadRow.Error,
        Format = Format,
        Quotes = Quotes,
        Separator = Separator,
        HasHeader = !NoHeader,
        PositiveLabel = PositiveLabel,
        NegativeLabel = NegativeLabel,
    };

    /// <summary>Whether the run learned from the half of its data that a set is evaluated on. Data are the same when their paths are.</summary>
    /// <param name="data">The set as the command line names it, its path made absolute.</param>
    /// <param name="reviews">The set.</param>
    public bool LearnedFrom(string data, ReviewSet reviews)
    {
        DataName learned = DataName.Parse(Data);
        bool learnedTest = learned.Half == DataHalf.Test;
        return learned.Path == DataName.Parse(data).Path && learnedTest == (reviews.Test.Count > 0);
    }

    internal string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";

    internal static RunSettings FromJson(string json)
    {
        RunSettings settings = JsonSerializer.Deserialize<RunSettings>(json, s_json) ?? throw new JsonException("expected an object, found null");
        settings.Check();
        return settings;
    }

    /// <summary>Refuses what no run can have been started with.</summary>
    /// <exception cref="JsonException">A value is impossible; the message names it.</exception>
    internal void Check()
    {
        if (string.IsNullOrEmpty(Data))
            throw Recorded.Wrong("data", Data is null ? "null" : "empty", "the data's path or name");
        Recorded.Require("threads", Threads, 1, MostThreads);
    }
}
