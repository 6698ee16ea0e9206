using System.Text.Encodings.Web;
using System.Text.Json;
using Plaudit.Inference;

namespace Plaudit.Cli.Explanation;

/// <summary>An explanation as one JSON document, its members named as the service names them.</summary>
internal static class ExplanationDocument
{
    private static readonly JsonSerializerOptions s_json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToJson(Inference.Explanation explanation)
    {
        Inference.Prediction answer = explanation.Prediction;
        return JsonSerializer.Serialize(
            new
            {
                Label = $"{answer.Label}",
                Probability = (float)answer.Probability,
                Score = (float)answer.Score,
                answer.Tokens,
                answer.UnknownTokens,
                answer.Truncated,
                explanation.Complete,
                Words = explanation.Words.Select(
                    word => new { word.Word, word.Start, word.Length, word.Known, word.Read, Contribution = (float?)word.Contribution }),
            },
            s_json);
    }
}
