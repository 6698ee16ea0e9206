using System.Text.Json;
using System.Text.Json.Serialization;
using Plaudit.Recipes;
using Plaudit.Training;

namespace Plaudit.Tuning;

/// <summary>The results of a tuning: <c>results.json</c>, and the data of its report.</summary>
/// <param name="Recipe">The base recipe's name.</param>
/// <param name="Validation">Which reviews the trials were validated on, in words.</param>
/// <param name="ValidationReviews">How many these are.</param>
/// <param name="Objective">The figure that trials were compared by.</param>
/// <param name="Seed">Of the draws.</param>
/// <param name="Rungs">The epochs at which trials were compared, least first, with the trials that got there.</param>
/// <param name="Keys">What was left open, in the space's order.</param>
/// <param name="Trials">The trials, by number.</param>
/// <param name="Best">The number of the best trial, or null while none has finished a rung.</param>
/// <param name="Seconds">Time the tuning took, over all its runs.</param>
public sealed record TuningResult(
    string Recipe,
    string Validation,
    int ValidationReviews,
    MonitoredFigure Objective,
    long Seed,
    IReadOnlyList<TuningRung> Rungs,
    IReadOnlyList<TuningKey> Keys,
    IReadOnlyList<TuningTrial> Trials,
    int? Best,
    double Seconds)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The best trial, or null while none has finished a rung.</summary>
    [JsonIgnore]
    public TuningTrial? BestTrial => Trials.FirstOrDefault(trial => trial.Number == Best);

    /// <summary>The trials, best first: by their last figures, those that failed or have none last.</summary>
    [JsonIgnore]
    public IReadOnlyList<TuningTrial> Ranked =>
        [.. Trials.OrderBy(trial => trial.Status == TrialStatus.Failed ? null : trial.Figures, TrialFigures.BestFirst(Objective))
            .ThenBy(trial => trial.Number)];

    /// <summary>The result as an indented JSON document with a final line feed, names in camel case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="PlauditException">The text is not such a document.</exception>
    public static TuningResult FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TuningResult>(json, s_json) ?? throw new JsonException("expected an object, found null");
        }
        catch (JsonException e)
        {
            throw new PlauditException($"these are no results as a tuning writes them: {e.Message}", e);
        }
    }
}

/// <summary>A place where trials were compared.</summary>
/// <param name="Epochs">Epochs of training up to it; a trial whose recipe has fewer has done all of its own.</param>
/// <param name="Trials">Trials that finished it.</param>
public sealed record TuningRung(int Epochs, int Trials);

/// <summary>Something that the space left open.</summary>
/// <param name="Name">The recipe's key, or a variable of the space.</param>
/// <param name="Kind">choices, uniform, logUniform, integer or logInteger.</param>
/// <param name="Choices">The names of the choices, in their order; null of a range.</param>
/// <param name="From">The lower end of a range; null of choices.</param>
/// <param name="To">The upper end of a range; null of choices.</param>
/// <param name="Importance">
/// The share of the variance of the trials' ranks that this key explains by itself, in [0, 1]; null while there are too few trials to tell (see
/// docs/tuning.md).
/// </param>
/// <param name="Direction">
/// Spearman's correlation of value and rank, in [-1, 1]: above 0, greater values did better; null for values that are not numbers, or too few trials.
/// </param>
public sealed record TuningKey(
    string Name, string Kind, IReadOnlyList<string>? Choices, double? From, double? To, double? Importance, double? Direction);

/// <summary>One trial.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Status">How it ended, so far.</param>
/// <param name="Values">What it drew, in the order of the keys.</param>
/// <param name="Rung">The highest rung it has finished, from 0; null before the first.</param>
/// <param name="EpochsDone">Epochs it has trained.</param>
/// <param name="Figures">Its last figures on the validation part, or null.</param>
/// <param name="Curve">Its epochs.</param>
/// <param name="Seconds">Training time, that of an epoch which was not finished included.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record TuningTrial(
    int Number,
    TrialStatus Status,
    IReadOnlyList<TrialValue> Values,
    int? Rung,
    int EpochsDone,
    TrialFigures? Figures,
    IReadOnlyList<EpochResult> Curve,
    double Seconds,
    string? Error);

/// <summary>A value that a trial drew.</summary>
/// <param name="Key">The key.</param>
/// <param name="Text">The value, or the choice's name.</param>
/// <param name="Number">The value where it is a number, else null.</param>
public sealed record TrialValue(string Key, string Text, double? Number);

/// <summary>How a trial ended, so far.</summary>
public enum TrialStatus
{
    /// <summary>It has been sent to a rung and not finished it.</summary>
    Open,

    /// <summary>Others of its rung did better: it was not trained further.</summary>
    Stopped,

    /// <summary>It has trained all its epochs.</summary>
    Completed,

    /// <summary>It could not be trained.</summary>
    Failed,
}
