using System.Text.Json;
using System.Text.Json.Serialization;
using Plaudit.Models;

namespace Plaudit.Evaluation;

/// <summary>What <c>metrics.json</c> and <c>plaudit evaluate --json</c> say of a model on labelled reviews.</summary>
public sealed record EvaluationResult
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // A newer version may say more than this one reads.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The number of reviews.</summary>
    public long Count => Confusion.Count;

    /// <inheritdoc cref="ConfusionMatrix.Accuracy"/>
    public double Accuracy => Confusion.Accuracy;

    /// <inheritdoc cref="ConfusionMatrix.Precision"/>
    public double Precision => Confusion.Precision;

    /// <inheritdoc cref="ConfusionMatrix.Recall"/>
    public double Recall => Confusion.Recall;

    /// <inheritdoc cref="ConfusionMatrix.F1"/>
    public double F1 => Confusion.F1;

    /// <summary>The area under the ROC curve, in [0, 1]; NaN when all reviews are of one class (<c>null</c> in JSON).</summary>
    [JsonConverter(typeof(NanAsNull))]
    public required double RocAuc { get; init; }

    /// <summary>The mean of -ln(the probability given to the true label), in nats; see <see cref="Evaluation.LogLoss"/>.</summary>
    public required double LogLoss { get; init; }

    /// <summary>The counts that everything but <see cref="RocAuc"/> and <see cref="LogLoss"/> follows from.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>How long scoring the reviews took, in seconds; null (and absent from the JSON) when not timed.</summary>
    public double? Seconds { get; init; }

    /// <summary>Which reviews these are, as a run records it (such as <c>validation</c>); null when not said.</summary>
    public string? Split { get; init; }

    /// <summary>How long the run trained, in seconds; null when these are not a run's metrics.</summary>
    public double? TrainSeconds { get; init; }

    /// <summary>
    /// How many of the reviews the model was trained on; more than 0 makes these figures too good. Null (and absent from the JSON) where that is
    /// not known.
    /// </summary>
    public int? SeenInTraining { get; init; }

    /// <summary>
    /// On how many of the reviews the epoch was chosen whose weights the model kept. Null (and absent from the JSON) where none was chosen or that
    /// is not known.
    /// </summary>
    public int? SeenInValidation { get; init; }

    /// <summary>The ROC curve as a run records it for drawing; null (and absent from the JSON) elsewhere, and where it is not defined.</summary>
    [JsonInclude]
    internal RocPoints? Roc { get; init; }

    /// <summary>Computes every metric.</summary>
    /// <param name="labels">(N) the true labels.</param>
    /// <param name="scores">(N) the probability of positive of each, in [0, 1].</param>
    /// <exception cref="PlauditException">There are no reviews, the lengths differ, or a score is not in [0, 1].</exception>
    public static EvaluationResult Evaluate(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores) =>
        Evaluate(labels, scores, RocCurve.Compute(labels, scores));

    /// <inheritdoc cref="Evaluate(IReadOnlyList{Label}, ReadOnlySpan{double})"/>
    public static EvaluationResult Evaluate(IReadOnlyList<Label> labels, ReadOnlySpan<float> scores) => Evaluate(labels, ScoreCheck.ToDouble(scores));

    /// <summary>Computes every metric but the area under a curve that is computed already.</summary>
    internal static EvaluationResult Evaluate(IReadOnlyList<Label> labels, ReadOnlySpan<double> scores, RocCurve roc) => new()
    {
        Confusion = ConfusionMatrix.Compute(labels, scores),
        RocAuc = roc.Auc,
        LogLoss = Evaluation.LogLoss.Compute(labels, scores),
    };

    /// <summary>The same figures with the counts of what a model has seen.</summary>
    /// <param name="seen">What it has seen, or null where that is not known.</param>
    /// <param name="texts">The reviews that were evaluated.</param>
    internal EvaluationResult Knowing(SeenReviews? seen, IReadOnlyCollection<string> texts) =>
        this with { SeenInTraining = seen?.Training.CountIn(texts), SeenInValidation = seen?.Validation?.CountIn(texts) };

    /// <summary>The result as an indented JSON document with a final line feed; numbers read back as they were.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote. Count, accuracy, precision, recall and F1 follow from the confusion matrix.</summary>
    /// <param name="json">The document.</param>
    /// <exception cref="PlauditException">The text is not such a document.</exception>
    public static EvaluationResult FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<EvaluationResult>(json, s_json)
                ?? throw new PlauditException("the metrics are the JSON value null; expected an object with confusion, rocAuc and logLoss.");
        }
        catch (JsonException e)
        {
            throw new PlauditException($"these are no metrics as a run or an evaluation writes them: {Fault(e)}", e);
        }
    }

    /// <summary>What is wrong, without the names of types that the reader's message holds.</summary>
    private static string Fault(JsonException e) => e.InnerException is JsonException syntax
        ? JsonFault.Describe(syntax)
        : $"expected an object with confusion, rocAuc and logLoss, found something else at {(e.Path is null or "$" ? "the beginning" : e.Path)}";

    /// <summary>JSON has no NaN.</summary>
    private sealed class NanAsNull : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsNaN(value))
                writer.WriteNullValue();
            else
                writer.WriteNumberValue(value);
        }
    }
}
