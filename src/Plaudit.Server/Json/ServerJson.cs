using System.Text.Json.Serialization;
using Plaudit.Recipes;

namespace Plaudit.Server.Json;

/// <summary>What requests and answers look like, for the OpenAPI document. The request path itself reads and writes without them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(PredictBody))]
[JsonSerializable(typeof(PredictBody[]))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Answer[]))]
[JsonSerializable(typeof(ExplainedAnswer))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ServerJson : JsonSerializerContext;

/// <summary>A review to judge.</summary>
/// <param name="Review">The text.</param>
/// <param name="Model">The model to use; the default model if omitted.</param>
internal sealed record PredictBody(string Review, string? Model = null);

/// <summary>The answer for one review.</summary>
internal record Answer(string Sentiment, float Score, string Label, float Probability, int Tokens, int UnknownTokens, bool Truncated, string Model,
    string Version);

/// <summary>The answer, and each word's contribution.</summary>
internal sealed record ExplainedAnswer(
    string Sentiment, float Score, string Label, float Probability, int Tokens, int UnknownTokens, bool Truncated, string Model, string Version,
        bool Complete, ExplainedWord[] Words)
    : Answer(Sentiment, Score, Label, Probability, Tokens, UnknownTokens, Truncated, Model, Version);

/// <summary>A word: its place in the review in UTF-16 units, and the score less the score without it.</summary>
internal sealed record ExplainedWord(string Word, int Start, int Length, bool Known, bool Read, float? Contribution);

/// <summary>The models that serve.</summary>
internal sealed record ModelList(string Default, ModelLine[] Models);

/// <summary>A model that serves.</summary>
internal sealed record ModelLine(
    string Name, string Version, string Recipe, string Kind, long Parameters, DateTimeOffset? Written, DateTimeOffset Loaded, string? ReloadError);

/// <summary>How the service is.</summary>
internal sealed record HealthBody(string Status, ModelLine[]? Models);

/// <summary>Problem details (RFC 9457).</summary>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string? Error);
