using Plaudit.Inference;
using Plaudit.Server.Batching;
using Plaudit.Server.Json;
using Plaudit.Server.Models;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Endpoints;

/// <summary><c>POST /explain</c>: the answer, and what each word has to do with it.</summary>
internal sealed class ExplainEndpoint(ModelRegistry registry, MicroBatcher batcher, PlauditServerOptions options)
{
    public async Task Explain(HttpContext context)
    {
        RequestBody.RequireJson(context.Request);
        ReviewRequest request = await RequestBody.Read(context, options, ReviewJson.ReadOne);
        ServedModel model = registry.Find(request.Model ?? context.Request.Query["model"]);
        if (string.IsNullOrWhiteSpace(request.Review))
            throw RequestFault.EmptyReview();
        using var timeout = new RequestTimeout(context, options);
        var work = new ExplanationOptions { MaxWords = options.MaxExplainedWords };
        Explanation explanation = await timeout.Within(cancellation =>
            batcher.Bulk(() => Task.Run(() => model.Predictor.Explain(request.Review, work, cancellation), cancellation), cancellation));
        await JsonBody.Write(context.Response, writer => ExplanationJson.Write(writer, explanation, model), context.RequestAborted);
    }
}
