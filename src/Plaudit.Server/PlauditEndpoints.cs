using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Plaudit.Server.Endpoints;
using Plaudit.Server.Json;
using Plaudit.Server.Operation;

namespace Plaudit.Server;

/// <summary>Plaudit's endpoints.</summary>
public static class PlauditEndpoints
{
    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";

    // What the page at /docs sends where nothing else is typed.
    private static readonly JsonObject s_review = new() { ["review"] = "A wonderful film." };
    private static readonly JsonArray s_reviews = [new JsonObject { ["review"] = "A wonderful film." }, new JsonObject { ["review"] = "Dull." }];
    private static readonly JsonValue s_lines = JsonValue.Create("\"A wonderful film.\"\n{\"review\": \"Dull.\"}\n");

    /// <summary>
    /// Maps <c>POST /predict</c>, <c>/predict/batch</c> and <c>/explain</c>, <c>GET /models</c>, <c>/models/{name}</c>, <c>/health/live</c>,
    /// <c>/health/ready</c> and <c>/metrics</c>. Map a group to put them under a path: <c>app.MapGroup("/sentiment").MapPlaudit()</c>.
    /// </summary>
    /// <param name="endpoints">
    /// The application, or a group of it; <see cref="PlauditServices.AddPlaudit(IServiceCollection, PlauditServerOptions)"/> was called.
    /// </param>
    /// <returns>All endpoints, for conventions such as authorization.</returns>
    /// <exception cref="PlauditException">A model cannot be loaded.</exception>
    public static IEndpointConventionBuilder MapPlaudit(this IEndpointRouteBuilder endpoints)
    {
        IServiceProvider services = endpoints.ServiceProvider;
        RequestGuard guard = services.GetRequiredService<RequestGuard>();
        RouteGroupBuilder group = endpoints.MapGroup("");

        PredictEndpoint predict = services.GetRequiredService<PredictEndpoint>();
        Describe(group.MapPost("/predict", guard.Guard("/predict", predict.Predict)), "predict", "Tells whether a review is positive or negative.",
            413, 415, 503, 504)
            .Takes<PredictBody>((Json, s_review)).Produces<Answer>();
        BatchEndpoint batch = services.GetRequiredService<BatchEndpoint>();
        Describe(group.MapPost("/predict/batch", guard.Guard("/predict/batch", batch.Predict)), "predictBatch",
                "Answers many reviews: an array of texts or objects, or NDJSON with one review per line, streamed line by line.", 413, 415, 503, 504)
            .Takes<PredictBody[]>((Json, s_reviews), (Lines, s_lines)).Produces<Answer[]>(200, Json, Lines);
        ExplainEndpoint explain = services.GetRequiredService<ExplainEndpoint>();
        Describe(group.MapPost("/explain", guard.Guard("/explain", explain.Explain)), "explain",
            "Explains how much each word of a review contributes to the answer.", 413, 415, 503, 504)
            .Takes<PredictBody>((Json, s_review)).Produces<ExplainedAnswer>();

        ModelEndpoints models = services.GetRequiredService<ModelEndpoints>();
        // Everything readable also answers HEAD, which probes and proxies send.
        RouteHandlerBuilder Get(string path, Func<HttpContext, Task> endpoint)
        {
            group.MapMethods(path, [HttpMethods.Head], endpoint).ExcludeFromDescription();
            return group.MapGet(path, endpoint);
        }

        Describe(Get("/models", guard.Guard("/models", models.List)), "models", "The models that serve.").Produces<ModelList>();
        Describe(Get("/models/{name}", guard.Guard("/models/{name}", models.Card)), "model",
            "The card of a model: recipe, layers, figures, learning curves.").Produces<object>();

        HealthEndpoints health = services.GetRequiredService<HealthEndpoints>();
        Describe(Get("/health/live", guard.Guard("/health/live", health.Live, open: true)), "live", "Whether the process answers.")
            .Produces<HealthBody>();
        Describe(Get("/health/ready", guard.Guard("/health/ready", health.Ready, open: true)), "ready", "Whether the service wants requests.")
            .Produces<HealthBody>().Produces<HealthBody>(503);
        Describe(Get("/metrics", guard.Guard("/metrics", health.Metrics)), "metrics", "Metrics for Prometheus.").Produces<string>(200, "text/plain");
        return group;
    }

    /// <summary>Documents the body only: <c>Accepts</c> would make routing refuse other types without a message.</summary>
    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, params (string Type, JsonNode Example)[] bodies) =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancellation) =>
    {
        OpenApiSchema schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellation);
        operation.RequestBody =
            new OpenApiRequestBody
            {
                Required = true,
                Content = bodies.ToDictionary(
            body => body.Type, body =>
            new OpenApiMediaType
            {
                Schema = body.Type == Lines
            ? new OpenApiSchema { Type = JsonSchemaType.String } : schema,
                Example = body.Example.DeepClone()
            })
            };
    });

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name, string summary, params int[] faults)
    {
        endpoint.WithName($"plaudit.{name}").WithSummary(summary).WithTags("Plaudit");
        foreach (int status in faults.Length == 0 ? faults : [400, 404, .. faults])
            endpoint.Produces<ProblemBody>(status, Problem.ContentType);
        return endpoint;
    }
}
