using Plaudit.Server.Json;
using Plaudit.Server.Metrics;
using Plaudit.Server.Models;
using Plaudit.Server.Operation;

namespace Plaudit.Server.Endpoints;

/// <summary><c>GET /health/live</c>, <c>/health/ready</c> and <c>/metrics</c>: how the service is.</summary>
internal sealed class HealthEndpoints(ModelRegistry registry, Readiness readiness, ServerMetrics metrics)
{
    /// <summary>The process answers; nothing else is said.</summary>
    public Task Live(HttpContext context) => JsonBody.Write(context.Response, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status"u8, "live"u8);
        writer.WriteEndObject();
    }, context.RequestAborted);

    /// <summary>
    /// 200 while requests are wanted, 503 once the service is about to stop. A model whose replacement failed is named, and serves on.
    /// </summary>
    public Task Ready(HttpContext context)
    {
        bool ready = readiness.IsReady;
        context.Response.StatusCode = ready ? 200 : 503;
        return JsonBody.Write(context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, ready ? "ready"u8 : "draining"u8);
            writer.WriteStartArray("models"u8);
            foreach (ModelSlot slot in registry.Slots)
            {
                writer.WriteStartObject();
                // Open to everybody: what a file holds and where it lies is not.
                ModelJson.WriteSummary(writer, slot, withReasons: false);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }, context.RequestAborted);
    }

    /// <summary>Metrics for Prometheus.</summary>
    public Task Metrics(HttpContext context)
    {
        context.Response.ContentType = PrometheusText.ContentType;
        return context.Response.WriteAsync(PrometheusText.Of(metrics, registry, readiness.IsReady), context.RequestAborted);
    }
}
