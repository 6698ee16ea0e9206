using Plaudit.Inference;
using Plaudit.Server.Batching;
using Plaudit.Server.Json;
using Plaudit.Server.Models;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Endpoints;

/// <summary><c>POST /predict/batch</c>: an array of reviews, or NDJSON, a review a line, streamed in and out.</summary>
internal sealed class BatchEndpoint(
    ModelRegistry registry, MicroBatcher batcher, RequestBody body, ClientRateLimit rate, PlauditServerOptions options)
{
    /// <summary>
    /// Reviews that are answered together at most: one batch of the engine, few enough that single reviews get their turn between them.
    /// </summary>
    public const int ReviewsAtOnce = 96;

    // Long texts are answered sooner: memory stays the same whatever comes.
    private const int CharactersAtOnce = 1 << 20;

    public Task Predict(HttpContext context)
    {
        if (RequestBody.IsLines(context.Request))
            return new LineStream(context, registry, batcher, rate, options).Run();
        RequestBody.RequireJson(context.Request, " or application/x-ndjson");
        return PredictArray(context);
    }

    private async Task PredictArray(HttpContext context)
    {
        string? asked = context.Request.Query["model"];
        ServedModel common = registry.Find(asked);
        List<ReviewRequest> reviews = await body.Read(context, json => ReviewJson.ReadArray(json, options.MaxBatchReviews));
        // The first one has been taken when the request was let in.
        rate.Charge(context.Connection.RemoteIpAddress, reviews.Count - 1);
        ServedModel[] models = [.. reviews.Select(request => request.Model is null ? common : registry.Find(request.Model))];
        for (int i = 0; i < models.Length; i++)
            TokenLimit.Check(models[i], reviews[i].Review, options.MaxTokens, $"[{i}]");
        using var timeout = new RequestTimeout(context, options);
        var answers = new Prediction?[reviews.Count];
        await timeout.Within(async cancellation =>
        {
            foreach (int[] piece in Pieces(reviews, models))
            {
                IReadOnlyList<Prediction?> some =
                    await batcher.PredictPiece(models[piece[0]], [.. piece.Select(i => reviews[i].Review)], cancellation);
                for (int i = 0; i < piece.Length; i++)
                    answers[piece[i]] = some[i];
            }

            return answers;
        });
        await JsonBody.WriteList(context, writer => writer.WriteStartArray(), [.. answers.Zip(models)], (writer, pair) =>
        {
            if (pair.First is { } answer)
                AnswerJson.Write(writer, answer, pair.Second);
            else
                AnswerJson.WriteError(writer, RequestFault.EmptyReviewError);
        }, writer => writer.WriteEndArray());
    }

    /// <summary>The numbers of the reviews, a piece at a time; each piece is one model's.</summary>
    private static IEnumerable<int[]> Pieces(List<ReviewRequest> reviews, ServedModel[] models) => Enumerable.Range(0, reviews.Count)
        .GroupBy(i => models[i])
        .SelectMany(ofModel => Pieces(reviews, ofModel));

    private static IEnumerable<int[]> Pieces(List<ReviewRequest> reviews, IEnumerable<int> numbers)
    {
        var piece = new List<int>();
        int characters = 0;
        foreach (int i in numbers)
        {
            piece.Add(i);
            characters += reviews[i].Review.Length;
            if (piece.Count < ReviewsAtOnce && characters < CharactersAtOnce)
                continue;
            yield return [.. piece];
            piece.Clear();
            characters = 0;
        }

        if (piece.Count > 0)
            yield return [.. piece];
    }
}
