using Plaudit.Inference;
using Plaudit.Server.Batching;
using Plaudit.Server.Json;
using Plaudit.Server.Models;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Endpoints;

/// <summary><c>POST /explain</c>: the answer, and each word's contribution.</summary>
internal sealed class ExplainEndpoint(ModelRegistry registry, ExplanationTurns turns, RequestBody body, PlauditServerOptions options)
{
    public async Task Explain(HttpContext context)
    {
        RequestBody.RequireJson(context.Request);
        ReviewRequest request = await body.Read(context, ReviewJson.ReadOne);
        ServedModel model = registry.Find(request.Model ?? context.Request.Query["model"]);
        TokenLimit.Check(model, request.Review, options.MaxTokens);
        using var timeout = new RequestTimeout(context, options);
        Explanation explanation = await timeout.Within(cancellation => turns.Explain(model, request.Review, cancellation))
            ?? throw RequestFault.EmptyReview();
        await ExplanationJson.Write(context, explanation, model);
    }
}
