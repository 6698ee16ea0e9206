using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plaudit.Training;

/// <summary>The figures of one epoch: a line of <c>history.jsonl</c>.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainLoss">Mean loss over the epoch's steps as they were, with dropout, class weights and weight penalties; nats.</param>
/// <param name="TrainAccuracy">Share of right answers over the same steps, in [0, 1].</param>
/// <param name="ValidationLoss">Mean cross-entropy on the validation part after the epoch, without penalties, so that runs compare; nats.</param>
/// <param name="ValidationAccuracy">Share of right answers on it, in [0, 1].</param>
/// <param name="Seconds">Time of the epoch's steps, without validation.</param>
/// <param name="ReviewsPerSecond">Training reviews per second.</param>
public sealed record EpochResult(
    int Epoch, double TrainLoss, double TrainAccuracy, double ValidationLoss, double ValidationAccuracy, double Seconds, double ReviewsPerSecond)
{
    /// <summary>The most that a recipe may ask for.</summary>
    internal const int MostEpochs = 100_000;

    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The learning rate of the epoch's last step.</summary>
    [JsonPropertyOrder(1)]
    public double Rate { get; init; }

    /// <summary>
    /// Whether this was the best epoch so far: by the figure and rule of early stopping, or without it by the lowest validation loss.
    /// </summary>
    [JsonPropertyOrder(2)]
    public bool Best { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, s_json);

    internal static EpochResult FromJson(string line)
    {
        EpochResult result = JsonSerializer.Deserialize<EpochResult>(line, s_json) ?? throw new JsonException("expected an object, found null");
        result.Check();
        return result;
    }

    /// <summary>Refuses figures that no epoch can have.</summary>
    /// <exception cref="JsonException">A value is impossible; the message names it.</exception>
    internal void Check()
    {
        Recorded.Require("epoch", Epoch, 1, MostEpochs);
        Recorded.Require("trainLoss", TrainLoss);
        Recorded.Require("trainAccuracy", TrainAccuracy, 1);
        Recorded.Require("validationLoss", ValidationLoss);
        Recorded.Require("validationAccuracy", ValidationAccuracy, 1);
        Recorded.Require("seconds", Seconds, Recorded.LongestSeconds);
        Recorded.Require("reviewsPerSecond", ReviewsPerSecond);
        Recorded.Require("rate", Rate);
    }
}
