using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plaudit.Evaluation;

/// <summary>The JSON document of a <see cref="ModelComparison"/>: of each model the keys of metrics.json and some more.</summary>
internal static class ComparisonJson
{
    private static readonly JsonWriterOptions s_indented = new()
    {
        Indented = true,
        NewLine = "\n",
        // It is not part of a web page, so reviews need no escaping.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(ModelComparison comparison, int disagreements)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(disagreements);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_indented))
        {
            json.WriteStartObject();
            json.WriteString("data", comparison.Data);
            json.WriteNumber("count", comparison.Reviews.Count);
            json.WriteStartArray("models");
            foreach (ComparedModel model in comparison.Models)
                Write(json, model);
            json.WriteEndArray();
            json.WritePropertyName("pairs");
            Array(comparison.Pairs, Pair).WriteTo(json);
            json.WriteNumber("disagreementCount", comparison.Disagreements.Count);
            json.WritePropertyName("disagreements");
            Array(comparison.Disagreements.Take(disagreements), disagreement => Disagreement(disagreement, comparison.Models)).WriteTo(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, ComparedModel model)
    {
        JsonObject figures = JsonNode.Parse(model.Metrics.ToJson())!.AsObject();
        // Absent from metrics.json where unknown; here every model has the same keys.
        figures["seconds"] = model.Metrics.Seconds;
        figures["trainSeconds"] = model.Metrics.TrainSeconds;
        figures["seenInTraining"] = model.Metrics.SeenInTraining;
        figures["seenInValidation"] = model.Metrics.SeenInValidation;
        figures["reviewsPerSecond"] = model.ReviewsPerSecond;
        figures["parameters"] = model.Parameters;
        figures["fileBytes"] = model.FileBytes;

        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteString("recipe", model.Recipe);
        foreach ((string key, JsonNode? value) in figures)
        {
            json.WritePropertyName(key);
            Write(json, value);
        }

        json.WriteStartObject("roc");
        WriteLine(json, "falsePositiveRate", model.Roc.FalsePositiveRate);
        WriteLine(json, "truePositiveRate", model.Roc.TruePositiveRate);
        WriteLine(json, "thresholds", model.Roc.Thresholds);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JsonNode? value)
    {
        if (value is null)
            json.WriteNullValue();
        else
            value.WriteTo(json);
    }

    /// <summary>Writes an array on one line: a curve of ten thousand points would bury everything else.</summary>
    private static void WriteLine(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", values.Select(value => double.IsFinite(value) ? $"{value:R}" : "null"))}]");
    }

    private static JsonObject Pair(ModelPair pair) => new()
    {
        ["first"] = pair.First,
        ["second"] = pair.Second,
        ["mcNemar"] = new JsonObject
        {
            ["firstOnly"] = pair.Test.FirstOnly,
            ["secondOnly"] = pair.Test.SecondOnly,
            ["exact"] = pair.Test.IsExact,
            ["statistic"] = pair.Test.Statistic,
            ["pValue"] = pair.Test.PValue,
        },
        ["accuracyDifference"] = new JsonObject
        {
            ["estimate"] = pair.AccuracyDifference.Estimate,
            ["low"] = pair.AccuracyDifference.Low,
            ["high"] = pair.AccuracyDifference.High,
            ["confidence"] = pair.AccuracyDifference.Options.Confidence,
            ["resamples"] = pair.AccuracyDifference.Options.Resamples,
            ["seed"] = pair.AccuracyDifference.Options.Seed,
        },
    };

    private static JsonObject Disagreement(Disagreement disagreement, IReadOnlyList<ComparedModel> models) => new()
    {
        ["index"] = disagreement.Index,
        ["source"] = disagreement.Review.Source,
        ["label"] = disagreement.Review.Label!.Value.ToString(),
        ["gap"] = disagreement.Gap,
        ["scores"] = new JsonObject(models.Select((model, i) => KeyValuePair.Create(model.Name, (JsonNode?)disagreement.Scores[i]))),
        ["text"] = disagreement.Review.Text,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);
}
