using Plaudit.Inference;
using Plaudit.Server.Batching;
using Plaudit.Server.Json;
using Plaudit.Server.Models;

namespace Plaudit.Server.Endpoints;

/// <summary><c>POST /predict</c>: one review, one answer.</summary>
internal sealed class PredictEndpoint(ModelRegistry registry, MicroBatcher batcher, RequestBody body, PlauditServerOptions options)
{
    public async Task Predict(HttpContext context)
    {
        RequestBody.RequireJson(context.Request);
        ReviewRequest request = await body.Read(context, ReviewJson.ReadOne);
        ServedModel model = registry.Find(request.Model ?? context.Request.Query["model"]);
        TokenLimit.Check(model, request.Review, options.MaxTokens);
        Prediction answer = await batcher.Predict(model, request.Review, context.RequestAborted) ?? throw RequestFault.EmptyReview();
        await JsonBody.Write(context.Response, writer => AnswerJson.Write(writer, answer, model), context.RequestAborted);
    }
}
